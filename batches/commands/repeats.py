"""Rows of one file that may not be there twice (a learner's term, an award to revoke), found by the database."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from django.db import connection, transaction

from batches.commands.judging import Judged, with_problems
from batches.commands.rows import rewrite_rows, row_key
from batches.models import Batch, BatchRow
from batches.queries.files import cipher_of
from batches.queries.texts import read_text
from batches.reading.problems import Problem, problem
from batches.reading.rows import ParsedRow

GROUPS_AT_ONCE = 500
_REPEATED = """
    SELECT array_agg(number ORDER BY number) FROM batches_batchrow
    WHERE batch_id = %s AND key_hash IS NOT NULL GROUP BY key_hash HAVING count(*) > 1 ORDER BY min(number)
"""


def mark_repeated_rows(batch: Batch, keep_lease: Callable[[], None]) -> None:
    """Make every row an error that says the same term of the same learner, or the same award, as another row does.

    None of them is taken for the right one: which holds is for the institution to say. Harmless when done before.
    """
    with connection.cursor() as cursor:
        cursor.execute(_REPEATED, [batch.id])
        groups = [row[0] for row in cursor.fetchall()]
    for start in range(0, len(groups), GROUPS_AT_ONCE):
        with transaction.atomic():
            keep_lease()
            _mark(batch, groups[start : start + GROUPS_AT_ONCE])


def _mark(batch: Batch, groups: Sequence[Sequence[int]]) -> None:
    cipher = cipher_of(batch)
    numbers = [number for group in groups for number in group]
    stored = {row.number: row for row in BatchRow.objects.filter(batch=batch, number__in=numbers)}
    texts = {number: read_text(cipher.open_row(number, bytes(row.sealed))) for number, row in stored.items()}
    changes, cells = [], {}
    for group in groups:
        for number, found in _repeats(batch, [texts[number][0] for number in group]):
            row, kept = texts[number]
            if found.code in {item.code for item in row.problems}:
                continue
            old = as_judged(stored[number], row)
            new = Judged(with_problems(row, [found]), old.item_count, old.credits, old.courses)
            changes.append((stored[number], old, new))
            if kept:
                cells[number] = kept
    rewrite_rows(batch, changes, cells)


def _repeats(batch: Batch, rows: Sequence[ParsedRow]) -> Iterator[tuple[int, Problem]]:
    """Yield a problem for each row that truly shares its key with another one of the group."""
    for row in rows:
        others = [other.number for other in rows if other is not row and row_key(batch, other) == row_key(batch, row)]
        if others:
            first, second = sorted((row.number, others[0]))
            yield row.number, _repeat(row, first=first, second=second)


def _repeat(row: ParsedRow, **numbers: int) -> Problem:
    if row.revocation is not None:
        return problem("award-in-two-rows", "award_id", row.revocation.shown, **numbers)
    seen = row.learner.registration_number or row.learner.abc_id
    return problem("row-sent-twice", "REGN_NO", seen, **numbers)


def as_judged(stored: BatchRow, row: ParsedRow) -> Judged:
    """Return a stored row as it was judged."""
    return Judged(row, stored.item_count, stored.credits, Counter(row.counted_codes()))
