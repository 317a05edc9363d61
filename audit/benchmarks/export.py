"""`bin/bench export`: the book in files, beside a plain COPY of the same rows into a file, and the memory it takes."""

import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from audit.benchmarks.book import fill_book
from audit.commands.exports import request_export
from audit.commands.making import export_step, folder_of
from audit.export_files import remove_folder
from audit.models import Export
from identity.principals import SYSTEM
from ledger.identifiers import new_id
from ledger.queries.entries import EntryFilter

ENTRIES_PER_ROW = 10
_FLOOR = """
    COPY (
        SELECT leaf.index, entry.id, entry.kind, entry.narration, entry.institution_id, entry.holding_id,
            entry.subject_id, entry.actor_id, entry.actor_kind, entry.happened_at, entry.recorded_at,
            entry.request_digest, entry.payload_digest, move.lot_id, move.sequence, move.kind, move.from_account_id,
            move.to_account_id, lot.issuing_account_id, lot.level, lot.credits, lot.hours, lot.rule_set,
            lot.rule_set_version, lot.earned_on, lot.expires_on
        FROM ledger_leaf leaf
        JOIN ledger_entry entry ON entry.holding_id = leaf.holding_id AND entry.id = leaf.entry_id
        LEFT JOIN (
            ledger_transfer move JOIN ledger_lot lot ON lot.holding_id = move.holding_id AND lot.id = move.lot_id
        ) ON move.holding_id = leaf.holding_id AND move.entry_id = leaf.entry_id
    ) TO STDOUT
"""
"""The same columns of the same rows, in no order, joined as the planner likes best."""


@dataclass(frozen=True, slots=True)
class ExportFigure:
    """What an export of a format took, by one worker and by two at once, and what the floor took."""

    name: str
    entries: int
    bytes: int
    seconds: float
    seconds_by_two: float
    floor_seconds: float
    small_entries: int
    small_kilobytes: int
    kilobytes: int

    @property
    def ratio(self) -> float:
        """One worker's speed as a part of the floor's, which is one connection too."""
        return self.floor_seconds / self.seconds

    def line(self) -> str:
        """Tell it in one line."""
        return (
            f"{self.name}: {self.entries:,} entries ({self.bytes / 1e6:,.0f} MB) in {self.seconds:.1f} s "
            f"by one worker, {self.entries / self.seconds:,.0f}/s (by two at once in {self.seconds_by_two:.1f} s); "
            f"most memory of a worker {self.small_kilobytes / 1024:.0f} MB at {self.small_entries:,} entries, "
            f"{self.kilobytes / 1024:.0f} MB at {self.entries:,}; floor: plain COPY of the same rows to a file in "
            f"{self.floor_seconds:.1f} s, {self.entries / self.floor_seconds:,.0f}/s; ratio {self.ratio:.2f}"
        )

    def to_json(self) -> dict[str, Any]:
        """Return it for a program."""
        return asdict(self) | {"ratio": round(self.ratio, 3), "entries_per_second": round(self.entries / self.seconds)}


def export(rows: int) -> Iterator[ExportFigure]:
    """Measure both formats on a book of ten entries for each row (200,000 unless told)."""
    total = rows * ENTRIES_PER_ROW
    sizes = list(fill_book(total))
    small = sizes[0] if len(sizes) > 1 else total
    _analyse()
    with tempfile.TemporaryDirectory(dir=_room()) as folder:
        settings.EXPORTS_ROOT = folder
        _floor(Path(folder))  # what is read first is slower, whoever reads it
        for form in ("ndjson", "csv"):
            yield _figure(form, total, small, Path(folder))


def _figure(form: str, total: int, small: int, folder: Path) -> ExportFigure:
    floor = _floor(folder)
    _seconds, small_kilobytes, _bytes = _made(form, small, workers=1)
    seconds, kilobytes, size = _made(form, total, workers=1)
    by_two, _kilobytes, _bytes = _made(form, total, workers=2)
    name = f"export {form}"
    return ExportFigure(name, total, size, seconds, by_two, floor, small, small_kilobytes, kilobytes)


def _made(form: str, size: int, *, workers: int) -> tuple[float, int, int]:
    """Make an export by processes of their own; return the seconds, the most memory of one, and the bytes."""
    export_id = request_export(
        actor=SYSTEM, form=form, wanted=EntryFilter(), size=size, at=timezone.now(), idempotency_key=str(new_id())
    ).id
    connections.close_all()
    context = multiprocessing.get_context("fork")
    pipes = [context.Pipe(duplex=False) for _ in range(workers)]
    processes = [context.Process(target=_work, args=(export_id, sender)) for _reader, sender in pipes]
    start = time.perf_counter()
    for process in processes:
        process.start()
    memory = [reader.recv() for reader, _sender in pipes]
    seconds = time.perf_counter() - start
    for process in processes:
        process.join()
    export_step(export_id=export_id, at=timezone.now(), enough=lambda: False)
    made = Export.objects.get(id=export_id)
    if made.finished_at is None:
        raise RuntimeError(f"The export was not finished: {made.trouble} {made.trouble_detail}")
    count = sum(path.stat().st_size for path in folder_of(export_id).glob("part-*"))
    remove_folder(folder_of(export_id))
    return seconds, max(memory), count


def _work(export_id: UUID, sender: Connection) -> None:
    export_step(export_id=export_id, at=timezone.now(), enough=lambda: False)
    sender.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _floor(folder: Path) -> float:
    place = folder / "floor"
    start = time.perf_counter()
    with place.open("wb") as sink, connection.cursor() as cursor:
        cursor.cursor.copy_expert(_FLOOR, sink)
        sink.flush()
        os.fsync(sink.fileno())
    seconds = time.perf_counter() - start
    place.unlink()
    return seconds


def _analyse() -> None:
    with connections["owner" if "owner" in settings.DATABASES else "default"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _room() -> Path:
    room = Path(settings.EXPORTS_ROOT)
    room.mkdir(parents=True, exist_ok=True)
    return room
