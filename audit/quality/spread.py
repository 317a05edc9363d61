"""The middle of some figures and how far apart they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

QUARTILES = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Spread:
    """The median with the quartiles around it: half of the figures stand between `low` and `high`."""

    low: Decimal
    median: Decimal
    high: Decimal

    @classmethod
    def of(cls, values: Sequence[Decimal]) -> Self:
        """Return the spread of one figure or more."""
        low, median, high = (quantile(values, share) for share in QUARTILES)
        return cls(low, median, high)

    @property
    def width(self) -> Decimal:
        """Return the distance between the quartiles (IQR)."""
        return self.high - self.low


def quantile(values: Sequence[Decimal], share: Fraction) -> Decimal:
    """Return the value below which that share of the figures lies, between two of them by proportion.

    The same as `percentile_cont` of PostgreSQL and the default of most statistics programs (type 7).
    """
    ranked = sorted(values)
    if not ranked:
        raise ValueError("There are no figures to rank.")
    place = share * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    part = place - below
    return ranked[below] + (ranked[above] - ranked[below]) * part.numerator / part.denominator


def rounded(value: Decimal | float) -> Decimal:
    """Return a figure with the four decimals that pages, API and findings share."""
    return Decimal(str(value)).quantize(_PLACES)
