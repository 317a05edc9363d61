"""The ordinary load of a year and a semester, and the report of a year above it."""

from dataclasses import dataclass
from decimal import Decimal

from ledger.ncrf.rounding import quantize_credits
from ledger.ncrf.wording import Wording
from ledger.ncrf.wording import gettext_noop as _

HOURS_PER_YEAR = Decimal(1200)
CREDITS_PER_YEAR = Decimal(40)
HOURS_PER_CREDIT = HOURS_PER_YEAR / CREDITS_PER_YEAR
LEAST_CREDITS_PER_SEMESTER = Decimal(20)


@dataclass(frozen=True, slots=True)
class YearLoad:
    """The credits of one learner in one year; more than ordinary is allowed and reported."""

    credits: Decimal

    @property
    def above(self) -> Decimal:
        """Return the credits above an ordinary year, or zero."""
        return max(self.credits - CREDITS_PER_YEAR, Decimal("0.00"))

    @property
    def is_above(self) -> bool:
        """Say whether the year belongs in the report of heavy years."""
        return self.credits > CREDITS_PER_YEAR

    def wording(self) -> Wording:
        """Return the load as a sentence."""
        template = _("%(credits)s credits in the year; an ordinary year has %(ordinary)s.")
        if self.is_above:
            template = _("%(credits)s credits in the year, %(above)s above an ordinary year of %(ordinary)s; allowed.")
        return Wording(template, {"credits": self.credits, "above": self.above, "ordinary": CREDITS_PER_YEAR})


def year_load(credits: Decimal) -> YearLoad:
    """Return the load of a year's credits; reports more than 40 and never refuses it (no ceiling is stated)."""
    return YearLoad(quantize_credits(credits))
