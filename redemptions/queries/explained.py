"""Plans as people read them: each award with its reason, each cap with its figures, each exit with what it lacks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from credentials.queries.awards import AwardView, award_views
from redemptions.caps import CapUsage
from redemptions.exits import ExitState, Reach
from redemptions.plan import Plan, Rejection
from redemptions.plan_inputs import CapCode
from redemptions.planning import plan_redemption
from redemptions.queries.goals import Goal, in_language
from redemptions.queries.holdings import KeptLot, held, kept_lots, redeemed_to

CAP_NAMES = {
    CapCode.RESIDENCY: _("From other institutions"),
    CapCode.DISCIPLINE: _("Outside the discipline"),
    CapCode.SKILL: _("Skill courses"),
    CapCode.RPL: _("Prior learning"),
    CapCode.SWAYAM: _("SWAYAM courses"),
}
MAY_CHANGE = frozenset({"not-asked-for", "not-needed"})


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One award in a plan: chosen, or left out with a reason; `may_be_chosen` when another choice could take it."""

    award: AwardView
    is_chosen: bool
    code: str = ""
    reason: str = ""

    @property
    def issuer(self) -> str:
        """Return the awarding institution's name in the reader's language."""
        return in_language(self.award.institution.name, self.award.institution.name_hi)

    @property
    def may_be_chosen(self) -> bool:
        """Tell whether the learner may try this award."""
        return self.is_chosen or self.code in MAY_CHANGE or self.code.endswith("-cap")


@dataclass(frozen=True, slots=True)
class CapLine:
    """A cap with its use before and after the plan."""

    usage: CapUsage

    @property
    def name(self) -> str:
        """Return what the cap counts, with its term where each term is counted apart."""
        name = str(CAP_NAMES[self.usage.code])
        return f"{name} · {self.usage.term}" if self.usage.term else name

    @property
    def rule(self) -> str:
        """Return the rule as a sentence."""
        return self.usage.wording().sentence(gettext)

    @property
    def added(self) -> Decimal:
        """Return what the plan adds."""
        return self.usage.after - self.usage.before

    @property
    def longest(self) -> Decimal:
        """Return the length of the bar: the limit, or the use where that is more (a tightened cap)."""
        return max(self.usage.limit, self.usage.after, Decimal(1))


@dataclass(frozen=True, slots=True)
class ExitLine:
    """An exit point with what it lacks after the plan."""

    state: ExitState

    @property
    def name(self) -> str:
        """Return the exit's name in the reader's language."""
        return gettext(self.state.exit_point.name)

    @property
    def credits(self) -> Decimal:
        """Return the credits it takes in all."""
        return self.state.exit_point.credits + self.state.exit_point.vocational_credits

    @property
    def lacking(self) -> Decimal:
        """Return the credits that are missing, of any kind."""
        return self.state.credits_lacking + self.state.vocational_lacking

    @property
    def is_reached(self) -> bool:
        """Tell whether it is reached, but for what the institution confirms."""
        return self.state.reach != Reach.NOT_YET

    @property
    def sentences(self) -> list[str]:
        """Return what is missing or left to confirm."""
        return [wording.sentence(gettext) for wording in self.state.wordings()]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan with its awards, ready to be shown."""

    goal: Goal
    plan: Plan
    lines: tuple[PlanLine, ...]

    @property
    def chosen(self) -> list[PlanLine]:
        """Return the awards that go."""
        return [line for line in self.lines if line.is_chosen]

    @property
    def left_out(self) -> list[PlanLine]:
        """Return the awards that don't go and weren't just left out by the learner."""
        return [line for line in self.lines if not line.is_chosen and line.code != "not-asked-for"]

    @property
    def caps(self) -> list[CapLine]:
        """Return the caps in force."""
        return [CapLine(usage) for usage in self.plan.caps]

    @property
    def exits(self) -> list[ExitLine]:
        """Return the exit points, nearest first."""
        return [ExitLine(state) for state in self.plan.exits]

    @property
    def exit_reached(self) -> ExitLine | None:
        """Return the highest exit reached after the plan."""
        return None if self.plan.exit_reached is None else ExitLine(self.plan.exit_reached)

    @property
    def next_exit(self) -> ExitLine | None:
        """Return the nearest exit that is not reached."""
        return None if self.plan.next_exit is None else ExitLine(self.plan.next_exit)

    @property
    def required(self) -> Decimal:
        """Return what the programme requires."""
        return self.goal.view.required_credits


def explained_plan(
    *,
    holding_id: UUID,
    goal: Goal,
    on: date,
    wanted: Collection[UUID] | None = None,
    lots: Sequence[KeptLot] | None = None,
) -> PlanView:
    """Return today's plan of a learner for a programme; nothing is written."""
    kept = kept_lots([holding_id])[holding_id] if lots is None else lots
    plan = plan_for(kept, goal, on=on, wanted=wanted)
    shown = {lot.lot_id for lot in plan.chosen} | {r.award_id for r in plan.rejected}
    awards = award_views({(holding_id, lot.state.lot_id) for lot in kept if lot.state.lot_id in shown})
    return PlanView(goal, plan, lines_of(plan, awards))


def plan_for(lots: Sequence[KeptLot], goal: Goal, *, on: date, wanted: Collection[UUID] | None = None) -> Plan:
    """Return the plan for lots that have been read."""
    return plan_redemption(
        lots=held(lots),
        programme=goal.view,
        already=redeemed_to(lots, goal.account_id),
        wanted_award_ids=wanted,
        on=on,
    )


def lines_of(plan: Plan, awards: Mapping[UUID, AwardView]) -> tuple[PlanLine, ...]:
    """Return the awards of a plan: those that go first, then the others with their reasons."""
    going = [PlanLine(awards[lot.award_id], True) for lot in plan.chosen if lot.award_id in awards]
    return tuple(going + [_left(rejection, awards) for rejection in plan.rejected if rejection.award_id in awards])


def _left(rejection: Rejection, awards: Mapping[UUID, AwardView]) -> PlanLine:
    return PlanLine(awards[rejection.award_id], False, rejection.code, rejection.sentence(gettext))
