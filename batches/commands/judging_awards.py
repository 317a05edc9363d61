"""Judging rows of results: catalogue, credits, level and the learner's birthday."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from batches.commands.judging import Judged, with_problems
from batches.queries.catalogue import Catalogue
from batches.reading.problems import Problem, problem
from batches.reading.rows import CourseLine, ParsedRow
from credentials.queries.catalogue import CatalogueVersion
from learners.matching import names_agree
from learners.queries import KnownLearner, learners_by_abc_id


class AwardsJudge:
    """Judges rows of `awards-nad` and `awards` against one institution's catalogue."""

    def __init__(self, institution_id: UUID) -> None:
        self._catalogue = Catalogue(institution_id)

    def judge(self, rows: Sequence[ParsedRow], *, at: datetime) -> list[Judged]:
        """Look up all courses and learners of the slice at once, then judge each row."""
        self._catalogue.load(course.code for row in rows for course in row.passed())
        known = learners_by_abc_id({row.learner.abc_id for row in rows if row.learner.abc_id})
        return [self._judge(row, known.get(row.learner.abc_id)) for row in rows]

    def _judge(self, row: ParsedRow, known: KnownLearner | None) -> Judged:
        judged = Judged(row)
        found: list[Problem] = []
        if known is not None:
            found += birthday_problems(row, known) + name_problems(row, known)
        if (day := row.term.earned_on) is not None:
            for course in row.passed():
                found += self._course_problems(row, course, day, judged)
        judged.row = with_problems(row, found)
        return judged

    def _course_problems(self, row: ParsedRow, course: CourseLine, day: date, judged: Judged) -> Iterator[Problem]:
        column = column_of(row, course, "")
        version = self._catalogue.version(course.code, day)
        if version is None:
            known = self._catalogue.knows(course.code)
            code = "course-not-approved" if known else "course-unknown"
            yield problem(code, column, course.code, day=f"{day:%d/%m/%Y}")
            return
        judged.item_count += 1
        judged.credits += version.credits
        judged.courses[course.code] += 1
        if course.credit is not None and course.credit != version.credits:
            yield credit_problem(column_of(row, course, "_CREDIT"), course, version)
        if row.level is not None and row.level != version.level:
            yield problem("level-disagrees", level_column(row), row.level, course=course.code, catalogue=version.level)


def column_of(row: ParsedRow, course: CourseLine, suffix: str) -> str:
    """Name the column of a course's cell: SUB3_CREDIT in NAD files, course_code or credits in our own."""
    if course.block:
        return f"SUB{course.block}{suffix}"
    return "credits" if suffix else "course_code"


def level_column(row: ParsedRow) -> str:
    """Name the column of the level."""
    return "NCRF_LEVEL" if any(course.block for course in row.courses) else "level"


def credit_problem(column: str, course: CourseLine, version: CatalogueVersion) -> Problem:
    """Say both figures: the file's, and the catalogue's with its sum."""
    hours = f"{version.hours.normalize():f} h, {version.rule_set} {version.rule_set_version}"
    seen, catalogue = _plain(course.credit), _plain(version.credits)
    return problem("credit-disagrees", column, seen, course=course.code, catalogue=catalogue, sum=hours)


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def birthday_problems(row: ParsedRow, known: KnownLearner) -> list[Problem]:
    """Compare the birthday of the file with that of the account with the same ABC id."""
    said, kept = row.learner.birthday, known.person.birthday
    if said is None or kept is None or said == kept:
        return []
    apart = (said.year - kept.year) * 12 + said.month - kept.month
    code = "birthday-month-off" if abs(apart) == 1 and said.day == kept.day else "birthday-disagrees"
    return [problem(code, "DOB" if any(course.block for course in row.courses) else "birthday", f"{said:%d/%m/%Y}")]


def name_problems(row: ParsedRow, known: KnownLearner) -> list[Problem]:
    """Compare the name of the file with those of the account; another writing of the same name is no problem."""
    said, kept = row.learner.name, known.person.names
    if not said or not kept or any(names_agree(said, name) for name in kept):
        return []
    return [problem("name-disagrees", "CNAME" if any(course.block for course in row.courses) else "name", said)]
