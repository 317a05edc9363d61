from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from identity.principals import Principal
from institutions.models import Cap, Suspension
from institutions.refusals import InstitutionSuspended
from ledger.identifiers import new_id
from ledger.queries.custody import lots_of
from ledger.queries.proof import breaches
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from redemptions.commands import DecisionInput, DecisionOutcome, decide_redemptions, withdraw_request
from redemptions.commands.shapes import OwnRequest
from redemptions.models import Decision, Redemption, Waiting
from tests.concurrency.crowd import all_at_once
from tests.redemptions.cast import NOON, Owner, Place, a_learner, a_place, a_principal, a_programme, ask, give

LATER = NOON + timedelta(days=3)
Outcomes = list[DecisionOutcome]
WHY = "The credits repeat what the second semester teaches."


def decide(actor: Principal, *rows: Redemption, yes: bool = True, key: str = "", at: datetime = LATER) -> Outcomes:
    answers = [
        DecisionInput(row.id, yes) if yes else DecisionInput(row.id, False, "already-covered", WHY) for row in rows
    ]
    return decide_redemptions(actor=actor, decisions=answers, at=at, idempotency_key=key or str(uuid4()))


def accounts(learner: Owner) -> set[UUID]:
    return {lot.account_id for lot in lots_of([learner.holding_id])}


@pytest.mark.django_db
def test_an_approval_moves_the_lots_into_the_programme_s_account() -> None:
    place, learner = a_place(), a_learner()
    programme = a_programme(place)
    give(learner, place, "A-1", "A-2")
    row = ask(learner, programme)
    assert [outcome.status for outcome in decide(place.approver, row)] == ["approved"]
    assert accounts(learner) == {programme.account_id}
    decision = Decision.objects.get(redemption=row)
    assert (decision.verdict, decision.turn, decision.decided_by_id) == ("approved", 1, place.approver.id)
    assert not Waiting.objects.exists()
    assert breaches() == []


@pytest.mark.django_db
def test_a_refusal_moves_nothing_and_keeps_its_reason() -> None:
    place, learner = a_place(), a_learner()
    give(learner, place, "A-1")
    row = ask(learner, a_programme(place))
    assert [outcome.status for outcome in decide(place.registrar, row, yes=False)] == ["refused"]
    decision = Decision.objects.get(redemption=row)
    assert (decision.verdict, decision.reason_code, decision.reason) == ("refused", "already-covered", WHY)
    assert accounts(learner) == {learner.holding_id}
    assert not Waiting.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "reason"), [("", WHY), ("because", WHY), ("other", ""), ("other", "no")])
def test_a_refusal_without_a_known_code_and_words_is_not_taken(code: str, reason: str) -> None:
    place, learner = a_place(), a_learner()
    give(learner, place, "A-1")
    row = ask(learner, a_programme(place))
    with pytest.raises(InvalidInput):
        decide_redemptions(
            actor=place.approver, decisions=[DecisionInput(row.id, False, code, reason)], at=LATER, idempotency_key="k"
        )
    assert Waiting.objects.count() == 1


@pytest.mark.django_db
def test_outsiders_see_no_request_and_issuers_may_not_decide() -> None:
    place, outside, learner = a_place(), a_place("Outside"), a_learner()
    give(learner, place, "A-1")
    row = ask(learner, a_programme(place))
    for stranger in (outside.approver, learner.principal, a_learner().principal, a_principal(("regulator", None))):
        with pytest.raises(NotFound):
            decide(stranger, row)
    with pytest.raises(NotPermitted):
        decide(place.issuer, row)
    with pytest.raises(NotFound):
        decide_redemptions(
            actor=place.approver, decisions=[DecisionInput(new_id(), True)], at=LATER, idempotency_key="k"
        )


@pytest.mark.django_db
def test_nobody_decides_about_credits_of_their_own() -> None:
    place, learner = a_place(), a_learner()
    give(learner, place, "A-1")
    row = ask(learner, a_programme(place))
    with pytest.raises(OwnRequest):
        decide(replace(learner.principal, memberships=frozenset({("approver", place.id)})), row)
    with pytest.raises(OwnRequest):
        decide(replace(place.approver, learner_id=learner.row.id), row)


@pytest.mark.django_db
def test_a_suspended_institution_decides_nothing() -> None:
    place, learner = a_place(), a_learner()
    give(learner, place, "A-1")
    row = ask(learner, a_programme(place))
    Suspension.objects.create(
        institution=place.row, reason="Unpaid", suspended_at=NOON, suspended_by_id=new_id(), entry_id=new_id()
    )
    for yes in (True, False):
        with pytest.raises(InstitutionSuspended):
            decide(place.approver, row, yes=yes)


@pytest.mark.django_db
def test_a_second_decision_and_a_withdrawn_request_change_nothing() -> None:
    place, learner = a_place(), a_learner()
    first, second = give(learner, place, "A-1", "A-2")
    row, taken_back = ask(learner, a_programme(place), first), ask(learner, a_programme(place), second)
    withdraw_request(actor=learner.principal, redemption_id=taken_back.id, at=LATER, idempotency_key="w")
    decide(place.approver, row)
    outcomes = decide(place.registrar, row, taken_back, yes=False)
    assert [(o.status, o.code) for o in outcomes] == [("not-decided", "request-already-ended")] * 2
    assert Decision.objects.get(redemption=row).verdict == "approved"


@pytest.mark.django_db
def test_the_same_key_answers_with_the_first_outcome() -> None:
    place, learner = a_place(), a_learner()
    give(learner, place, "A-1")
    row = ask(learner, a_programme(place))
    assert decide(place.approver, row, key="k") == decide(place.approver, row, key="k")
    assert Decision.objects.count() == 1


@pytest.mark.django_db
def test_a_lot_that_expired_while_the_request_waited_is_not_redeemed() -> None:
    place, learner = a_place(validity_years=1), a_learner()
    give(learner, place, "A-1", earned_on=date(2025, 6, 4))
    row = ask(learner, a_programme(place))
    (outcome,) = decide(place.approver, row, at=LATER)
    assert (outcome.status, outcome.code) == ("not-decided", "expired")
    assert Waiting.objects.count() == 1


@pytest.mark.django_db
def test_a_cap_that_was_tightened_meanwhile_is_enforced_at_the_decision() -> None:
    place, elsewhere, learner = a_place(), a_place("Elsewhere"), a_learner()
    programme = a_programme(place)
    give(learner, elsewhere, "A-1", "A-2")
    row = ask(learner, programme)
    Cap.objects.create(programme=programme, rule="residency", share=1, effective_from=date(2026, 6, 2))
    (outcome,) = decide(place.approver, row)
    assert (outcome.status, outcome.code) == ("not-decided", "residency-cap")
    assert "At most 0.00 credits may come from other institutions" in outcome.detail


@pytest.mark.django_db
def test_many_are_decided_at_once_and_one_that_can_t_go_holds_nobody_up() -> None:
    place = a_place()
    programme, other = a_programme(place), a_programme(place, title="B.A.")
    learners = [a_learner() for _ in range(3)]
    for learner in learners:
        give(learner, place, "A-1")
    rows = [ask(learner, programme) for learner in learners]
    decide(place.approver, ask(learners[1], other))
    assert [(o.status, o.code) for o in decide(place.approver, *rows)] == [
        ("approved", ""), ("not-decided", "credits-already-moved"), ("approved", ""),
    ]  # fmt: skip
    assert breaches() == []


def _a_race() -> tuple[Place, Owner, list[Redemption]]:
    place, learner = a_place(), a_learner()
    give(learner, place, "A-1", "A-2")
    return place, learner, [ask(learner, a_programme(place)) for _ in range(2)]


@pytest.mark.django_db(transaction=True)
def test_two_approvals_of_the_same_lots_at_once_have_one_winner() -> None:
    for _round in range(4):
        place, learner, rows = _a_race()
        results = all_at_once([partial(decide, place.approver, row) for row in rows])
        assert sorted(result[0].status for result in results) == ["approved", "not-decided"], results
        assert len(accounts(learner)) == 1
    assert breaches() == []


@pytest.mark.django_db(transaction=True)
def test_an_approval_and_a_withdrawal_at_once_have_one_winner() -> None:
    for _round in range(4):
        place, learner, (row, _other) = _a_race()
        back = partial(
            withdraw_request, actor=learner.principal, redemption_id=row.id, at=LATER, idempotency_key=str(uuid4())
        )
        all_at_once([partial(decide, place.approver, row), back])
        verdict = Decision.objects.get(redemption=row).verdict
        assert (accounts(learner) == {learner.holding_id}) == (verdict == "withdrawn")
