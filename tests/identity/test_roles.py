"""Granting and ending roles."""

from typing import Any

import pytest

from identity.commands.roles import LastOperator, LastRegistrar, RoleAlreadyEnded, RoleAlreadyHeld, end_role, grant_role
from identity.models import Membership
from identity.principals import Principal
from identity.queries.principals import principal_of_user
from ledger.queries.entries import EntryFilter
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.cast import NOON, Cast, a_key, a_user
from tests.ledger.sealing import sealed_entries

pytestmark = pytest.mark.django_db


def grant(actor: Principal, **parts: Any) -> Membership:
    given = {"user_id": a_user().id, "role": "issuer", "institution_id": None, "at": NOON, "idempotency_key": a_key()}
    return grant_role(actor=actor, **{**given, **parts})


def end(actor: Principal, membership: Membership) -> Membership:
    return end_role(actor=actor, membership_id=membership.id, at=NOON, idempotency_key=a_key())


def test_a_registrar_grants_a_role_and_the_book_says_so(cast: Cast) -> None:
    held = grant(cast.registrar, institution_id=cast.awarding.id)
    assert principal_of_user(held.user_id).has("issuer", cast.awarding.id)
    entry = sealed_entries(EntryFilter(institution_id=cast.awarding.id), limit=1)[0]
    assert (entry.narration, entry.subject_id, entry.actor_id) == (
        "issuer-role-granted",
        held.user_id,
        cast.registrar.id,
    )


@pytest.mark.parametrize("who", ["issuer", "approver", "ananya", "other_registrar", "regulator"])
def test_nobody_else_grants_a_role_there(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        grant(getattr(cast, who), institution_id=cast.awarding.id)


def test_a_registrar_makes_no_regulator(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        grant(cast.registrar, role="regulator")


def test_an_operator_makes_a_regulator(cast: Cast) -> None:
    assert principal_of_user(grant(cast.operator, role="regulator").user_id).has("regulator")


def test_a_role_stands_where_it_belongs(cast: Cast) -> None:
    with pytest.raises(InvalidInput):
        grant(cast.operator, role="regulator", institution_id=cast.awarding.id)
    with pytest.raises(InvalidInput):
        grant(cast.operator, role="issuer")


def test_a_role_is_held_once(cast: Cast) -> None:
    with pytest.raises(RoleAlreadyHeld):
        grant(cast.registrar, user_id=cast.issuer.id, institution_id=cast.awarding.id)


def test_one_person_may_issue_and_approve(cast: Cast) -> None:
    grant(cast.registrar, user_id=cast.issuer.id, role="approver", institution_id=cast.awarding.id)
    assert {role for role, _ in principal_of_user(cast.issuer.id).memberships} == {"issuer", "approver"}


def test_an_ended_role_can_be_granted_again(cast: Cast) -> None:
    held = grant(cast.registrar, institution_id=cast.awarding.id)
    end(cast.registrar, held)
    assert not principal_of_user(held.user_id).memberships
    with pytest.raises(RoleAlreadyEnded):
        end(cast.registrar, held)
    grant(cast.registrar, user_id=held.user_id, institution_id=cast.awarding.id)


def test_a_role_elsewhere_is_not_found(cast: Cast) -> None:
    held = grant(cast.registrar, institution_id=cast.awarding.id)
    with pytest.raises(NotFound):
        end(cast.other_registrar, held)


def test_the_last_operator_stays(cast: Cast) -> None:
    own = Membership.objects.get(user_id=cast.operator.id)
    with pytest.raises(LastOperator):
        end(cast.operator, own)
    grant(cast.operator, role="operator")
    assert end(cast.operator, own).ended_at == NOON


def test_the_last_registrar_stays(cast: Cast) -> None:
    own = Membership.objects.get(user_id=cast.registrar.id)
    with pytest.raises(LastRegistrar):
        end(cast.registrar, own)
    grant(cast.registrar, role="registrar", institution_id=cast.awarding.id)
    assert end(cast.registrar, own).ended_at == NOON
