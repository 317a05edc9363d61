"""What is measured of a skill at one level, and one institution's figure of it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from audit.quality.rates import FEWEST, Rate
from audit.quality.spread import Spread, rounded


class Measure(StrEnum):
    """A measure by its code."""

    HOURS = "hours"
    CREDITS_PER_HOUR = "credits-per-hour"
    PASS_RATE = "pass-rate"  # noqa: S105 - no password
    GRADES = "grades"
    GRADE_SPREAD = "grade-spread"
    DAYS_TO_AWARD = "days-to-award"
    RESIT_RATE = "resit-rate"
    CORRECTION_RATE = "correction-rate"
    ENDORSEMENTS = "endorsements"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a measure is judged: how many must stand behind a figure, and how small a difference is none.

    `least` is in the measure's own unit, `least_share` a share of the peers' median; the larger of both holds.
    """

    fewest: int = FEWEST
    least: Decimal = Decimal(0)
    least_share: Decimal = Decimal(0)
    judged: bool = True


RULES: dict[Measure, Rule] = {
    Measure.HOURS: Rule(fewest=1, least_share=Decimal("0.20")),
    Measure.CREDITS_PER_HOUR: Rule(fewest=1, least_share=Decimal("0.10")),
    Measure.PASS_RATE: Rule(least=Decimal("0.10")),
    Measure.GRADES: Rule(least=Decimal(1)),
    Measure.GRADE_SPREAD: Rule(least=Decimal(1)),
    Measure.DAYS_TO_AWARD: Rule(least=Decimal(14)),
    Measure.RESIT_RATE: Rule(least=Decimal("0.10")),
    Measure.CORRECTION_RATE: Rule(least=Decimal("0.05")),
    Measure.ENDORSEMENTS: Rule(fewest=1, judged=False),
}
RATES = frozenset((Measure.PASS_RATE, Measure.RESIT_RATE, Measure.CORRECTION_RATE))


@dataclass(frozen=True, slots=True)
class Figure:
    """One institution's figure: `value` is None where nothing was reported, `n` is how many stand behind it.

    `low` and `high` are the quartiles of a spread or the 95 % interval of a rate; None where there is neither.
    """

    measure: Measure
    value: Decimal | None = None
    n: int = 0
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_reported(self) -> bool:
        """Tell whether there is a figure at all."""
        return self.value is not None

    @property
    def is_small(self) -> bool:
        """Tell whether too few stand behind it to compare it."""
        return self.is_reported and self.n < RULES[self.measure].fewest

    @property
    def is_comparable(self) -> bool:
        """Tell whether it is there and enough stand behind it."""
        return self.is_reported and not self.is_small

    @classmethod
    def amount(cls, measure: Measure, value: Decimal, n: int) -> Self:
        """Return a plain figure."""
        return cls(measure, rounded(value), n)

    @classmethod
    def rate(cls, measure: Measure, part: int, whole: int) -> Self:
        """Return a share with its interval; not reported where the whole is nothing."""
        if whole == 0:
            return cls(measure)
        rate = Rate(part, whole)
        low, high = rate.interval()
        return cls(measure, rounded(rate.share), whole, rounded(low), rounded(high))

    @classmethod
    def spread(cls, measure: Measure, spread: Spread | None, n: int) -> Self:
        """Return a median with its quartiles; not reported where there is none."""
        if spread is None:
            return cls(measure)
        return cls(measure, rounded(spread.median), n, rounded(spread.low), rounded(spread.high))
