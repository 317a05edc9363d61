"""Reads the rows of a file of revocations: which award, as staff know it, and why."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from batches.reading.cells import fitted
from batches.reading.columns import REVOCATIONS
from batches.reading.headers import map_columns, require_columns
from batches.reading.names import clean_text, odd_mark
from batches.reading.problems import Problem, problem
from batches.reading.rows import LearnerFields, ParsedRow, RevocationLine, Term
from batches.reading.values import is_nothing, read_abc_id, read_semester
from credentials.reasons import LONGEST, REASON_CODES, SHORTEST
from credentials.references import read_reference

WHY = ("reason_code", "reason")
COLUMNS = ("award_id", "abc_id", "registration_number", "course_code", "term", *WHY)


class RevocationReader:
    """The header of one file of revocations, compiled."""

    def __init__(self, header: Sequence[str], *, today: date) -> None:
        columns = map_columns(header, REVOCATIONS, blocks=False)
        by_id = "award_id" in columns.places
        who = "abc_id" if "abc_id" in columns.places else "registration_number"
        require_columns(header, columns, needed=WHY if by_id else (who, "course_code", "term", *WHY))
        self.notes = columns.notes
        self._width = len(header)
        self._places = {name: columns.places.get(name, self._width) for name in COLUMNS}

    def parse_row(self, number: int, cells: list[str]) -> ParsedRow:
        """Read one row; everything that is wrong with it is in its problems, nothing is raised."""
        row, problems = fitted(cells, self._width)
        said = {name: _text(row[place], name, problems) for name, place in self._places.items()}
        learner = LearnerFields(_abc_id(said["abc_id"], problems), registration_number=said["registration_number"])
        award = _award(said["award_id"], problems)
        if not said["award_id"] and not all((_named(said), said["course_code"], said["term"])):
            problems.append(problem("award-unnamed", "award_id"))
        term = Term(semester=read_semester(said["term"], "term")[0], name=said["term"])
        code, reason = _reason_code(said["reason_code"], problems), _reason(said["reason"], problems)
        line = RevocationLine(award, said["course_code"], code, reason)
        return ParsedRow(number, tuple(problems), learner, term=term, revocation=line)


def _text(cell: str, column: str, problems: list[Problem]) -> str:
    text = clean_text(cell)
    mark = odd_mark(text)
    if mark:
        problems.append(problem("text-control-character", column, mark=mark))
    return "" if is_nothing(text) else text


def _named(said: dict[str, str]) -> str:
    return said["abc_id"] or said["registration_number"]


def _abc_id(text: str, problems: list[Problem]) -> str:
    abc_id, wrong = read_abc_id(text, "abc_id") if text else ("", None)
    if wrong is not None:
        problems.append(wrong)
    return abc_id


def _award(text: str, problems: list[Problem]) -> str:
    """Read a whole id or a short reference, each in its usual form."""
    reference = read_reference(text)
    if not text or reference:
        return reference or ""
    try:
        return str(UUID(text))
    except ValueError:
        problems.append(problem("award-name-unreadable", "award_id", text))
        return ""


def _reason_code(text: str, problems: list[Problem]) -> str:
    code = "-".join(text.lower().replace("_", " ").replace("-", " ").split())
    if code in REASON_CODES:
        return code
    problems.append(problem("reason-code-unknown" if code else "reason-code-missing", "reason_code", text))
    return ""


def _reason(text: str, problems: list[Problem]) -> str:
    if not SHORTEST <= len(text) <= LONGEST:
        problems.append(problem("reason-length", "reason", text, count=len(text), shortest=SHORTEST, longest=LONGEST))
    return text
