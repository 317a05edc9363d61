"""Reads the cells of a NAD row that whole cohorts share: programme, term, result, level."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Final, NamedTuple

from batches.reading.days import end_of_month, read_day
from batches.reading.names import clean_text, odd_mark
from batches.reading.problems import Problem, problem
from batches.reading.rows import Term
from batches.reading.values import is_nothing, read_level, read_month, read_semester
from batches.reading.verdicts import read_result

FIELDS: Final = (
    "ACADEMIC_COURSE_ID", "YEAR", "MONTH", "SEM", "SESSION", "MRKS_REC_STATUS", "EXAM_TYPE", "DOR", "DOI", "RESULT",
    "NCRF_LEVEL",
)  # fmt: skip
_ORIGINAL = frozenset(("", "O", "ORIGINAL", "D", "DUPLICATE"))
_REVISED = frozenset(("R", "REVISED", "M", "MODIFIED", "U", "UPDATED"))
_CANCELLED = frozenset(("C", "CANCELLED", "CANCELED"))
_REMEDIAL = frozenset(("REMEDIAL", "SUPPLEMENTARY", "SUPPLY", "BACKLOG", "ARREAR", "ATKT", "EX", "REAPPEAR"))
_FIRST_YEAR = 1950
_REMEMBERED = 5_000


class TermReading(NamedTuple):
    """What the shared cells say, and what is wrong with them."""

    term: Term
    programme_code: str
    level: Decimal | None
    problems: tuple[Problem, ...]


class TermCells:
    """The compiled places of the shared cells, and the readings of those seen before."""

    def __init__(self, places: Mapping[str, int], *, absent: int, today: date) -> None:
        self._cells: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(
            *(places.get(field, absent) for field in FIELDS)
        )
        self._has_semester = "SEM" in places
        self._today = today
        self._read: dict[tuple[str, ...], TermReading] = {}

    def read(self, cells: Sequence[str]) -> TermReading:
        """Read the shared cells of a fitted row."""
        texts = self._cells(cells)
        reading = self._read.get(texts)
        if reading is None:
            reading = self._reading(*texts)
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[texts] = reading
        return reading

    def _reading(self, programme: str, year: str, month: str, semester: str, session: str, *rest: str) -> TermReading:
        record, exam, released, issued, result, level_text = rest
        problems: list[Problem] = []
        number = self._semester(semester, problems)
        when = self._when(year, month, days=(released, issued), problems=problems)
        status = _status(record, exam, problems=problems)
        level, wrong = read_level(level_text, "NCRF_LEVEL")
        if wrong is not None:
            problems.append(wrong)
        if not read_result(result)[1]:
            problems.append(problem("result-unclear", "RESULT", result))
        code = _programme(programme, problems)
        years = (when.year, when.month) if when else (0, 0)
        names = ("" if is_nothing(session) else clean_text(session), status, clean_text(exam))
        return TermReading(Term(*years, number, *names, "", when), code, level, tuple(problems))

    def _semester(self, text: str, problems: list[Problem]) -> int:
        if not self._has_semester:
            return 0
        number, wrong = read_semester(text, "SEM")
        if wrong is not None:
            problems.append(wrong)
        return number

    def _when(self, year: str, month: str, *, days: tuple[str, str], problems: list[Problem]) -> date | None:
        """Take the end of the examination's month; without one, the day of the result or of the document."""
        if not is_nothing(year) and not is_nothing(month):
            return self._from_month(year, month, problems=problems)
        for column, text in zip(("DOR", "DOI"), days, strict=True):
            if not is_nothing(text):
                day, wrong = read_day(text, column)
                if wrong is not None:
                    problems.append(wrong)
                return self._past(day, text, column=column, problems=problems)
        problems.append(problem("term-date-missing", "YEAR" if is_nothing(year) else "MONTH"))
        return None

    def _from_month(self, year: str, month: str, *, problems: list[Problem]) -> date | None:
        whole, number = year.strip().removesuffix(".0"), read_month(month.strip().removesuffix(".0"))
        if len(whole) != 4 or not (whole.isascii() and whole.isdigit()) or int(whole) < _FIRST_YEAR:
            problems.append(problem("year-unreadable", "YEAR", year))
            return None
        if not number:
            problems.append(problem("month-unreadable", "MONTH", month))
            return None
        day = end_of_month(int(whole), number, today=self._today)
        return self._past(day, f"{year} {month}", column="YEAR", problems=problems)

    def _past(self, day: date | None, text: str, *, column: str, problems: list[Problem]) -> date | None:
        if day is not None and day > self._today:
            problems.append(problem("term-in-future", column, text))
            return None
        return day


def _programme(text: str, problems: list[Problem]) -> str:
    code = clean_text(text)
    mark = odd_mark(code)
    if is_nothing(code):
        problems.append(problem("programme-code-missing", "ACADEMIC_COURSE_ID"))
    elif mark:
        problems.append(problem("text-control-character", "ACADEMIC_COURSE_ID", mark=mark))
    return code


def _status(record: str, exam: str, *, problems: list[Problem]) -> str:
    key = record.strip().upper()
    if key in _CANCELLED:
        problems.append(problem("record-cancelled", "MRKS_REC_STATUS", record))
        return "cancelled"
    if key in _ORIGINAL:
        return "remedial" if exam.strip().upper() in _REMEDIAL else "original"
    if key not in _REVISED:
        problems.append(problem("record-status-unclear", "MRKS_REC_STATUS", record))
    return "revised"
