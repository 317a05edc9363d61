"""Depositing awards: who may, what is refused, what a re-sent term changes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from credentials.commands.awards import AwardOutcome
from credentials.models import Award, Revocation
from identity.principals import Principal
from institutions.models import Institution
from institutions.queries import InstitutionSuspended
from ledger.acts import LAPSE, REDEEM, Move
from ledger.commands.accounts import LAPSED_ACCOUNT
from ledger.commands.record import record
from ledger.queries.custody import lots_of
from ledger.refusals import IdempotencyKeyReused, InvalidInput, NotPermitted
from tests.cast_catalogue import a_new_award, a_registration, an_approved_version, deposit
from tests.credentials.people import NOW, a_holding, an_approver, an_institution, an_issuer, suspend
from tests.ledger.book import WRITER, an_act, programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Institution:
    return an_institution()


@pytest.fixture
def approver(place: Institution) -> Principal:
    return an_approver(place)


def only(outcomes: list[AwardOutcome]) -> AwardOutcome:
    [outcome] = outcomes
    return outcome


def test_a_deposit_opens_a_lot_with_the_award_s_own_id(place: Institution, approver: Principal) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id))
    outcome = only(deposit(approver, place.id, award))
    [lot] = lots_of([award.holding_id])
    assert outcome.status == "deposited"
    assert lot.lot_id == outcome.award_id
    assert (lot.credits, lot.level, lot.hours) == (Decimal("3.00"), Decimal("5.0"), Decimal("90.00"))
    assert lot.expires_on == date(2032, 5, 1)


def test_outcomes_stand_in_the_order_of_the_awards(place: Institution, approver: Principal) -> None:
    versions = [an_approved_version(place.id, code=f"C-{n}") for n in range(3)]
    awards = [a_new_award(a_holding(), versions[n % 3]) for n in range(9)]
    awards[4] = replace(awards[4], earned_on=date(2020, 1, 1))
    outcomes = deposit(approver, place.id, *awards)
    owners = dict(Award.objects.values_list("id", "holding_id"))
    assert [owners.get(o.award_id) for o in outcomes] == [None if n == 4 else awards[n].holding_id for n in range(9)]


def test_an_issuer_alone_may_not_deposit(place: Institution) -> None:
    with pytest.raises(NotPermitted):
        deposit(an_issuer(place), place.id, a_new_award(a_holding(), an_approved_version(place.id)))


def test_an_approver_of_another_institution_may_not_deposit(place: Institution) -> None:
    with pytest.raises(NotPermitted):
        deposit(an_approver(an_institution()), place.id, a_new_award(a_holding(), an_approved_version(place.id)))


def test_a_suspended_institution_deposits_nothing(place: Institution, approver: Principal) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id))
    suspend(place)
    with pytest.raises(InstitutionSuspended):
        deposit(approver, place.id, award)
    assert not lots_of([award.holding_id])


def test_the_same_term_sent_again_changes_nothing(place: Institution, approver: Principal) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id))
    first = only(deposit(approver, place.id, award))
    second = only(deposit(approver, place.id, replace(award, key="other")))
    assert (second.status, second.award_id) == ("unchanged", first.award_id)
    assert len(lots_of([award.holding_id])) == 1


def test_the_same_request_answers_as_before(place: Institution, approver: Principal) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id))
    first = deposit(approver, place.id, award, key="k")
    assert deposit(approver, place.id, award, key="k") == first
    with pytest.raises(IdempotencyKeyReused):
        deposit(approver, place.id, replace(award, grade="B"), key="k")


def test_changed_content_revokes_the_old_award_and_deposits_the_next_revision(
    place: Institution, approver: Principal
) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id))
    first = only(deposit(approver, place.id, award))
    second = only(deposit(approver, place.id, replace(award, grade="B", key="2")))
    states = {lot.lot_id: lot for lot in lots_of([award.holding_id])}
    assert second.status == "corrected"
    assert (states[first.award_id].kind, states[second.award_id].is_held) == ("revoke", True)
    assert Award.objects.get(id=second.award_id).revision == 2
    assert Revocation.objects.get(award_id=first.award_id).reason_code == "corrected"


def test_a_correction_back_to_the_first_content_is_a_correction_again(place: Institution, approver: Principal) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id))
    for number, grade in enumerate(("A", "B", "A")):
        deposit(approver, place.id, replace(award, grade=grade, key=str(number)))
    held = [lot for lot in lots_of([award.holding_id]) if lot.is_held]
    assert [Award.objects.get(id=lot.lot_id).revision for lot in held] == [3]


def test_a_registration_that_belongs_to_another_learner_moves_the_award(
    place: Institution, approver: Principal
) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id), registration=a_registration("R1"))
    right = replace(award, holding_id=a_holding(), key="2")
    deposit(approver, place.id, award)
    assert only(deposit(approver, place.id, right)).status == "corrected"
    assert [lot.is_held for lot in lots_of([award.holding_id, right.holding_id])].count(True) == 1
    assert lots_of([right.holding_id])[0].is_held


@pytest.mark.parametrize(("kind", "code"), [(REDEEM, "credits-already-redeemed"), (LAPSE, "credits-lapsed")])
def test_an_award_whose_credits_are_gone_is_not_corrected_and_the_others_go_on(
    place: Institution, approver: Principal, kind: str, code: str
) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id))
    gone = only(deposit(approver, place.id, award))
    at = NOW + timedelta(days=3000) if kind == LAPSE else NOW
    target = LAPSED_ACCOUNT if kind == LAPSE else programme()
    record([an_act(kind, award.holding_id, at=at, moves=[Move(gone.award_id, target)])], writer=WRITER)
    other = a_new_award(a_holding(), award.version)
    refused, done = deposit(approver, place.id, replace(award, grade="B", key="2"), other)
    assert (refused.status, refused.code, done.status) == ("refused", code, "deposited")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"earned_on": date(2021, 6, 30)}, "earned-too-early"),
        ({"earned_on": date(2025, 6, 2)}, "earned-in-the-future"),
        ({"earned_on": date(2023, 12, 1)}, "offering-not-in-force"),
        ({"term": ""}, "invalid-term"),
        ({"term": "x" * 41}, "invalid-term"),
        ({"grade": "x" * 13}, "invalid-grade"),
        ({"grade_points": Decimal("NaN")}, "invalid-grade-points"),
        ({"registration_digest": b""}, "invalid-registration"),
    ],
)
def test_an_impossible_award_is_refused_and_leaves_nothing(
    place: Institution, approver: Principal, change: dict[str, Any], code: str
) -> None:
    award = replace(a_new_award(a_holding(), an_approved_version(place.id)), **change)
    outcome = only(deposit(approver, place.id, award))
    assert (outcome.status, outcome.code) == ("refused", code)
    assert outcome.detail
    assert not lots_of([award.holding_id])


def test_a_version_that_nobody_approved_gives_no_award(place: Institution, approver: Principal) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id, approved=False))
    assert only(deposit(approver, place.id, award)).code == "offering-not-approved"


def test_a_version_of_another_institution_gives_no_award(place: Institution, approver: Principal) -> None:
    award = a_new_award(a_holding(), an_approved_version(an_institution().id))
    assert only(deposit(approver, place.id, award)).code == "offering-not-yours"


def test_a_caller_can_t_talk_the_credits_up(place: Institution, approver: Principal) -> None:
    version = an_approved_version(place.id)
    award = a_new_award(a_holding(), replace(version, credits=Decimal(300), level=Decimal(8)))
    deposit(approver, place.id, award)
    assert lots_of([award.holding_id])[0].credits == Decimal("3.00")


@pytest.mark.parametrize(
    ("institution_years", "version_years", "earned_on", "expires_on"),
    [
        (7, 7, date(2025, 5, 1), date(2032, 5, 1)),
        (3, 7, date(2025, 5, 1), date(2028, 5, 1)),
        (7, 2, date(2025, 5, 1), date(2027, 5, 1)),
        (7, 7, date(2024, 2, 29), date(2031, 2, 28)),
        (4, 7, date(2024, 2, 29), date(2028, 2, 29)),
    ],
)
def test_credits_expire_after_the_shorter_validity(
    institution_years: int, version_years: int, earned_on: date, expires_on: date
) -> None:
    place = an_institution(validity_years=institution_years)
    version = an_approved_version(place.id, validity_years=version_years)
    award = a_new_award(a_holding(), version, earned_on=earned_on)
    deposit(an_approver(place), place.id, award)
    assert lots_of([award.holding_id])[0].expires_on == Award.objects.get().expires_on == expires_on


def test_a_row_repeated_in_one_request_is_deposited_once(place: Institution, approver: Principal) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id))
    same, other = replace(award, key="2"), replace(award, key="3", grade="C")
    outcomes = deposit(approver, place.id, award, same, other)
    assert [outcome.status for outcome in outcomes] == ["deposited", "unchanged", "refused"]
    assert outcomes[2].code == "repeated-award"
    assert len(lots_of([award.holding_id])) == 1


def test_keys_of_a_request_are_its_awards_own(place: Institution, approver: Principal) -> None:
    version = an_approved_version(place.id)
    with pytest.raises(InvalidInput):
        deposit(approver, place.id, *[a_new_award(a_holding(), version, key="same") for _ in range(2)])


def test_the_digest_of_what_an_award_says_changes_with_every_part_of_it(place: Institution) -> None:
    award = a_new_award(a_holding(), an_approved_version(place.id))
    changes = [
        {"holding_id": uuid4()}, {"term": "2024"}, {"earned_on": date(2025, 1, 1)}, {"grade": "B"},
        {"grade_points": None}, {"registration_digest": a_registration("other")},
    ]  # fmt: skip
    digests = {replace(award, **change).content_digest() for change in changes} | {award.content_digest()}
    assert len(digests) == len(changes) + 1
    assert replace(award, grade_points=Decimal("27"), key="z").content_digest() == award.content_digest()
