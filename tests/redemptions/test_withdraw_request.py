from datetime import timedelta
from uuid import uuid4

import pytest

from ledger.queries.custody import lots_of
from ledger.refusals import NotFound, NotPermitted
from redemptions.commands import withdraw_request
from redemptions.commands.shapes import RequestAlreadyEnded
from redemptions.models import Decision, Redemption, Waiting
from tests.redemptions.cast import NOON, Owner, a_learner, a_place, a_programme, ask, give

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def withdraw(learner: Owner, row: Redemption, *, key: str = "") -> Redemption:
    return withdraw_request(
        actor=learner.principal, redemption_id=row.id, at=LATER, idempotency_key=key or str(uuid4())
    )


def a_request() -> tuple[Owner, Redemption]:
    place, learner = a_place(), a_learner()
    give(learner, place, "A-1")
    return learner, ask(learner, a_programme(place))


def test_a_withdrawn_request_leaves_the_credits_and_makes_room_for_another() -> None:
    learner, row = a_request()
    withdraw(learner, row)
    assert Decision.objects.get(redemption=row).verdict == "withdrawn"
    assert not Waiting.objects.exists()
    assert all(lot.is_held for lot in lots_of([learner.holding_id]))
    assert ask(learner, row.programme)


def test_a_request_is_withdrawn_once_and_a_replay_answers_the_same() -> None:
    learner, row = a_request()
    assert withdraw(learner, row, key="k").id == withdraw(learner, row, key="k").id == row.id
    with pytest.raises(RequestAlreadyEnded):
        withdraw(learner, row)


def test_only_the_learner_who_asked_withdraws() -> None:
    _learner, row = a_request()
    with pytest.raises(NotFound):
        withdraw(a_learner(), row)
    with pytest.raises(NotPermitted):
        withdraw_request(actor=a_place("Outside").registrar, redemption_id=row.id, at=LATER, idempotency_key="r")
