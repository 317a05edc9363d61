"""Registering and approving institutions: the operator's acts, each an entry."""

import pytest

from institutions.commands import approve_institution, register_institution
from institutions.commands.register import InstitutionAlreadyApproved, InstitutionAlreadyRegistered
from institutions.models import Institution
from institutions.queries import InstitutionNotApproved, institution_by_aishe, institutions_by_account, require_active
from institutions.queries.institutions import standing_of
from ledger.models import Account, Entry
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.cast import NOON, Cast, a_key, an_institution


def register(cast: Cast, **more: object) -> Institution:
    given = {
        "actor": cast.operator, "aishe_code": "c-41234", "name": "Fergusson College", "kind": "autonomous-college",
        "state": "Maharashtra", "at": NOON, "idempotency_key": a_key(), **more,
    }  # fmt: skip
    return register_institution(**given)


def test_a_registered_institution_has_an_issuance_account_and_waits(cast: Cast) -> None:
    row = register(cast)
    assert institution_by_aishe("C-41234") == row
    account = Account.objects.get(id=row.account_id)
    assert (account.kind, account.owner_id) == ("issuance", row.id)
    assert institutions_by_account([row.account_id]) == {row.account_id: row}
    assert standing_of(row.id).code == "registered"
    with pytest.raises(InstitutionNotApproved):
        require_active(row.id)


def test_an_approved_institution_is_active(cast: Cast) -> None:
    row = register(cast)
    approve_institution(actor=cast.operator, institution_id=row.id, at=NOON, idempotency_key=a_key())
    assert require_active(row.id) == row
    narrations = Entry.objects.filter(institution_id=row.id).order_by("id").values_list("narration", "actor_id")
    assert list(narrations) == [
        ("institution-registered", cast.operator.id), ("institution-approved", cast.operator.id),
    ]  # fmt: skip


def test_an_aishe_code_names_one_institution(cast: Cast) -> None:
    register(cast)
    with pytest.raises(InstitutionAlreadyRegistered) as refused:
        register(cast, name="Another")
    assert refused.value.field == "aishe_code"


def test_approval_is_given_once(cast: Cast) -> None:
    with pytest.raises(InstitutionAlreadyApproved):
        approve_institution(actor=cast.operator, institution_id=cast.awarding.id, at=NOON, idempotency_key=a_key())


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"aishe_code": "1234"}, "aishe_code"),
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"kind": "school"}, "kind"),
        ({"state": ""}, "state"),
        ({"validity_years": 8}, "validity_years"),
        ({"validity_years": 0}, "validity_years"),
    ],
)
def test_input_that_cannot_be_right_is_refused(cast: Cast, more: dict, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        register(cast, **more)
    assert refused.value.field == field


@pytest.mark.parametrize("who", ["ananya", "issuer", "approver", "registrar", "regulator", "visitor"])
def test_only_the_operator_registers_and_approves(cast: Cast, who: str) -> None:
    actor, waiting = getattr(cast, who), an_institution(approved=False)
    with pytest.raises(NotPermitted):
        register(cast, actor=actor)
    with pytest.raises(NotPermitted):
        approve_institution(actor=actor, institution_id=waiting.id, at=NOON, idempotency_key=a_key())


def test_the_same_key_registers_once(cast: Cast) -> None:
    key = a_key()
    assert register(cast, idempotency_key=key) == register(cast, idempotency_key=key)


def test_an_unknown_code_is_not_found(db: None) -> None:
    with pytest.raises(NotFound):
        institution_by_aishe("U-9999")
