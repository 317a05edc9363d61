"""How far back the rules look: whole months and whole academic years, so that a finding's period never changes."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from audit.rules.shapes import Period
from ledger.acts import BOOK_TIMEZONE

MONTHS_BACK = 24
YEAR_BEGINS = 7
"""The month in which an academic year begins."""


def window(day: date) -> dict[str, object]:
    """Return what statements take: the day, the moment after it, and the first day and moment looked at."""
    since = months_before(day, MONTHS_BACK)
    return {
        "day": day, "end": _moment(day + timedelta(days=1)), "since": _moment(since), "since_day": since,
        "since_year": date(academic_year(day) - 1, YEAR_BEGINS, 1),
    }  # fmt: skip


def months_before(day: date, months: int) -> date:
    """Return the first day of the month so many months before a day's."""
    whole = day.year * 12 + day.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)


def month_of(first: date) -> Period:
    """Return the month that begins on a day."""
    return Period(first, first.replace(day=monthrange(first.year, first.month)[1]))


def academic_year(day: date) -> int:
    """Return the year in which the academic year of a day began."""
    return day.year if day.month >= YEAR_BEGINS else day.year - 1


def academic_year_of(year: int) -> Period:
    """Return the academic year that began in a year."""
    return Period(date(year, YEAR_BEGINS, 1), date(year + 1, YEAR_BEGINS, 1) - timedelta(days=1))


def calendar_year_of(year: int) -> Period:
    """Return a calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time.min, BOOK_TIMEZONE)
