"""When things happened in the demonstration world: the last three terms before today, and no moment after now."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ledger.acts import BOOK_TIMEZONE, day_of

TERM_COUNT = 3


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one load: `terms` are the ends of the terms, oldest first."""

    now: datetime
    terms: tuple[date, ...]

    @classmethod
    def before(cls, now: datetime) -> "Days":
        """Return the days as seen from a moment."""
        today = day_of(now)
        ends = sorted(end for year in range(today.year - 2, today.year + 1) for end in _ends(year) if end < today)
        return cls(now, tuple(ends[-TERM_COUNT:]))

    @property
    def today(self) -> date:
        """Return today, in India."""
        return day_of(self.now)

    @property
    def beginning(self) -> date:
        """Return the day from which the first catalogue is in force: before the first term began."""
        return self.terms[0] - timedelta(days=200)

    def on(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """Return a moment of a day in India, or now if that is still to come."""
        return min(datetime.combine(day, time(hour, minute), BOOK_TIMEZONE), self.now)

    def after_term(self, term: int, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return a moment so many days after the end of a term (0 is the oldest)."""
        return self.on(self.terms[term] + timedelta(days=days), hour, minute)

    def ago(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return a moment so many days before today."""
        return self.on(self.today - timedelta(days=days), hour, minute)

    def soon(self, at: datetime, *, days: int = 0, hours: int = 0) -> datetime:
        """Return a moment so much later, or now if that is still to come."""
        return min(at + timedelta(days=days, hours=hours), self.now)


def year_before(day: date) -> date:
    """Return the same day of the year before; 29 February becomes 28 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _ends(year: int) -> tuple[date, date]:
    return date(year, 5, 31), date(year, 11, 30)
