"""Reads the rows of a file of redemptions: a learner, a programme, and what is to be spent on it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from batches.reading.cells import fitted
from batches.reading.columns import REDEMPTIONS
from batches.reading.headers import map_columns, require_columns
from batches.reading.names import clean_text, odd_mark
from batches.reading.problems import Problem, problem
from batches.reading.rows import LearnerFields, ParsedRow, RedemptionLine
from batches.reading.values import is_nothing, read_abc_id

MANDATORY = ("abc_id", "programme_code", "awards")
PLAN = "plan"


class RedemptionReader:
    """The header of one file of redemptions, compiled."""

    def __init__(self, header: Sequence[str], *, today: date) -> None:
        columns = map_columns(header, REDEMPTIONS, blocks=False)
        require_columns(header, columns, needed=MANDATORY)
        self.notes = columns.notes
        self._width = len(header)
        names = (*MANDATORY, "note")
        self._id, self._programme, self._awards, self._note = (columns.places.get(name, self._width) for name in names)

    def parse_row(self, number: int, cells: list[str]) -> ParsedRow:
        """Read one row; everything that is wrong with it is in its problems, nothing is raised."""
        row, problems = fitted(cells, self._width)
        abc_id, wrong = read_abc_id(row[self._id], "abc_id")
        if wrong is not None:
            problems.append(wrong)
        programme = clean_text(row[self._programme])
        if is_nothing(programme):
            problems.append(problem("programme-code-missing", "programme_code"))
        note = clean_text(row[self._note])
        for text, column in ((programme, "programme_code"), (note, "note")):
            mark = odd_mark(text)
            if mark:
                problems.append(problem("text-control-character", column, mark=mark))
        line = RedemptionLine(_awards(row[self._awards], problems), note)
        learner = LearnerFields(abc_id=abc_id)
        return ParsedRow(number, tuple(problems), learner, programme_code=programme, redemption=line)


def _awards(text: str, problems: list[Problem]) -> tuple[str, ...]:
    """Read `plan` as no ids at all, else ids between semicolons; none of either is an error, never a plan."""
    if text.strip().lower() == PLAN:
        return ()
    ids: list[str] = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        try:
            award = str(UUID(part))
        except ValueError:
            problems.append(problem("award-id-unreadable", "awards", part))
            continue
        if award in ids:
            problems.append(problem("award-twice", "awards", award))
        ids.append(award)
    if not text.strip(" ;"):
        problems.append(problem("awards-missing", "awards"))
    return tuple(ids)
