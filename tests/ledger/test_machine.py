"""A random walk over the book beside a plain dict: they must always agree."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from ledger.acts import LAPSE, REDEEM, REINSTATE, REVOKE, Move
from ledger.commands.accounts import LAPSED_ACCOUNT, REVOKED_ACCOUNT
from ledger.commands.record import record
from ledger.queries.custody import lots_of
from ledger.queries.proof import breaches
from ledger.refusals import Refusal
from tests.ledger.book import WRITER, a_lot, an_act, deposit, holding, issuer, programme

EXPIRY = date(2026, 1, 1)
BEFORE, AFTER = datetime(2025, 6, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


class BookMachine(RuleBasedStateMachine):
    """Lots are moved at random; the model says where each must be and which moves must be refused."""

    lots = Bundle("lots")

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.learner, self.issuer = holding(), issuer()
        self.goals = [programme(), programme()]
        self.where: dict[UUID, object] = {}

    def teardown(self) -> None:
        assert breaches() == []
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @rule(target=lots)
    def deposit_one(self) -> UUID:
        lot = a_lot(self.issuer, expires_on=EXPIRY)
        deposit(self.learner, lot)
        self.where[lot.id] = "held"
        return lot.id

    def move(self, lot: UUID, kind: str, account: UUID, at: datetime, *, allowed: bool, to: object) -> None:
        act = an_act(kind, self.learner, at=at, moves=[Move(lot, account)])
        try:
            record([act], writer=WRITER)
            assert allowed
            self.where[lot] = to
        except Refusal:
            assert not allowed

    @rule(lot=lots, goal=st.integers(0, 1), late=st.booleans())
    def redeem(self, lot: UUID, goal: int, late: bool) -> None:
        allowed = self.where[lot] == "held" and not late
        self.move(lot, REDEEM, self.goals[goal], AFTER if late else BEFORE, allowed=allowed, to=goal)

    @rule(lot=lots, goal=st.integers(0, 1))
    def reinstate(self, lot: UUID, goal: int) -> None:
        self.move(lot, REINSTATE, self.goals[goal], BEFORE, allowed=self.where[lot] == goal, to="held")

    @rule(lot=lots, late=st.booleans())
    def lapse(self, lot: UUID, late: bool) -> None:
        allowed = self.where[lot] == "held" and late
        at = AFTER + timedelta(days=1) if late else BEFORE
        self.move(lot, LAPSE, LAPSED_ACCOUNT, at, allowed=allowed, to="lapsed")

    @rule(lot=lots)
    def revoke(self, lot: UUID) -> None:
        self.move(lot, REVOKE, REVOKED_ACCOUNT, BEFORE, allowed=self.where[lot] == "held", to="revoked")

    @invariant()
    def the_book_agrees_with_the_model(self) -> None:
        places = {self.goals[0]: 0, self.goals[1]: 1, LAPSED_ACCOUNT: "lapsed", REVOKED_ACCOUNT: "revoked"}
        places[self.learner] = "held"
        assert {state.lot_id: places[state.account_id] for state in lots_of([self.learner])} == self.where


@pytest.mark.django_db
def test_the_book_agrees_with_a_dict_over_random_walks() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    calm = settings(
        max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(BookMachine, settings=calm)
