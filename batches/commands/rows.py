"""Writing rows of a batch with their verdicts, and keeping the counts of their chunk."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from batches.commands.judging import Judged
from batches.models import Batch, BatchChunk, BatchRow
from batches.queries.files import cipher_of
from batches.queries.texts import text_of
from batches.reading.rows import ParsedRow
from batches.sealing import BatchCipher
from ledger.copying import copy_rows

ROW_COLUMNS = (
    "batch_id", "number", "chunk_number", "verdict", "codes", "key_hash", "learner_hash", "item_count", "credits",
    "sealed",
)  # fmt: skip
SIGNED, UNSIGNED = 1, -1


class Tally(NamedTuple):
    """What some rows add to the counts of their chunk; only good rows count as items and credits."""

    figures: Counter[str]
    codes: Counter[str]
    courses: Counter[str]
    results: Counter[str]
    credits: Decimal


def tally_of(judged: Iterable[Judged]) -> Tally:
    """Add rows up."""
    figures: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    courses: Counter[str] = Counter()
    results: Counter[str] = Counter()
    credits = Decimal(0)
    for one in judged:
        figures[f"{one.verdict}_count"] += 1
        codes.update(one.codes)
        if one.verdict != "error":
            figures["item_count"] += one.item_count
            credits += one.credits
            courses.update(one.courses)
            results.update(one.row.results())
    return Tally(figures, codes, courses, results, credits)


def add_tally(chunk: BatchChunk, tally: Tally, sign: int = SIGNED) -> None:
    """Add a tally to a chunk's counts, or take it off; the caller saves the chunk."""
    for name, value in tally.figures.items():
        setattr(chunk, name, getattr(chunk, name) + sign * value)
    chunk.credits += sign * tally.credits
    for name, counter in (("codes", tally.codes), ("courses", tally.courses), ("results", tally.results)):
        counts = Counter(getattr(chunk, name))
        counts.update({key: sign * value for key, value in counter.items()})
        setattr(chunk, name, {key: value for key, value in counts.items() if value})


def copy_judged(batch: Batch, chunk_number: int, judged: Sequence[Judged], cells: Mapping[int, Sequence[str]]) -> None:
    """Append judged rows of one chunk; the cells of rows with problems are kept with them, sealed too."""
    cipher = cipher_of(batch)
    copy_rows("batches_batchrow", ROW_COLUMNS, (_row(batch, chunk_number, one, cells, cipher) for one in judged))


def _row(
    batch: Batch, chunk_number: int, judged: Judged, cells: Mapping[int, Sequence[str]], cipher: BatchCipher
) -> tuple[object, ...]:
    row, codes, good = judged.row, judged.codes, judged.verdict != "error"
    return (
        batch.id, row.number, chunk_number, judged.verdict, "{" + ",".join(codes) + "}", key_hash(batch, row),
        learner_hash(batch, row), judged.item_count if good else 0, judged.credits if good else 0,
        cipher.seal_row(row.number, text_of(row, cells[row.number] if codes else None)),
    )  # fmt: skip


def key_hash(batch: Batch, row: ParsedRow) -> int | None:
    """Return 64 bits by which rows find each other that one file may not have twice; None where rows may repeat."""
    if batch.kind == Batch.Kind.REDEMPTIONS:
        return None
    key = row_key(batch, row)
    return _hash(batch, *key) if key[0] else None


def learner_hash(batch: Batch, row: ParsedRow) -> int | None:
    """Return 64 bits that tell the learners apart whose credits are to leave; None for every other row."""
    return _hash(batch, row.revocation.holding) if row.revocation and row.revocation.holding else None


def _hash(batch: Batch, *key: object) -> int:
    digest = hashlib.blake2b("\x1f".join(map(str, key)).encode(), digest_size=8, key=batch.id.bytes).digest()
    return int.from_bytes(digest, "big", signed=True)


def row_key(batch: Batch, row: ParsedRow) -> tuple[object, ...]:
    """Return what two rows of one file may not share: a learner's term; in our own layout, where a row is one course,
    with its code; of revocations the award."""
    if row.revocation is not None:
        return (row.revocation.award,)
    key = row.natural_key()
    return key if batch.kind == Batch.Kind.AWARDS_NAD else (*key, *(course.code for course in row.courses))


def rewrite_rows(
    batch: Batch, changes: Sequence[tuple[BatchRow, Judged, Judged]], cells: Mapping[int, Sequence[str]]
) -> None:
    """Replace rows, given (stored, as judged before, as judged now), and correct the counts of their chunks.

    The cells that are given stay with their rows, good or not: what was mended stands nowhere else.
    """
    cipher = cipher_of(batch)
    chunks = {
        chunk.number: chunk
        for chunk in BatchChunk.objects.select_for_update(no_key=True)
        .filter(batch=batch, number__in={stored.chunk_number for stored, _, _ in changes})
        .order_by("number")
    }
    for stored, old, new in changes:
        chunk = chunks[stored.chunk_number]
        add_tally(chunk, tally_of([old]), UNSIGNED)
        add_tally(chunk, tally_of([new]))
        good = new.verdict != "error"
        BatchRow.objects.filter(batch=batch, number=stored.number).update(
            verdict=new.verdict,
            codes=new.codes,
            key_hash=key_hash(batch, new.row),
            learner_hash=learner_hash(batch, new.row),
            item_count=new.item_count if good else 0,
            credits=new.credits if good else 0,
            sealed=cipher.seal_row(stored.number, text_of(new.row, cells.get(stored.number))),
        )
    for chunk in chunks.values():
        chunk.save()
