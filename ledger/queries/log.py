"""Where the log stands: its newest checkpoint, what waits, which leaf is whose, and open alarms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Min

from ledger.models import Checkpoint, Entry, Leaf, SealAlarm, UnsealedEntry


@dataclass(frozen=True, slots=True)
class LogHead:
    """A signed state of the log as the database keeps it."""

    size: int
    root: bytes
    peaks: tuple[bytes, ...]
    note: bytes
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class LeafPlace:
    """The leaves of an entry: `parts` of them from `index` on."""

    index: int
    parts: int


class LeafRow(NamedTuple):
    """One entry of the log's index: `parts` leaves from `first` on."""

    first: int
    parts: int
    holding_id: UUID
    entry_id: UUID


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why the log is not sealed, since when."""

    code: str
    detail: str
    raised_at: datetime
    seen_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Entries that are not sealed yet, and when the first of them was recorded."""

    count: int
    oldest_at: datetime | None


def head() -> LogHead | None:
    """Return the newest checkpoint, or None before the first."""
    return _head(Checkpoint.objects.order_by("-size").first())


def checkpoint_at(size: int) -> LogHead | None:
    """Return the checkpoint that was signed at exactly this size."""
    return _head(Checkpoint.objects.filter(size=size).first())


def checkpoint_on(moment: datetime) -> LogHead | None:
    """Return the last checkpoint signed up to a moment: the book as it stood then."""
    return _head(Checkpoint.objects.filter(signed_at__lte=moment).order_by("-size").first())


def checkpoints(*, limit: int, beyond: int | None = None, oldest_first: bool = False) -> list[LogHead]:
    """Return signed checkpoints, newest first (or oldest), beyond a size if one is given."""
    rows = Checkpoint.objects.order_by("size" if oldest_first else "-size")
    if beyond is not None:
        rows = rows.filter(size__gt=beyond) if oldest_first else rows.filter(size__lt=beyond)
    return [found for row in rows[:limit] if (found := _head(row))]


def checkpoint_beyond(size: int, *, at_most: int) -> LogHead | None:
    """Return the furthest checkpoint within so many leaves after a size, else the nearest; None at the log's end."""
    rows = Checkpoint.objects.filter(size__gt=size)
    near = rows.filter(size__lte=size + at_most).order_by("-size").first()
    return _head(near or rows.order_by("size").first())


def leaf_places(entry_ids: Iterable[UUID]) -> dict[UUID, LeafPlace]:
    """Return where entries stand in the log; those that wait to be sealed are left out."""
    ids = list(entry_ids)
    holdings = Entry.objects.filter(id__in=ids).values_list("holding_id", flat=True)
    rows = Leaf.objects.filter(holding_id__in=list(holdings), entry_id__in=ids)
    return {row.entry_id: LeafPlace(row.index, row.parts) for row in rows}


def leaf_rows(*, chunk: int, start: int = 0) -> Iterator[list[LeafRow]]:
    """Yield the log's index in order, some hundred rows at a time, so that memory stays flat."""
    after = start - 1
    columns = ("index", "parts", "holding_id", "entry_id")
    while rows := list(Leaf.objects.filter(index__gt=after).order_by("index").values_list(*columns)[:chunk]):
        yield [LeafRow(*row) for row in rows]
        after = rows[-1][0]


def waiting() -> Waiting:
    """Return how many entries wait for the sequencer, and since when."""
    first = UnsealedEntry.objects.aggregate(lowest=Min("position"))["lowest"]
    if first is None:
        return Waiting(0, None)
    entries = UnsealedEntry.objects.filter(position=first).values("entry_id")
    oldest = Entry.objects.filter(id__in=entries).values_list("recorded_at", flat=True).first()
    return Waiting(UnsealedEntry.objects.count(), oldest)


def alarms(*, ended: bool = False, limit: int = 20) -> list[Alarm]:
    """Return alarms of the sequencer, newest first: the open ones, or those that ended."""
    rows = SealAlarm.objects.filter(ended_at__isnull=not ended).order_by("-raised_at")[:limit]
    return [Alarm(row.code, row.detail, row.raised_at, row.seen_at, row.ended_at) for row in rows]


def _head(row: Checkpoint | None) -> LogHead | None:
    if row is None:
        return None
    peaks = bytes(row.peaks)
    each = tuple(peaks[at : at + 32] for at in range(0, len(peaks), 32))
    return LogHead(row.size, bytes(row.root), each, bytes(row.note), row.signed_at)
