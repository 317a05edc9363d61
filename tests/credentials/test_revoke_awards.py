"""Revoking awards: who may, what is refused, and what a re-sent term can't bring back."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from credentials.commands.awards import AwardOutcome, NewAward, RevocationItem, revoke_awards
from credentials.models import Revocation
from identity.principals import Principal
from institutions.models import Institution
from institutions.queries import InstitutionSuspended
from ledger.acts import REDEEM, Move
from ledger.commands.record import record
from ledger.queries.custody import lots_of
from ledger.refusals import IdempotencyKeyReused, InvalidInput, NotPermitted
from tests.cast_catalogue import a_new_award, an_approved_version, deposit
from tests.credentials.people import NOW, a_holding, a_registrar, an_approver, an_institution, an_issuer, suspend
from tests.ledger.book import WRITER, an_act, programme

pytestmark = pytest.mark.django_db
WHY = "The examination was held twice by mistake."


@pytest.fixture
def place() -> Institution:
    return an_institution()


def an_award(place: Institution) -> tuple[NewAward, UUID]:
    award = a_new_award(a_holding(), an_approved_version(place.id))
    [outcome] = deposit(an_approver(place), place.id, award)
    assert outcome.award_id is not None
    return award, outcome.award_id


def revoke(actor: Principal, place: Institution, *ids: UUID, **said: str) -> list[AwardOutcome]:
    said = {"reason_code": "issued-in-error", "reason": WHY} | said
    items = [RevocationItem(award_id, **said) for award_id in ids]
    return revoke_awards(actor=actor, institution_id=place.id, items=items, at=NOW, idempotency_key=str(uuid4()))


def test_a_revoked_award_leaves_the_account_and_says_why(place: Institution) -> None:
    award, award_id = an_award(place)
    registrar = a_registrar(place)
    assert [outcome.status for outcome in revoke(registrar, place, award_id)] == ["revoked"]
    row = Revocation.objects.get(award_id=award_id)
    assert (row.reason, row.revoked_by_id) == (WHY, registrar.id)
    assert not lots_of([award.holding_id])[0].is_held


def test_each_award_may_have_a_reason_of_its_own_and_the_first_one_counts(place: Institution) -> None:
    [(_, first), (_, second)] = an_award(place), an_award(place)
    said = ((first, "misconduct"), (second, "other"), (first, "issued-in-error"))
    items = [RevocationItem(award_id, code, f"Because of {code}.") for award_id, code in said]
    told = {"actor": a_registrar(place), "institution_id": place.id, "at": NOW, "idempotency_key": "own reasons"}
    outcomes = revoke_awards(items=items, **told)
    assert [outcome.status for outcome in outcomes] == ["revoked"] * 3
    kept = dict(Revocation.objects.values_list("award_id", "reason"))
    assert kept == {first: "Because of misconduct.", second: "Because of other."}
    assert revoke_awards(items=items, **told) == outcomes
    with pytest.raises(IdempotencyKeyReused):
        revoke_awards(items=[replace(items[0], reason="Because of nothing."), *items[1:]], **told)


def test_one_item_without_a_reason_refuses_them_all(place: Institution) -> None:
    [(_, first), (_, second)] = an_award(place), an_award(place)
    items = [RevocationItem(first, "other", WHY), RevocationItem(second, "other", " " * 20)]
    with pytest.raises(InvalidInput) as refused:
        revoke_awards(
            actor=a_registrar(place), institution_id=place.id, items=items, at=NOW, idempotency_key=str(uuid4())
        )
    assert refused.value.field == "reason" and not Revocation.objects.exists()


def test_an_award_is_revoked_once(place: Institution) -> None:
    _, award_id = an_award(place)
    revoke(a_registrar(place), place, award_id)
    assert revoke(a_registrar(place), place, award_id)[0].status == "unchanged"


def test_an_issuer_may_not_revoke(place: Institution) -> None:
    _, award_id = an_award(place)
    with pytest.raises(NotPermitted):
        revoke(an_issuer(place), place, award_id)


def test_an_award_of_another_institution_is_not_found(place: Institution) -> None:
    _, award_id = an_award(place)
    other = an_institution()
    [outcome] = revoke(a_registrar(other), other, award_id)
    assert (outcome.status, outcome.code) == ("refused", "award-not-found")


def test_a_suspended_institution_revokes_nothing(place: Institution) -> None:
    _, award_id = an_award(place)
    suspend(place)
    with pytest.raises(InstitutionSuspended):
        revoke(a_registrar(place), place, award_id)


def test_redeemed_credits_are_not_revoked_and_the_others_go_on(place: Institution) -> None:
    award, award_id = an_award(place)
    record([an_act(REDEEM, award.holding_id, at=NOW, moves=[Move(award_id, programme())])], writer=WRITER)
    [second] = deposit(an_approver(place), place.id, a_new_award(a_holding(), award.version))
    outcomes = revoke(a_registrar(place), place, award_id, second.award_id, second.award_id)
    assert [outcome.status for outcome in outcomes] == ["refused", "revoked", "revoked"]
    assert outcomes[0].code == "credits-already-redeemed"
    assert Revocation.objects.count() == 1


@pytest.mark.parametrize("said", [{"reason": "short"}, {"reason_code": "corrected"}, {"reason_code": "nonsense"}])
def test_a_reason_is_asked(place: Institution, said: dict[str, str]) -> None:
    _, award_id = an_award(place)
    with pytest.raises(InvalidInput):
        revoke(a_registrar(place), place, award_id, **said)


def test_the_same_row_sent_again_does_not_bring_a_revoked_award_back(place: Institution) -> None:
    award, award_id = an_award(place)
    revoke(a_registrar(place), place, award_id, reason_code="misconduct")
    [again] = deposit(an_approver(place), place.id, replace(award, key="2"))
    [other] = deposit(an_approver(place), place.id, replace(award, grade="C", key="3"))
    assert (again.status, again.code) == ("refused", "award-was-revoked")
    assert other.status == "deposited"
