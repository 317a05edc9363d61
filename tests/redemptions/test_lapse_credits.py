from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from ledger.commands.accounts import LAPSED_ACCOUNT
from ledger.queries.custody import lots_of
from ledger.queries.proof import breaches
from redemptions.commands import lapse_credits
from redemptions.tasks import lapse
from tests.concurrency.crowd import all_at_once
from tests.redemptions.cast import Owner, a_learner, a_place, give

MIDNIGHT = datetime(2026, 5, 31, 18, 30, tzinfo=UTC)  # 1 June 2026, 00:00 in India


def held_count(*learners: Owner) -> int:
    return sum(lot.is_held for lot in lots_of([learner.holding_id for learner in learners]))


@pytest.mark.django_db
def test_a_lot_lapses_at_the_start_of_its_day_in_india_and_not_before() -> None:
    place, learner = a_place(validity_years=1), a_learner()
    give(learner, place, "A-1", earned_on=date(2025, 6, 1))
    give(learner, place, "A-2", earned_on=date(2025, 6, 2))
    assert lapse_credits(at=MIDNIGHT - timedelta(seconds=1)) == 0
    assert lapse_credits(at=MIDNIGHT) == 1
    assert lapse_credits(at=MIDNIGHT) == 0
    lapsed = [lot for lot in lots_of([learner.holding_id]) if not lot.is_held]
    assert [(lot.account_id, lot.kind) for lot in lapsed] == [(LAPSED_ACCOUNT, "lapse")]
    assert breaches() == []


@pytest.mark.django_db
def test_the_limit_is_kept_and_the_task_goes_on_until_nothing_is_left() -> None:
    place = a_place(validity_years=1)
    learners = [a_learner() for _ in range(3)]
    for learner in learners:
        give(learner, place, "A-1", "A-2")
    assert lapse_credits(at=datetime(2026, 11, 1, tzinfo=UTC), limit=4) == 4
    assert held_count(*learners) == 2
    assert lapse() == 2
    assert held_count(*learners) == 0


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_lapse_each_lot_once() -> None:
    place = a_place(validity_years=1)
    learners = [a_learner() for _ in range(10)]
    for learner in learners:
        give(learner, place, "A-1", "A-2")
    work = partial(lapse_credits, at=datetime(2026, 11, 1, tzinfo=UTC), limit=7)
    results = all_at_once([work] * 4)
    assert all(isinstance(result, int) for result in results), results
    while work():
        pass
    assert held_count(*learners) == 0
    assert breaches() == []
