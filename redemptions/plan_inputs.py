"""What a plan is made from: the lots a learner holds, and the programme with its dated caps and exit points."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from ledger.ncrf import Level


class CapCode(StrEnum):
    """The five caps, five separate rules that are never mixed."""

    RESIDENCY = "residency"
    DISCIPLINE = "discipline"
    SKILL = "skill"
    RPL = "rpl"
    SWAYAM = "swayam"


@dataclass(frozen=True, slots=True)
class Cap:
    """One value of one cap from a day on: a share of the required credits (SWAYAM: of a semester's courses)."""

    code: CapCode
    share: Decimal
    effective_from: date

    def __post_init__(self) -> None:
        if not self.share.is_finite() or not 0 <= self.share <= 1:
            raise ValueError(f"The share of cap {self.code} is {self.share}; expected 0 to 1.")


@dataclass(frozen=True, slots=True)
class ExitPoint:
    """A named exit: its credits, vocational credits in addition to them, research credits included in them.

    "40 + 4 vocational or internship" is credits=40, vocational_credits=4 and takes 44 in all; "160 incl. 12
    research" is credits=160, research_credits=12. `condition` is what no lot can prove (75 percent in six semesters,
    say): the institution confirms it.
    """

    name: str
    credits: Decimal
    vocational_credits: Decimal = Decimal(0)
    research_credits: Decimal = Decimal(0)
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotView:
    """One lot as the plan sees it: whole and indivisible, with what caps and exits ask about it."""

    lot_id: UUID
    award_id: UUID
    title: str
    credits: Decimal
    level: Level
    earned_on: date
    expires_on: date
    issuing_institution_id: UUID
    discipline: str = ""
    domain: str = ""
    is_skill: bool = False
    is_rpl: bool = False
    is_swayam: bool = False
    is_research: bool = False
    term: str = ""

    @property
    def is_vocational_or_internship(self) -> bool:
        """Say whether the lot counts for the vocational part of an exit."""
        return self.is_skill or self.domain in {"vocational", "experiential"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeView:
    """A programme as the plan sees it.

    An empty `discipline` is a multidisciplinary programme, where every lot is in the discipline; an empty
    `accepts_domains` accepts every domain. `validity_years` is the accepting institution's shelf life and only
    shortens a lot's own. `caps` may hold several dated values of one code: the latest in force on the day counts,
    and a code without one in force bounds nothing. `courses_per_semester` is what the SWAYAM cap is a share of.
    """

    id: UUID
    institution_id: UUID
    required_credits: Decimal
    level_min: Level
    level_max: Level
    discipline: str = ""
    accepts_domains: frozenset[str] = frozenset()
    validity_years: int | None = None
    courses_per_semester: int = 5
    caps: tuple[Cap, ...] = ()
    exit_points: tuple[ExitPoint, ...] = ()

    def cap_in_force(self, code: CapCode, on: date) -> Cap | None:
        """Return the value of a cap that holds on a day, or None where the rule isn't in force."""
        dated = [cap for cap in self.caps if cap.code == code and cap.effective_from <= on]
        return max(dated, key=lambda cap: cap.effective_from, default=None)

    def is_own(self, lot: LotView) -> bool:
        """Say whether the enrolling institution issued the lot."""
        return lot.issuing_institution_id == self.institution_id

    def is_in_discipline(self, lot: LotView) -> bool:
        """Say whether a lot is of the programme's own discipline."""
        return not self.discipline or _folded(lot.discipline) == _folded(self.discipline)

    def expiry_of(self, lot: LotView) -> date:
        """Return the first day on which the lot can't be redeemed here: the shorter shelf life holds."""
        if self.validity_years is None:
            return lot.expires_on
        return min(lot.expires_on, _years_after(lot.earned_on, self.validity_years))


@lru_cache(maxsize=1_024)
def _folded(discipline: str) -> str:
    return discipline.strip().casefold()


def _years_after(day: date, years: int) -> date:
    # 29 February has no anniversary in a common year: the shelf life ends on the 28th, as PostgreSQL's interval does.
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
