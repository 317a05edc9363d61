"""Reads the rows of the bank's own tidy file: one award a row."""

from collections.abc import Mapping, Sequence
from datetime import date

from batches.reading.cells import LearnerCells, fitted
from batches.reading.columns import TIDY
from batches.reading.days import read_day
from batches.reading.headers import map_columns, require_columns
from batches.reading.names import clean_text, odd_mark
from batches.reading.problems import Problem, problem
from batches.reading.rows import CourseLine, ParsedRow, Term
from batches.reading.values import is_nothing, read_amount, read_credit, read_level, read_semester
from batches.reading.verdicts import Evidence, verdict_of

MANDATORY = ("registration_number", "abc_id", "name", "date_of_birth", "course_code", "term", "earned_on")
_LEARNER = {
    "abc_id": "abc_id",
    "name": "name",
    "birthday": "date_of_birth",
    "gender": "gender",
    "registration_number": "registration_number",
    "roll": "roll",
}


class TidyReader:
    """The header of one tidy file, compiled."""

    def __init__(self, header: Sequence[str], *, today: date) -> None:
        columns = map_columns(header, TIDY, blocks=False)
        require_columns(header, columns, needed=MANDATORY)
        self.notes = columns.notes
        self._width, self._today = len(header), today
        self._places: Mapping[str, int] = {name: columns.places.get(name, len(header)) for name in TIDY.values()}
        self._learner = LearnerCells(
            {name: place for name, place in columns.places.items() if name != "roll"},
            _LEARNER,
            width=len(header),
            today=today,
        )

    def parse_row(self, number: int, cells: list[str]) -> ParsedRow:
        """Read one row; everything that is wrong with it is in its problems, nothing is raised."""
        row, problems = fitted(cells, self._width)
        learner = self._learner.read(row, problems)._replace(roll=self._text(row, "roll", problems=problems))
        term = self._term(row, problems)
        course = self._course(row, problems)
        level, wrong = read_level(row[self._places["level"]], "level")
        problems += [] if wrong is None else [wrong]
        programme_code = self._text(row, "programme_code", problems=problems)
        courses = () if course is None else (course,)
        return ParsedRow(number, tuple(problems), learner, courses, term, programme_code, level)

    def _text(self, row: Sequence[str], column: str, *, problems: list[Problem]) -> str:
        text = clean_text(row[self._places[column]])
        mark = odd_mark(text)
        if mark:
            problems.append(problem("text-control-character", column, mark=mark))
        return "" if is_nothing(text) else text

    def _term(self, row: Sequence[str], problems: list[Problem]) -> Term:
        name, text = self._text(row, "term", problems=problems), row[self._places["earned_on"]]
        day = self._earned_on(text, problems)
        years = (day.year, day.month) if day else (0, 0)
        return Term(*years, read_semester(name, "term")[0], name=name, earned_on=day)

    def _earned_on(self, text: str, problems: list[Problem]) -> date | None:
        day, wrong = read_day(text, "earned_on")
        if wrong is not None:
            problems.append(wrong)
        elif day is not None and day > self._today:
            problems.append(problem("term-in-future", "earned_on", text))
        return day

    def _course(self, row: Sequence[str], problems: list[Problem]) -> CourseLine | None:
        code = self._text(row, "course_code", problems=problems)
        credit, wrong_credit = read_credit(row[self._places["credits"]], "credits")
        points, wrong_points = read_amount(row[self._places["grade_points"]], "grade_points")
        grade = self._text(row, "grade", problems=problems)
        problems += [wrong for wrong in (wrong_credit, wrong_points) if wrong is not None]
        if not code:
            problems.append(problem("no-courses", "course_code"))
            return None
        # A tidy row is an award: without a grade it says that the course was passed.
        verdict = verdict_of(Evidence(grade, points, "", "", "", "passed")) or "passed"
        return CourseLine(1, code, "", credit, grade, points, None, None, None, None, None, verdict, "")
