"""Days that matter to an award: from when credits count, and until when they stay valid."""

from datetime import date

FIRST_DAY = date(2021, 7, 1)
"""Credits earned from the academic year 2021-22 on count (UGC ABC Regulations 2021)."""

MOST_YEARS = 7
"""Credits stay valid for seven years at most (UGC ABC Regulations 2021)."""


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def expiry_of(earned_on: date, *validity_years: int) -> date:
    """Return the first day on which credits can't be redeemed: the shortest validity counts, seven years at most."""
    return years_after(earned_on, min(MOST_YEARS, *validity_years))
