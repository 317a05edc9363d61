"""What an institution sees of requests: who asks, and what deciding them would do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext

from learners.queries import KnownLearner, learner_by_holding
from ledger.acts import day_of
from redemptions.plan_inputs import LotView
from redemptions.planning import plan_redemption
from redemptions.queries.explained import CapLine
from redemptions.queries.goals import Goal, goals
from redemptions.queries.holdings import held, kept_lots, redeemed_to
from redemptions.queries.requests import WAITING, RequestView, inbox_rows, lots_asked


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A request beside the learner who asks."""

    request: RequestView
    learner: KnownLearner | None

    @property
    def name(self) -> str:
        """Return the learner's name, or a dash once the record was erased."""
        return (self.learner.person.name if self.learner else "") or "–"

    @property
    def abc_id(self) -> str:
        """Return the learner's ABC id."""
        return self.learner.person.abc_id if self.learner else ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What approving one request would do today."""

    line: InboxLine
    goes: bool
    reason: str = ""
    credits_after: Decimal = Decimal(0)
    tight: tuple[CapLine, ...] = field(default=())


def inbox_lines(requests: Sequence[RequestView]) -> list[InboxLine]:
    """Return requests with their learners, whose records are opened in one statement."""
    known = learner_by_holding({request.row.holding_id for request in requests})
    return [InboxLine(request, known.get(request.row.holding_id)) for request in requests]


def preview_decisions(institution_id: UUID, redemption_ids: Sequence[UUID], *, at: datetime) -> list[Preview]:
    """Return what approving these requests in this order would do; nothing is written, and others are left out."""
    rows = {row.id: RequestView(row, at) for row in inbox_rows(institution_id).filter(id__in=redemption_ids)}
    lines = inbox_lines([rows[name] for name in redemption_ids if name in rows])
    known = goals(line.request.row.programme_id for line in lines)
    lots = kept_lots(line.request.row.holding_id for line in lines)
    asked = lots_asked(rows)
    gone: set[UUID] = set()
    previews = []
    for line in lines:
        row = line.request.row
        kept, goal = lots[row.holding_id], known[row.programme_id]
        left = [lot for lot in held(kept) if lot.lot_id not in gone]
        preview, taken = _preview(line, goal, left, redeemed_to(kept, goal.account_id), asked.get(row.id, []), at)
        gone |= taken
        previews.append(preview)
    return previews


def _preview(
    line: InboxLine, goal: Goal, lots: list[LotView], already: list[LotView], asked: Sequence[UUID], at: datetime
) -> tuple[Preview, set[UUID]]:
    if line.request.state != WAITING:
        return Preview(line, False, gettext("This request has already been decided or withdrawn.")), set()
    plan = plan_redemption(lots=lots, programme=goal.view, already=already, wanted_award_ids=asked, on=day_of(at))
    against = [rejection for rejection in plan.rejected if rejection.award_id in set(asked)]
    if against:
        return Preview(line, False, " ".join(rejection.sentence(gettext) for rejection in against[:2])), set()
    tight = tuple(CapLine(usage) for usage in plan.caps if usage.after > usage.before)
    return Preview(line, True, "", plan.credits_after, tight), {lot.lot_id for lot in plan.chosen}
