from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from institutions.models import Suspension
from institutions.refusals import InstitutionSuspended
from ledger.identifiers import new_id
from ledger.queries.custody import lots_of
from ledger.refusals import IdempotencyKeyReused, InvalidInput, NotFound, NotPermitted
from redemptions.commands import request_redemption
from redemptions.commands.requests import ProgrammeClosed, RequestAlreadyWaiting
from redemptions.commands.shapes import NotEligible, NothingToRedeem
from redemptions.models import Redemption, Waiting
from tests.redemptions.cast import NOON, a_learner, a_place, a_programme, ask, give

pytestmark = pytest.mark.django_db


def test_a_request_names_what_the_plan_chooses_and_moves_nothing() -> None:
    place, learner = a_place(), a_learner()
    programme = a_programme(place, decision_days=10)
    awards = give(learner, place, "A-1", "A-2")
    row = ask(learner, programme)
    assert sorted(row.lots.values_list("lot_id", flat=True)) == sorted(awards)
    assert row.decide_by == NOON + timedelta(days=10)
    assert all(lot.is_held for lot in lots_of([learner.holding_id]))
    assert row.plan["credits"] == "6.00"
    assert Waiting.objects.get().redemption_id == row.id


def test_a_request_names_only_the_awards_asked_for() -> None:
    place, learner = a_place(), a_learner()
    first, _second = give(learner, place, "A-1", "A-2")
    assert list(ask(learner, a_programme(place), first).lots.values_list("lot_id", flat=True)) == [first]


def test_the_same_key_answers_with_the_same_request() -> None:
    place, learner = a_place(), a_learner()
    programme = a_programme(place)
    give(learner, place, "A-1")
    assert ask(learner, programme, key="k").id == ask(learner, programme, key="k").id
    assert Redemption.objects.count() == 1
    with pytest.raises(IdempotencyKeyReused):
        ask(learner, a_programme(place), key="k")


def test_one_request_at_a_time_waits_for_a_programme() -> None:
    place, learner = a_place(), a_learner()
    programme = a_programme(place)
    first, second = give(learner, place, "A-1", "A-2")
    ask(learner, programme, first)
    with pytest.raises(RequestAlreadyWaiting):
        ask(learner, programme, second)
    assert ask(learner, a_programme(place), second)


def test_an_award_of_somebody_else_is_not_held() -> None:
    place, learner, other = a_place(), a_learner(), a_learner()
    give(learner, place, "A-1")
    (theirs,) = give(other, place, "A-1")
    with pytest.raises(NotEligible) as refusal:
        ask(learner, a_programme(place), theirs)
    assert [reason.code for reason in refusal.value.errors] == ["not-held"]


def test_an_award_that_expires_today_can_not_be_asked_for() -> None:
    place, learner = a_place(validity_years=1), a_learner()
    (award,) = give(learner, place, "A-1", earned_on=date(2025, 6, 1))
    programme = a_programme(a_place("Delhi University"), shares={})
    last_moment = datetime(2026, 5, 31, 18, 29, tzinfo=UTC)
    with pytest.raises(NotEligible, match="expired on 2026-06-01"):
        ask(learner, programme, award, at=last_moment + timedelta(minutes=1))
    assert ask(learner, programme, award, at=last_moment)


def test_the_accepting_institution_s_shorter_validity_holds() -> None:
    place, learner = a_place(), a_learner()
    (award,) = give(learner, place, "A-1", earned_on=date(2024, 5, 1))
    with pytest.raises(NotEligible, match="only before 2026-05-01"):
        ask(learner, a_programme(a_place("Delhi University", validity_years=2), shares={}), award)
    with pytest.raises(NotEligible, match="only before 2025-05-01"):
        ask(learner, a_programme(place, validity_years=1), award)


def test_a_request_that_a_cap_forbids_names_the_figures() -> None:
    place, elsewhere, learner = a_place(), a_place("Elsewhere"), a_learner()
    awards = give(learner, elsewhere, "A-1", "A-2")
    with pytest.raises(NotEligible, match=r"At most 5\.00 credits may come from other institutions"):
        ask(learner, a_programme(place, required_credits=10), *awards)


def test_nothing_held_is_nothing_to_ask_for() -> None:
    with pytest.raises(NothingToRedeem):
        ask(a_learner(), a_programme(a_place()))


def test_only_a_learner_asks_and_only_with_a_choice() -> None:
    place = a_place()
    programme = a_programme(place)
    for actor in (place.registrar, place.approver):
        with pytest.raises(NotPermitted):
            request_redemption(
                actor=actor, programme_id=programme.id, award_ids=None, at=NOON, idempotency_key=str(uuid4())
            )
    with pytest.raises(InvalidInput):
        request_redemption(
            actor=a_learner().principal, programme_id=programme.id, award_ids=[], at=NOON, idempotency_key="e"
        )


def test_a_closed_unknown_or_suspended_programme_takes_no_requests() -> None:
    place, learner = a_place(), a_learner()
    give(learner, place, "A-1")
    closed, open_one = a_programme(place, closed_at=NOON), a_programme(place)
    with pytest.raises(ProgrammeClosed):
        ask(learner, closed)
    with pytest.raises(NotFound):
        request_redemption(actor=learner.principal, programme_id=new_id(), award_ids=None, at=NOON, idempotency_key="u")
    Suspension.objects.create(
        institution=place.row, reason="Unpaid", suspended_at=NOON, suspended_by_id=new_id(), entry_id=new_id()
    )
    with pytest.raises(InstitutionSuspended):
        ask(learner, open_one)


def test_a_learner_who_is_also_staff_asks_as_a_learner() -> None:
    place, learner = a_place(), a_learner()
    give(learner, place, "A-1")
    learner.principal = replace(learner.principal, memberships=frozenset({("registrar", place.id)}))
    assert ask(learner, a_programme(place)).learner_id == learner.row.id
