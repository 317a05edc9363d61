import random
from functools import partial

import pytest

from ledger.acts import REDEEM, Move
from ledger.commands.record import CreditsNotAvailable, record
from ledger.queries.custody import lots_of
from ledger.queries.proof import breaches
from tests.concurrency.crowd import all_at_once
from tests.ledger.book import WRITER, a_lot, an_act, deposit, holding, issuer, programme, redeem

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, LOTS = 50, 200


def test_fifty_threads_on_the_same_200_lots_make_exactly_200_winners() -> None:
    learner, account, goal = holding(), issuer(), programme()
    lots = [a_lot(account) for _ in range(LOTS)]
    deposit(learner, *lots)

    def grab(seed: int) -> int:
        won = 0
        for lot in random.Random(seed).sample(lots, LOTS):
            try:
                redeem(learner, lot, goal)
                won += 1
            except CreditsNotAvailable:
                pass
        return won

    results = all_at_once([partial(grab, seed) for seed in range(THREADS)])
    assert [result for result in results if not isinstance(result, int)] == []
    assert sum(results) == LOTS
    assert not any(state.is_held for state in lots_of([learner]))
    assert breaches() == []


def test_overlapping_lists_never_deadlock_and_each_lot_goes_once() -> None:
    learners, account, goal = [holding() for _ in range(10)], issuer(), programme()
    lots = {learner: a_lot(account) for learner in learners}
    for learner, lot in lots.items():
        deposit(learner, lot)

    def grab(seed: int) -> int:
        some = random.Random(seed).sample(learners, 6)
        acts = [an_act(REDEEM, learner, moves=[Move(lots[learner].id, goal)]) for learner in some]
        try:
            return len(record(acts, writer=WRITER))
        except CreditsNotAvailable:
            return 0

    results = all_at_once([partial(grab, seed) for seed in range(20)])
    assert [result for result in results if not isinstance(result, int)] == []
    redeemed = [state for learner in learners for state in lots_of([learner]) if not state.is_held]
    assert sum(results) == len(redeemed) == 6
    assert breaches() == []
