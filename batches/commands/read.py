"""The dry run: a file is streamed, every row judged and kept with its verdict. Nothing is written to the book."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from batches.commands.heartbeat import kept_alive
from batches.commands.judges import judge_of
from batches.commands.judging import Judge
from batches.commands.leases import LeaseLost, keep_reading, take_reading
from batches.commands.repeats import mark_repeated_rows
from batches.commands.rows import add_tally, copy_judged, tally_of
from batches.models import Batch, BatchChunk
from batches.queries.files import open_file
from batches.reading.file_problems import EmptyFile, FileProblem
from batches.reading.kinds import RowReader, reader_for
from batches.reading.limits import Limits
from batches.reading.rows import ParsedRow
from batches.reading.tables import Table, open_table
from ledger.acts import day_of

SLICE_ROWS, CHUNK_ROWS = 1_000, 5_000
MOST_ATTEMPTS = 5

Slice = list[tuple[ParsedRow, Sequence[str]]]


def read_step(*, batch_id: UUID, at: datetime, enough: Callable[[], bool]) -> bool:
    """Check the next rows of a file until `enough()` or its end; return whether there is more to read.

    One worker reads a file at a time. Rows are committed by the thousand with the lease, so whoever comes after a
    crash goes on behind the last of them. A file that can't be read fails as a whole, with the reason.
    """
    taken = take_reading(batch_id)
    if taken is None:
        return False
    batch, token = taken
    try:
        if batch.attempts > MOST_ATTEMPTS:
            raise FileProblem(_("Reading this file was tried several times and never came to an end. Send it as CSV."))
        with kept_alive(batch.id, token):
            table = open_table(open_file(batch), filename=batch.filename, limits=_limits())
        with table:
            return _Reading(batch, token, at).run(table, enough)
    except FileProblem as problem:
        _fail(batch, token, problem, at)
    except LeaseLost:
        pass
    return False


def _limits() -> Limits:
    return Limits(max_bytes=settings.UPLOAD_MAX_BYTES)


def _fail(batch: Batch, token: UUID, problem: FileProblem, at: datetime) -> None:
    """End the batch: its file can't be read. Rows that were checked before stay visible."""
    Batch.objects.filter(id=batch.id, lease_token=token, stage=Batch.Stage.READING).update(
        stage=Batch.Stage.FAILED, problem_code=problem.code, problem=problem.detail, finished_at=at, lease_until=None
    )


class _Reading:
    """One worker's turn at one file."""

    def __init__(self, batch: Batch, token: UUID, at: datetime) -> None:
        self.batch, self.token, self.at = batch, token, at
        self.judge: Judge = judge_of(batch)
        self.chunk = BatchChunk.objects.filter(batch=batch).order_by("-number").first()

    def run(self, table: Table, enough: Callable[[], bool]) -> bool:
        """Read slice by slice; return whether time ran out first."""
        reader = reader_for(self.batch.kind, table.header, today=day_of(self.at))
        self._keep_header(table, reader)
        rows = self._new_rows(table, reader)
        while piece := list(islice(rows, SLICE_ROWS)):
            self._keep(piece)
            if enough():
                keep_reading(self.batch.id, self.token, seconds=0)
                return True
        if self.chunk is None:
            raise EmptyFile(_("There is no row below the header. Send a file with at least one row."))
        mark_repeated_rows(self.batch, lambda: keep_reading(self.batch.id, self.token))
        self._finish()
        return False

    def _keep_header(self, table: Table, reader: RowReader) -> None:
        self.batch.header = {
            "columns": [name[:120] for name in table.header],
            "row": table.header_row,
            "notes": [[*note[:3], list(map(list, note.params))] for note in (*table.notes, *reader.notes)],
        }
        self.batch.save(update_fields=["header"])

    def _new_rows(self, table: Table, reader: RowReader) -> Iterator[tuple[ParsedRow, Sequence[str]]]:
        """Yield rows behind the last one that was kept, parsed, each with its cells."""
        done = self.chunk.last_row if self.chunk else 0
        for number, cells in table.rows():
            if number > done:
                yield reader.parse_row(number, cells), cells

    def _keep(self, piece: Slice) -> None:
        judged = self.judge.judge([row for row, _cells in piece], at=self.at)
        cells = {row.number: cells for row, cells in piece}
        with transaction.atomic():
            keep_reading(self.batch.id, self.token)
            chunk = self._chunk_for(judged[0].row.number)
            chunk.last_row = judged[-1].row.number
            chunk.row_count += len(judged)
            add_tally(chunk, tally_of(judged))
            chunk.save()
            copy_judged(self.batch, chunk.number, judged, cells)
        self.chunk = chunk

    def _chunk_for(self, first_row: int) -> BatchChunk:
        """Return the newest chunk while it has room, else a new one."""
        if self.chunk is not None and self.chunk.row_count < CHUNK_ROWS:
            return self.chunk
        number = self.chunk.number + 1 if self.chunk else 1
        return BatchChunk(batch=self.batch, number=number, first_row=first_row, last_row=first_row)

    def _finish(self) -> None:
        """The file is read: it waits for approval, or has ended if only a check was asked for."""
        ended = self.batch.dry_run
        stage = Batch.Stage.DONE if ended else Batch.Stage.READY
        kept = Batch.objects.filter(id=self.batch.id, lease_token=self.token, stage=Batch.Stage.READING).update(
            stage=stage, read_at=self.at, finished_at=self.at if ended else None, lease_until=None, attempts=0
        )
        if not kept:
            raise LeaseLost
