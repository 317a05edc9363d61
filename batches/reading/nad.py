"""Reads the rows of NAD / ABC files: one learner's term a row, its courses in blocks `SUB1..SUBn`."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from batches.reading.cells import LearnerCells, fitted
from batches.reading.columns import NAD, block_column
from batches.reading.file_problems import ColumnsMissing
from batches.reading.headers import map_columns, require_columns
from batches.reading.nad_courses import CourseBlock
from batches.reading.nad_terms import TermCells
from batches.reading.problems import Problem, problem
from batches.reading.rows import CourseLine, ParsedRow
from batches.reading.values import read_decimal

# The guideline's four, and the two without which nobody's account can be found.
MANDATORY = ("ABC_ACCOUNT_ID", "REGN_NO", "RROLL", "CNAME", "ACADEMIC_COURSE_ID", "COURSE_NAME")
_LEARNER = {
    "abc_id": "ABC_ACCOUNT_ID",
    "name": "CNAME",
    "birthday": "DOB",
    "gender": "GENDER",
    "registration_number": "REGN_NO",
    "roll": "RROLL",
}
_ZERO = Decimal(0)


class NadReader:
    """The header of one NAD file, compiled; `parse_row` then reads rows with look-ups alone."""

    def __init__(self, header: Sequence[str], *, today: date) -> None:
        columns = map_columns(header, NAD, blocks=True)
        require_columns(header, columns, needed=MANDATORY)
        coded = {block: fields for block, fields in sorted(columns.blocks.items()) if "" in fields}
        if not coded:
            raise ColumnsMissing("No column SUB1 with the code of a course was found.", field="SUB1")
        self.notes = columns.notes
        self._width = width = len(header)
        result = columns.places.get("RESULT", width)
        self._blocks = tuple(CourseBlock(block, fields, result=result, absent=width) for block, fields in coded.items())
        self._learner = LearnerCells(columns.places, _LEARNER, width=width, today=today)
        self._term = TermCells(columns.places, absent=width, today=today)
        self._total = columns.places.get("TOT_CREDIT", width)

    def parse_row(self, number: int, cells: list[str]) -> ParsedRow:
        """Read one row; everything that is wrong with it is in its problems, nothing is raised."""
        row, problems = fitted(cells, self._width)
        learner = self._learner.read(row, problems)
        term, programme_code, level, term_problems = self._term.read(row)
        problems += term_problems
        courses = self._courses(row, problems)
        total = row[self._total]
        if total:
            _check_total(total, courses, problems=problems)
        return ParsedRow(number, tuple(problems), learner, courses, term, programme_code, level)

    def _courses(self, row: Sequence[str], problems: list[Problem]) -> tuple[CourseLine, ...]:
        courses: list[CourseLine] = []
        codes: set[str] = set()
        for block in self._blocks:
            course, wrong, ends = block.read(row)
            if ends:
                break
            problems += wrong
            if course is None:
                continue
            if course.code in codes:
                problems.append(problem("course-twice", block_column(course.block, ""), course.code))
            codes.add(course.code)
            courses.append(course)
        if not courses:
            problems.append(problem("no-courses", block_column(self._blocks[0].block, "")))
        return tuple(courses)


def _check_total(text: str, courses: Sequence[CourseLine], *, problems: list[Problem]) -> None:
    """Accept the sum of the passed courses and the sum of all: exporters write either."""
    total = read_decimal(text)
    if total is None:
        return
    everything = passed = _ZERO
    for course in courses:
        credit = course.credit
        if credit is None:
            return
        everything += credit
        if course.verdict == "passed":
            passed += credit
    if total not in (everything, passed):
        problems.append(problem("total-credit-disagrees", "TOT_CREDIT", text, passed=passed, all=everything))
