"""Rows of a batch as people see them: verdict, problems in sentences, what became of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext

from batches.models import Batch, BatchOutcome, BatchRow
from batches.queries.cells import FileCells
from batches.queries.files import cipher_of
from batches.queries.texts import read_text
from batches.reading.problems import Problem
from batches.reading.rows import ParsedRow
from ledger.refusals import InvalidInput, NotFound

VERDICTS = ("ok", "warning", "error")


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem in the reader's language."""

    code: str
    severity: str
    column: str
    value: str
    seen: str
    expected: str
    mend: str

    @classmethod
    def of(cls, item: Problem) -> "ProblemView":
        """Tell a problem."""
        said = (item.seen_sentence(gettext), item.expected(gettext), item.mend(gettext))
        return cls(item.code, item.severity, item.column, item.seen, *said)

    @property
    def sentence(self) -> str:
        """All of it as one text."""
        return " ".join(part for part in (self.seen, self.expected, self.mend) if part)


@dataclass(frozen=True, slots=True)
class RowView:
    """One row: who and what it says, what is wrong with it, and what became of it (outcome "" while it waits).

    A row of revocations has the award's reference, or what stands for it, and its id once it was found.
    """

    number: int
    verdict: str
    registration_number: str
    name: str
    item_count: int
    credits: Decimal
    problems: tuple[ProblemView, ...]
    outcome: str = ""
    outcome_code: str = ""
    outcome_detail: str = ""
    cells: tuple[str, ...] = field(default=(), repr=False)
    award: str = ""
    award_id: str | None = None

    @property
    def can_be_mended(self) -> bool:
        """Whether somebody may put new values into the row."""
        return self.verdict != "ok" and not self.outcome


def rows_of(
    batch: Batch, *, verdict: str = "", code: str = "", outcome: str = "", after: int = 0, limit: int = 50
) -> list[RowView]:
    """Return up to `limit` rows behind a row number, narrowed by verdict, problem or outcome."""
    rows = row_query(batch, verdict=verdict, code=code, outcome=outcome).filter(number__gt=after)
    return views_of(batch, list(rows[:limit]))


def row_query(batch: Batch, *, verdict: str = "", code: str = "", outcome: str = "") -> QuerySet[BatchRow]:
    """Return rows by number, narrowed by verdict, problem or outcome (`waiting`: good, and nothing done yet)."""
    rows = BatchRow.objects.filter(batch=batch).order_by("number")
    if verdict in VERDICTS:
        rows = rows.filter(verdict=verdict)
        rows = rows if verdict == "ok" else rows.exclude(codes=[])
    if code:
        rows = rows.exclude(codes=[]).filter(codes__contains=[code])
    done = BatchOutcome.objects.filter(batch=batch)
    if outcome == "waiting":
        rows = rows.exclude(verdict="error").exclude(number__in=done.values("number"))
    elif outcome:
        rows = rows.filter(number__in=done.filter(status=outcome).values("number"))
    return rows


def row_of(batch: Batch, number: int) -> RowView:
    """Return one row, with its cells where it must be mended; refuses a number that the file does not have."""
    found = views_of(batch, list(BatchRow.objects.filter(batch=batch, number=number)))
    if not found:
        raise NotFound(gettext("The file has no row {row}.").format(row=number))
    row = found[0]
    if row.cells or row.verdict == "ok":
        return row
    with FileCells(batch) as cells:
        return replace(row, cells=tuple(cells.of(number)))


def cells_of(batch: Batch, row: RowView) -> list[dict[str, str]]:
    """Return the cells of a row by column, as far as they are kept."""
    columns = batch.header.get("columns", []) if row.cells else []
    cells = [*row.cells, *[""] * (len(columns) - len(row.cells))]
    return [
        {"column": name, "place": f"#{place}", "value": value}
        for place, (name, value) in enumerate(zip(columns, cells, strict=False), 1)
    ]


def places_of(batch: Batch, cells: Mapping[str, str]) -> dict[str, str]:
    """Return values by the place of their column, from 0; refuses a column that is not there or there twice."""
    columns = [name.strip() for name in batch.header.get("columns", [])]
    by_place = {f"#{place}": str(place - 1) for place in range(1, len(columns) + 1)}
    found = {}
    for name, value in cells.items():
        count = columns.count(name.strip())
        if name not in by_place and count != 1:
            told = gettext("The header has {count} columns called {name}. Name one column, or its place such as #12.")
            raise InvalidInput(told.format(count=count, name=repr(name[:60])), field="cells")
        found[by_place.get(name) or str(columns.index(name.strip()))] = value
    return found


def views_of(batch: Batch, stored: Sequence[BatchRow]) -> list[RowView]:
    """Open rows and put their outcomes beside them."""
    numbers = [row.number for row in stored]
    outcomes = {one.number: one for one in BatchOutcome.objects.filter(batch=batch, number__in=numbers)}
    return [_view(row, opened, cells, outcomes.get(row.number)) for row, opened, cells in _opened(batch, stored)]


def _opened(batch: Batch, stored: Sequence[BatchRow]) -> Iterator[tuple[BatchRow, ParsedRow, list[str]]]:
    cipher = cipher_of(batch)
    for row in stored:
        opened, cells = read_text(cipher.open_row(row.number, bytes(row.sealed)))
        yield row, opened, cells or []


def _view(stored: BatchRow, row: ParsedRow, cells: Sequence[str], outcome: BatchOutcome | None) -> RowView:
    return RowView(
        number=stored.number,
        verdict=stored.verdict,
        registration_number=row.learner.registration_number or row.learner.abc_id,
        name=row.learner.name,
        item_count=stored.item_count,
        credits=stored.credits,
        problems=tuple(ProblemView.of(item) for item in row.problems if item.severity != "note"),
        outcome=outcome.status if outcome else "",
        outcome_code=outcome.code if outcome else "",
        outcome_detail=outcome.detail if outcome else "",
        cells=tuple(cells),
        award=row.revocation.shown if row.revocation else "",
        award_id=row.revocation.award_id if row.revocation else None,
    )
