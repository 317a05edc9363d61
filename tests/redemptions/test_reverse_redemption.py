from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest

from identity.principals import Principal
from institutions.models import Suspension
from institutions.refusals import InstitutionSuspended
from ledger.identifiers import new_id
from ledger.queries.custody import lots_of
from ledger.queries.proof import breaches
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from redemptions.commands import DecisionInput, decide_redemptions, lapse_credits, reverse_redemption
from redemptions.commands.reversals import AlreadyReversed, NotRedeemed
from redemptions.commands.shapes import OwnRequest
from redemptions.models import Redemption, Reversal
from tests.concurrency.crowd import all_at_once
from tests.redemptions.cast import NOON, Owner, Place, a_learner, a_place, a_programme, ask, give

LATER = NOON + timedelta(days=30)
WHY = "Approved for the wrong learner by mistake."


def reverse(actor: Principal, row: Redemption, *, reason: str = WHY, at: datetime = LATER, key: str = "") -> Reversal:
    return reverse_redemption(
        actor=actor, redemption_id=row.id, reason=reason, at=at, idempotency_key=key or str(uuid4())
    )


def redeemed(**facts: object) -> tuple[Place, Owner, Redemption]:
    place, learner = a_place(**facts), a_learner()
    give(learner, place, "A-1", "A-2", earned_on=date(2025, 6, 10))
    row = ask(learner, a_programme(place))
    decide_redemptions(
        actor=place.approver, decisions=[DecisionInput(row.id, True)], at=NOON, idempotency_key=str(uuid4())
    )
    return place, learner, row


@pytest.mark.django_db
def test_a_reversal_gives_the_lots_back_and_they_can_be_redeemed_again() -> None:
    place, learner, row = redeemed()
    reversal = reverse(place.registrar, row)
    assert (reversal.reason, reversal.reversed_by_id) == (WHY, place.registrar.id)
    assert all(lot.is_held for lot in lots_of([learner.holding_id]))
    again = ask(learner, row.programme, at=LATER)
    (outcome,) = decide_redemptions(
        actor=place.approver, decisions=[DecisionInput(again.id, True)], at=LATER, idempotency_key="again"
    )
    assert outcome.status == "approved"
    assert breaches() == []


@pytest.mark.django_db
def test_lots_that_expired_meanwhile_come_back_and_lapse_later() -> None:
    place, learner, row = redeemed(validity_years=1)
    reverse(place.approver, row, at=datetime(2026, 7, 1, 6, 30, tzinfo=UTC))
    assert all(lot.is_held for lot in lots_of([learner.holding_id]))
    assert lapse_credits(at=LATER + timedelta(days=60)) == 2
    assert not any(lot.is_held for lot in lots_of([learner.holding_id]))
    assert breaches() == []


@pytest.mark.django_db
def test_a_redemption_is_reversed_once_and_a_replay_answers_the_same() -> None:
    place, _learner, row = redeemed()
    assert reverse(place.approver, row, key="k") == reverse(place.approver, row, key="k")
    with pytest.raises(AlreadyReversed):
        reverse(place.approver, row)


@pytest.mark.django_db
def test_only_what_was_approved_can_be_reversed_and_only_with_a_reason() -> None:
    place, learner, row = redeemed()
    give(learner, place, "A-3")
    with pytest.raises(NotRedeemed):
        reverse(place.approver, ask(learner, row.programme))
    with pytest.raises(InvalidInput):
        reverse(place.approver, row, reason="   oops    ")


@pytest.mark.django_db
def test_only_the_redeeming_institution_reverses_and_never_for_oneself() -> None:
    place, learner, row = redeemed()
    for stranger in (a_place("Outside").approver, learner.principal):
        with pytest.raises(NotFound):
            reverse(stranger, row)
    with pytest.raises(NotPermitted):
        reverse(place.issuer, row)
    with pytest.raises(OwnRequest):
        reverse(replace(place.approver, learner_id=learner.row.id), row)
    Suspension.objects.create(
        institution=place.row, reason="Unpaid", suspended_at=NOON, suspended_by_id=new_id(), entry_id=new_id()
    )
    with pytest.raises(InstitutionSuspended):
        reverse(place.approver, row)


@pytest.mark.django_db(transaction=True)
def test_two_reversals_at_once_have_one_winner() -> None:
    place, learner, row = redeemed()
    results = all_at_once([partial(reverse, actor, row) for actor in (place.approver, place.registrar)])
    assert sorted(type(result).__name__ for result in results) == ["AlreadyReversed", "Reversal"]
    assert all(lot.is_held for lot in lots_of([learner.holding_id]))
    assert breaches() == []
