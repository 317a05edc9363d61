"""Rounding of credits: hundredths, half up, exact at any size."""

from decimal import Decimal
from fractions import Fraction

from ledger.ncrf.refusals import InvalidCredits
from ledger.ncrf.wording import gettext_noop as _


def quantize_credits(exact: Fraction | Decimal | int) -> Decimal:
    """Return credits in hundredths, half up (no source states a rule; ours is named in the rule set)."""
    number_like = not isinstance(exact, Decimal) or exact.is_finite()
    if not number_like or not 0 <= exact < 10**12:
        raise InvalidCredits(
            _("Credits are %(seen)s; expected a number that is not negative."), field="credits", seen=str(exact)[:20]
        )
    hundredths = (Fraction(exact) * 200 + 1) // 2
    return Decimal(hundredths).scaleb(-2)
