"""Which programme to redeem towards: search, and what the learner would reach in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from institutions.models import Programme, Suspension
from ledger.refusals import NotFound
from redemptions.models import Decision, Waiting
from redemptions.plan import Plan
from redemptions.queries.explained import ExitLine, plan_for
from redemptions.queries.goals import Goal, goal_of, goals
from redemptions.queries.holdings import KeptLot, kept_lots

MOST_SHOWN = 30
MOST_PLANNED = 120


@dataclass(frozen=True, slots=True)
class Prospect:
    """A programme beside what the learner would have there: `is_waiting` when a request is on its way already."""

    goal: Goal
    plan: Plan
    is_waiting: bool = False

    @property
    def title(self) -> str:
        """Return the programme's title in the reader's language."""
        return self.goal.local_title

    @property
    def institution(self) -> str:
        """Return the institution's name in the reader's language."""
        return self.goal.local_institution_name

    @property
    def required(self) -> Decimal:
        """Return the credits the programme requires."""
        return self.goal.view.required_credits

    @property
    def reached(self) -> ExitLine | None:
        """Return the highest exit reached by what is redeemed and what could be."""
        return None if self.plan.exit_reached is None else ExitLine(self.plan.exit_reached)

    @property
    def next_exit(self) -> ExitLine | None:
        """Return the nearest exit that is not reached."""
        return None if self.plan.next_exit is None else ExitLine(self.plan.next_exit)

    @property
    def exits(self) -> list[ExitLine]:
        """Return all exit points."""
        return [ExitLine(state) for state in self.plan.exits]

    @property
    def target(self) -> Decimal:
        """Return the credits of the next exit, or of the programme."""
        return self.next_exit.credits if self.next_exit else self.required

    @property
    def share(self) -> Decimal:
        """Return what part of the programme is covered, for ordering."""
        return min(self.plan.credits_after / self.required, Decimal(1))


def open_programmes(at: datetime) -> "QuerySet[Programme]":
    """Return the programmes that take requests: open, of institutions that are approved and not suspended."""
    suspended = Suspension.objects.filter(lifted_at=None).values("institution_id")
    return (
        Programme.objects.filter(Q(closed_at=None) | Q(closed_at__gt=at), institution__approval__isnull=False)
        .exclude(institution_id__in=suspended)
        .select_related("institution")
        .prefetch_related("caps", "exit_points")
    )


def open_goal(programme_id: UUID, *, at: datetime) -> Goal:
    """Return a programme that takes requests; refuses any other."""
    row = open_programmes(at).filter(id=programme_id).first()
    if row is None:
        raise NotFound(_("There is no such programme, or it takes no requests now."))
    return goal_of(row)


def prospects(
    holding_id: UUID, *, search: str = "", at: datetime, on: date, lots: Sequence[KeptLot] | None = None
) -> list[Prospect]:
    """Return programmes that match the words, those nearest to their end first, with what the learner reaches."""
    rows = open_programmes(at)
    for word in search.split()[:8]:
        rows = rows.filter(
            Q(title__icontains=word) | Q(title_hi__icontains=word) | Q(institution__name__icontains=word)
            | Q(institution__name_hi__icontains=word) | Q(discipline__icontains=word) | Q(code__iexact=word)
        )  # fmt: skip
    kept = kept_lots([holding_id])[holding_id] if lots is None else lots
    waiting = set(Waiting.objects.filter(holding_id=holding_id).values_list("programme_id", flat=True))
    found = [goal_of(row) for row in rows.order_by("title", "id")[:MOST_PLANNED]]
    planned = [Prospect(goal, plan_for(kept, goal, on=on), goal.id in waiting) for goal in found]
    return sorted(planned, key=lambda p: (not p.plan.chosen, -p.share, p.goal.title, p.goal.id))[:MOST_SHOWN]


def nearest_prospect(
    holding_id: UUID, lots: Sequence[KeptLot], *, at: datetime, on: date, chosen: Iterable[UUID] = ()
) -> Prospect | None:
    """Return the programme where the learner has most: one redeemed to or asked for, else the best open one."""
    theirs = set(chosen) | programmes_used(holding_id)
    if theirs:
        planned = [Prospect(goal, plan_for(lots, goal, on=on)) for goal in goals(theirs).values()]
        return max(planned, key=lambda p: (p.plan.credits_before, p.share, p.goal.id), default=None)
    return next(iter(prospects(holding_id, at=at, on=on, lots=lots)), None) if lots else None


def programmes_used(holding_id: UUID) -> set[UUID]:
    """Return the programmes that have redeemed credits of the holding and not given them back, or are asked to."""
    approved = Decision.objects.filter(holding_id=holding_id, turn__isnull=False, redemption__reversal__isnull=True)
    asked = Waiting.objects.filter(holding_id=holding_id)
    return {*approved.values_list("programme_id", flat=True), *asked.values_list("programme_id", flat=True)}


def waiting_request_id(holding_id: UUID, programme_id: UUID) -> UUID | None:
    """Return the learner's request that waits for a programme, or None."""
    waiting = Waiting.objects.filter(holding_id=holding_id, programme_id=programme_id)
    return waiting.values_list("redemption_id", flat=True).first()
