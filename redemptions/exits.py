"""Exit points of a programme: which is reached, and what the next one lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ledger.ncrf import Wording
from ledger.ncrf.wording import gettext_noop as _
from redemptions.plan_inputs import ExitPoint, LotView, ProgrammeView

ZERO = Decimal("0.00")

# Multiple entry and exit as the regulations state it; a programme may ask more and stores its own.
UNDERGRADUATE_EXITS: tuple[ExitPoint, ...] = (
    ExitPoint(_("Undergraduate certificate"), Decimal(40), vocational_credits=Decimal(4)),
    ExitPoint(_("Undergraduate diploma"), Decimal(80), vocational_credits=Decimal(4)),
    ExitPoint(_("Three-year degree"), Decimal(120)),
    ExitPoint(_("Honours degree"), Decimal(160)),
    ExitPoint(
        _("Honours degree with research"),
        Decimal(160),
        research_credits=Decimal(12),
        condition=_("75 percent or more in the first six semesters"),
    ),
)


class Reach(StrEnum):
    """How far an exit point is: reached, reached but for what the institution confirms, or not yet."""

    REACHED = "reached"
    TO_CONFIRM = "to-confirm"
    NOT_YET = "not-yet"


@dataclass(slots=True)
class Tally:
    """The running sums of credits that exits and minima ask about."""

    programme: ProgrammeView
    total: Decimal = ZERO
    vocational: Decimal = ZERO
    research: Decimal = ZERO
    own: Decimal = ZERO
    in_discipline: Decimal = ZERO

    def add(self, lot: LotView) -> None:
        """Count one lot."""
        self.total += lot.credits
        self.vocational += lot.credits if lot.is_vocational_or_internship else ZERO
        self.research += lot.credits if lot.is_research else ZERO
        self.own += lot.credits if self.programme.is_own(lot) else ZERO
        self.in_discipline += lot.credits if self.programme.is_in_discipline(lot) else ZERO

    @classmethod
    def of(cls, lots: Iterable[LotView], programme: ProgrammeView) -> "Tally":
        """Return the sums of some lots."""
        tally = cls(programme)
        for lot in lots:
            tally.add(lot)
        return tally


@dataclass(frozen=True, slots=True)
class ExitState:
    """An exit point beside what is still lacking: credits, vocational among or above them, research."""

    exit_point: ExitPoint
    credits_lacking: Decimal
    vocational_lacking: Decimal
    research_lacking: Decimal

    @property
    def reach(self) -> Reach:
        """Return how far the exit is."""
        if self.credits_lacking or self.vocational_lacking or self.research_lacking:
            return Reach.NOT_YET
        return Reach.TO_CONFIRM if self.exit_point.condition else Reach.REACHED

    def is_advanced_by(self, lot: LotView) -> bool:
        """Say whether a lot brings the exit nearer."""
        return bool(
            self.credits_lacking
            or (self.vocational_lacking and lot.is_vocational_or_internship)
            or (self.research_lacking and lot.is_research)
        )

    def wordings(self) -> tuple[Wording, ...]:
        """Return a sentence for each thing that is lacking or left to confirm."""
        said = (
            (self.credits_lacking, _("%(credits)s credits are missing.")),
            (self.vocational_lacking, _("%(credits)s vocational or internship credits are missing.")),
            (self.research_lacking, _("%(credits)s research credits are missing.")),
        )
        lacking = tuple(Wording(template, {"credits": credits}) for credits, template in said if credits)
        if not self.exit_point.condition:
            return lacking
        condition = Wording(self.exit_point.condition, {})
        return (*lacking, Wording(_("The institution confirms: %(condition)s."), {"condition": condition}))


def exit_state(exit_point: ExitPoint, tally: Tally) -> ExitState:
    """Return what an exit lacks; vocational credits that meet its condition don't count a second time."""
    general = tally.total - min(tally.vocational, exit_point.vocational_credits)
    return ExitState(
        exit_point=exit_point,
        credits_lacking=max(exit_point.credits - general, ZERO),
        vocational_lacking=max(exit_point.vocational_credits - tally.vocational, ZERO),
        research_lacking=max(exit_point.research_credits - tally.research, ZERO),
    )


def is_still_needed(lot: LotView, tally: Tally) -> bool:
    """Say whether a lot serves the programme: it lacks credits, or its final exit lacks what this lot has.

    The final exits are those at the programme's own credits ("40 + 4 vocational" of a 40-credit certificate); once
    one of them is reached nothing more is needed. A lot that overshoots is still taken, since lots are indivisible.
    """
    required = tally.programme.required_credits
    if tally.total < required:
        return True
    final = [exit_state(e, tally) for e in tally.programme.exit_points if e.credits == required]
    if any(state.reach != Reach.NOT_YET for state in final):
        return False
    return any(state.is_advanced_by(lot) for state in final)
