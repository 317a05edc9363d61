"""Reads dates as Indian exporters write them, and compares birthdays."""

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from batches.reading.problems import Problem, problem
from batches.reading.values import MONTHS, is_nothing

EARLIEST_BIRTH_YEAR = 1900
# Day 1 of spreadsheets is 1 January 1900, and they believe in a 29 February 1900: from March on they count from here.
_SERIAL_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(61, 73_051)

BirthdayVerdict = Literal["same", "month-off", "swapped", "different"]
Parts = tuple[int, int, int]


def date_parts(text: str) -> Parts | None:
    """Take a date apart into day, month, year as written, without asking whether there is such a day."""
    day_text = text.strip().upper().partition(" 00:00")[0].partition("T00:00")[0]
    for separator in "/-. ":
        parts = day_text.split(separator)
        if len(parts) == 3 and all(part.isascii() and part.isalnum() for part in parts):
            return _ordered(parts)
    if len(day_text) == 8 and day_text.isascii() and day_text.isdigit():
        return int(day_text[:2]), int(day_text[2:4]), int(day_text[4:])
    return None


def _ordered(parts: list[str]) -> Parts | None:
    first, second, third = parts
    month = int(second) if second.isdigit() else MONTHS.get(second)
    if month is None or not (first.isdigit() and third.isdigit()) or max(len(first), len(third)) > 4:
        return None
    return (int(third), month, int(first)) if len(first) == 4 else (int(first), month, int(third))


def _existing(parts: Parts) -> date | None:
    day, month, year = parts
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _serial(text: str) -> date | None:
    whole, _, fraction = text.strip().partition(".")
    if len(whole) > 5 or not (whole.isascii() and whole.isdigit()) or fraction.strip("0"):
        return None
    return _SERIAL_DAY_ZERO + timedelta(days=int(whole)) if int(whole) in _SERIALS else None


@lru_cache(maxsize=65_536)
def read_birthday(text: str, column: str, *, today: date) -> tuple[date | None, Problem | None]:
    """Read a date of birth written dd/mm/yyyy (or unmistakably otherwise) between 1900 and today."""
    if is_nothing(text):
        return None, problem("birthday-missing", column)
    parts = date_parts(text)
    if parts is None:
        serial = _serial(text)
        if serial is None:
            return None, problem("birthday-unreadable", column, text)
        wrong = _out_of_range(serial, text, column=column, today=today)
        read = problem("birthday-serial", column, text, read=f"{serial:%d/%m/%Y}")
        return (None, wrong) if wrong else (serial, read)
    born = _existing(parts)
    if parts[2] < 100 or born is None:
        return None, _impossible(parts, text, column=column)
    wrong = _out_of_range(born, text, column=column, today=today)
    return (None, wrong) if wrong else (born, None)


def _out_of_range(born: date, text: str, *, column: str, today: date) -> Problem | None:
    if born > today:
        return problem("birthday-future", column, text)
    return problem("birthday-too-early", column, text) if born.year < EARLIEST_BIRTH_YEAR else None


def _impossible(parts: Parts, text: str, *, column: str) -> Problem:
    day, month, year = parts
    if year < 100:
        return problem("birthday-two-digit-year", column, text)
    if month == 0:
        return problem("birthday-month-zero", column, text)
    if month > 12 and 1 <= day <= 12:
        return problem("birthday-swapped", column, text, month=month)
    return problem("birthday-impossible", column, text)


@lru_cache(maxsize=4096)
def read_day(text: str, column: str) -> tuple[date | None, Problem | None]:
    """Read any other day: dd/mm/yyyy, yyyy-mm-dd, 31-MAY-2025 or a spreadsheet's day number."""
    parts = date_parts(text)
    day = _serial(text) if parts is None else _existing(parts) if parts[2] >= 100 else None
    return day, None if day is not None else problem("date-unreadable", column, text)


def end_of_month(year: int, month: int, *, today: date) -> date:
    """Return the month's last day, or today while the month is still running."""
    return min(date(year, month, calendar.monthrange(year, month)[1]), max(today, date(year, month, 1)))


def compare_birthdays(ours: date, theirs: date) -> BirthdayVerdict:
    """Say how two birthdays differ: exporters count months from 0, and people swap day and month."""
    if ours == theirs:
        return "same"
    months_apart = (ours.year - theirs.year) * 12 + ours.month - theirs.month
    if abs(months_apart) == 1 and ours.day == theirs.day:
        return "month-off"
    if (ours.year, ours.month, ours.day) == (theirs.year, theirs.day, theirs.month):
        return "swapped"
    return "different"
