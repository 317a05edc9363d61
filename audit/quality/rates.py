"""Shares of a whole with the number behind them: a rate of few says little, and says so."""

from dataclasses import dataclass
from decimal import Decimal

FEWEST = 10
"""Below so many a rate or a spread is not compared: one learner more or less would move it by ten points."""

_Z = Decimal("1.959964")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole or self.whole == 0:
            raise ValueError(f"{self.part} of {self.whole} is no share.")

    @property
    def share(self) -> Decimal:
        """Return the share, from 0 to 1."""
        return Decimal(self.part) / self.whole

    @property
    def is_small(self) -> bool:
        """Tell whether too few stand behind it to compare it."""
        return self.whole < FEWEST

    def interval(self) -> tuple[Decimal, Decimal]:
        """Return where the true rate lies with 95 % confidence (Wilson's score interval, good for few as well)."""
        n, share, square = Decimal(self.whole), self.share, _Z * _Z
        middle = share + square / (2 * n)
        reach = _Z * (share * (_ONE - share) / n + square / (4 * n * n)).sqrt()
        low, high = ((middle - reach) / (1 + square / n), (middle + reach) / (1 + square / n))
        return min(max(low, Decimal(0)), share), max(min(high, _ONE), share)
