"""One request with its plan as it is now, or as it was when it ended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from credentials.queries.awards import award_views
from identity.principals import Principal
from ledger.acts import day_of
from redemptions.plan import Plan
from redemptions.planning import plan_redemption
from redemptions.queries.explained import PlanView, lines_of, plan_for
from redemptions.queries.goals import Goal, goals
from redemptions.queries.holdings import KeptLot, kept_lots
from redemptions.queries.inbox import InboxLine, inbox_lines
from redemptions.queries.requests import (
    APPROVED,
    WAITING,
    RequestView,
    lots_asked,
    lots_redeemed_before,
    request_visible_to,
)


@dataclass(frozen=True, slots=True)
class ExplainedLine(InboxLine):
    """A request beside its learner and its plan."""

    plan: PlanView


def explained_for(actor: Principal, redemption_id: UUID, *, at: datetime) -> ExplainedLine:
    """Return a request to its learner and to staff of the deciding institution; for others there is none."""
    request = request_visible_to(actor.learner_id, actor.institutions(), redemption_id, at=at)
    [line] = inbox_lines([request])
    return ExplainedLine(request, line.learner, explained_request(request))


def explained_request(request: RequestView) -> PlanView:
    """Return what a request would do today while it waits, and what it did, or would have done, once it ended."""
    row = request.row
    goal = goals([row.programme_id])[row.programme_id]
    lots = kept_lots([row.holding_id])[row.holding_id]
    wanted = frozenset(lots_asked([row.id]).get(row.id, []))
    if request.state == WAITING:
        plan = plan_for(lots, goal, on=day_of(request.at), wanted=wanted)
        asked = tuple(rejection for rejection in plan.rejected if rejection.code != "not-asked-for")
        plan = replace(plan, rejected=asked)
    else:
        plan = _as_ended(request, goal, lots, wanted)
    awards = award_views({(row.holding_id, lot_id) for lot_id in wanted})
    return PlanView(goal, plan, lines_of(plan, awards))


def _as_ended(request: RequestView, goal: Goal, lots: Sequence[KeptLot], wanted: frozenset[object]) -> Plan:
    """Return the plan of the request's own lots, beside what was redeemed before it (or, never approved, until now)."""
    mine = [lot.view for lot in lots if lot.state.lot_id in wanted]
    others = [lot for lot in lots if lot.is_redeemed_to(goal.account_id) and lot.state.lot_id not in wanted]
    if request.decision is not None and request.decision.turn is not None:
        before = lots_redeemed_before(request.decision)
        others = [lot for lot in others if lot.state.lot_id in before]
    already = [lot.view for lot in others]
    plan = plan_redemption(lots=mine, programme=goal.view, already=already, on=day_of(request.ended_at or request.at))
    return plan if request.state != APPROVED else replace(plan, rejected=())
