"""Suspending with a reason, and lifting: what is suspended neither deposits nor decides."""

from datetime import timedelta

import pytest

from identity.principals import Principal
from institutions.commands import lift_suspension, suspend_institution
from institutions.commands.suspend import InstitutionNotSuspended
from institutions.models import Suspension
from institutions.queries import InstitutionSuspended, require_active
from institutions.queries.institutions import standing_of, standings, suspensions_of
from ledger.models import Entry
from ledger.refusals import InvalidInput, NotPermitted
from tests.cast import NOON, Cast, a_key

REASON = "Deposits without assessment in term 2025-S1."


def suspend(cast: Cast, *, reason: str = REASON, actor: Principal | None = None, key: str = "") -> Suspension:
    return suspend_institution(
        actor=actor or cast.operator, institution_id=cast.awarding.id, reason=reason, at=NOON,
        idempotency_key=key or a_key(),
    )  # fmt: skip


def lift(cast: Cast, actor: Principal | None = None) -> Suspension:
    return lift_suspension(
        actor=actor or cast.operator, institution_id=cast.awarding.id, at=NOON + timedelta(days=1),
        idempotency_key=a_key(),
    )  # fmt: skip


def test_a_suspended_institution_is_not_active_until_lifted(cast: Cast) -> None:
    row = suspend(cast)
    with pytest.raises(InstitutionSuspended):
        require_active(cast.awarding.id)
    assert standing_of(cast.awarding.id).suspension == row
    assert require_active(cast.accepting.id) == cast.accepting
    lifted = lift(cast)
    assert require_active(cast.awarding.id) == cast.awarding
    entries = Entry.objects.filter(id__in=[row.entry_id, lifted.lifting_entry_id]).order_by("id")
    assert [entry.narration for entry in entries] == ["institution-suspended", "suspension-lifted"]


def test_a_second_suspension_at_a_time_is_refused(cast: Cast) -> None:
    suspend(cast)
    with pytest.raises(InstitutionSuspended):
        suspend(cast)


def test_it_may_be_suspended_again_after_lifting(cast: Cast) -> None:
    suspend(cast)
    lift(cast)
    suspend(cast)
    assert len(suspensions_of(cast.awarding.id)) == 2


def test_nothing_to_lift_is_refused(cast: Cast) -> None:
    with pytest.raises(InstitutionNotSuspended):
        lift(cast)


@pytest.mark.parametrize("reason", ["", "   too  ", "x" * 2001])
def test_a_reason_has_to_say_something(cast: Cast, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        suspend(cast, reason=reason)
    assert refused.value.field == "reason"


@pytest.mark.parametrize("who", ["ananya", "registrar", "other_approver", "regulator", "visitor"])
def test_only_the_operator_suspends_and_lifts(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        suspend(cast, actor=getattr(cast, who))
    suspend(cast)
    with pytest.raises(NotPermitted):
        lift(cast, actor=getattr(cast, who))


def test_institutions_are_found_by_words_and_standing(cast: Cast) -> None:
    suspend(cast)
    assert [found.institution for found in standings(search="pune savitri")] == [cast.awarding]
    assert [found.institution for found in standings(standing="suspended")] == [cast.awarding]
    assert cast.awarding not in [found.institution for found in standings(standing="approved")]
