"""What one row of a file says, in shapes that keep their meaning through JSON."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Self
from uuid import UUID

from batches.reading.problems import Problem, has_errors, worst
from credentials.references import reference_of

UUID_LENGTH = 36
CourseVerdict = Literal["passed", "failed", "absent", "withheld", "not-for-credit"]
COUNTED: frozenset[str] = frozenset(("passed", "failed", "absent"))


class LearnerFields(NamedTuple):
    """Who earned it, as the file says."""

    abc_id: str = ""
    name: str = ""
    birthday: date | None = None
    gender: str = ""
    registration_number: str = ""
    roll: str = ""


class Term(NamedTuple):
    """When it was earned; `semester` is 0 where the file names none, `status` tells original from later results."""

    year: int = 0
    month: int = 0
    semester: int = 0
    session: str = ""
    status: str = "original"
    exam_type: str = ""
    name: str = ""
    earned_on: date | None = None


class CourseLine(NamedTuple):
    """One course of a row. `weighted_grade_points` is credit x grade point, never NCrF credit points."""

    block: int
    code: str
    name: str
    credit: Decimal | None
    grade: str
    grade_points: Decimal | None
    weighted_grade_points: Decimal | None
    theory_hours: Decimal | None
    practical_hours: Decimal | None
    tutorial_hours: Decimal | None
    credit_hours: Decimal | None
    verdict: CourseVerdict
    remarks: str


class RedemptionLine(NamedTuple):
    """What a learner's credits are to be spent on; no awards named means: by plan."""

    awards: tuple[str, ...] = ()
    note: str = ""

    @property
    def by_plan(self) -> bool:
        """Tell whether the bank chooses the lots (soonest expiry first, within the caps)."""
        return not self.awards


class RevocationLine(NamedTuple):
    """Which award is to be revoked and why; `award` is an id or a reference, and the award's id once it was found.

    `holding` and `credits` are filled by the bank: whose credits leave, and how many; empty where none would.
    """

    award: str = ""
    course_code: str = ""
    reason_code: str = ""
    reason: str = ""
    holding: str = ""
    credits: Decimal | None = None

    @property
    def shown(self) -> str:
        """Return the reference of the award; empty where the row names it by learner, course and term only."""
        return reference_of(UUID(self.award_id)) if self.award_id else self.award

    @property
    def award_id(self) -> str | None:
        """Return the whole id, unless the row has a reference only that was not found."""
        return self.award if len(self.award) == UUID_LENGTH else None


class ParsedRow(NamedTuple):
    """A row of the file with everything that was understood and everything that was not."""

    number: int
    problems: tuple[Problem, ...]
    learner: LearnerFields
    courses: tuple[CourseLine, ...] = ()
    term: Term = Term()
    programme_code: str = ""
    level: Decimal | None = None
    redemption: RedemptionLine | None = None
    revocation: RevocationLine | None = None

    @property
    def verdict(self) -> Literal["ok", "warning", "error"]:
        """Name the row's verdict before the bank itself has been asked."""
        return worst(self.problems)

    @property
    def has_errors(self) -> bool:
        """Tell whether the row must wait for repair."""
        return has_errors(self.problems)

    def passed(self) -> tuple[CourseLine, ...]:
        """Return the courses that may become awards."""
        return tuple(course for course in self.courses if course.verdict == "passed")

    def counted_codes(self) -> tuple[str, ...]:
        """Return the courses that the row counts under: those passed, or the one whose credits leave."""
        if self.revocation is not None:
            return (self.revocation.course_code,) if self.revocation.holding else ()
        return tuple(course.code for course in self.passed())

    def results(self) -> tuple[str, ...]:
        """Return what each course of a term ended in, as "month|outcome|code": counts without a person in them.

        Passed, failed and absent are of the first sitting; whatever a supplementary one gave is "again".
        """
        day, again = self.term.earned_on, self.term.status == "remedial"
        if day is None:
            return ()
        month = f"{day.year:04}-{day.month:02}"
        return tuple(
            f"{month}|{'again' if again else course.verdict}|{course.code}"
            for course in self.courses
            if course.verdict in COUNTED
        )

    def natural_key(self) -> tuple[str, str, int, str]:
        """Return what makes two rows the same learner's same term, however often they are sent."""
        learner, term = self.learner, self.term
        when = "" if term.semester else term.name or f"{term.year:04}-{term.month:02}"
        return learner.registration_number or learner.abc_id, self.programme_code, term.semester, when

    def to_json(self) -> str:
        """Write the row as one compact line; the same row always gives the same text."""
        return _ENCODER.encode(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read back what `to_json` wrote."""
        number, problems, learner, courses, term, programme, level, redemption, *later = json.loads(text)
        return cls(
            number,
            tuple(Problem(code, column, seen, _pairs(params)) for code, column, seen, params in problems),
            _learner(learner),
            tuple(_course(line) for line in courses),
            _term(term),
            programme,
            _number(level),
            None if redemption is None else RedemptionLine(tuple(redemption[0]), redemption[1]),
            _revocation(*later),
        )


# Decimals and dates are the only values that JSON has no word for; both read back exactly from their text.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


def _pairs(params: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in params)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _revocation(fields: list[Any] | None = None) -> RevocationLine | None:
    """Read the line of a revocation; a row that was sealed before there were any has none."""
    if fields is None:
        return None
    award, course_code, reason_code, reason, holding, credits = fields
    return RevocationLine(award, course_code, reason_code, reason, holding, _number(credits))


def _learner(fields: list[Any]) -> LearnerFields:
    abc_id, name, birthday, gender, registration_number, roll = fields
    return LearnerFields(abc_id, name, _day(birthday), gender, registration_number, roll)


def _term(fields: list[Any]) -> Term:
    year, month, semester, session, status, exam_type, name, earned_on = fields
    return Term(year, month, semester, session, status, exam_type, name, _day(earned_on))


def _course(fields: list[Any]) -> CourseLine:
    block, code, name, credit, grade, *numbers, verdict, remarks = fields
    points, weighted, theory, practical, tutorial, hours = map(_number, numbers)
    amounts = (points, weighted, theory, practical, tutorial, hours)
    return CourseLine(block, code, name, _number(credit), grade, *amounts, verdict, remarks)
