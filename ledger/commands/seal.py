"""The sequencer: entries that wait become leaves of the log, under a checkpoint that is signed once and never forks."""

import gc
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import Error, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models.functions import Now

from ledger import merkle
from ledger.commands.publishing import catch_up_with
from ledger.copying import copy_rows
from ledger.log.checkpoints import Checkpoint as LogCheckpoint
from ledger.log.checkpoints import sign_checkpoint
from ledger.log.store import LogStore
from ledger.log.tiles import grow
from ledger.log_settings import log_key, log_store, salt_secret
from ledger.models import Checkpoint, SealAlarm
from ledger.queries.leaves import EntryLeaves, Place, leaves_from, read_rows
from ledger.queries.log import LogHead, head
from ledger.refusals import Refusal

LOCK = 7_002
BITE = 10_000
_TAKE = """
    DELETE FROM ledger_unsealedentry WHERE position IN (
        SELECT position FROM ledger_unsealedentry ORDER BY position LIMIT %s)
    RETURNING position, holding_id::text, entry_id::text
"""
LEAF_COLUMNS = ("index", "holding_id", "entry_id", "parts", "kind", "institution_id")
log = logging.getLogger("bank.seal")


class TreesDiffer(Refusal):
    """The tree of the published tiles and the tree of the entries, read again, are not the same."""

    code = "seal-trees-differ"
    title = "Two computations of the log's tree disagree"
    status = 500


def seal(*, limit: int = BITE) -> int:
    """Seal at most `limit` entries under one checkpoint and return how many; 0 when none wait or another one seals.

    Entries leave the outbox by their exact positions, in the transaction that gives them their index. The leaves are
    made twice, from two readings of the rows: one grows the tiles, the other the tree, and only if both give one root
    is it signed. Tiles are on the disk before the checkpoint is committed, and the checkpoint is shown after it is. A
    crash between two steps leaves the log as it was, or committed and not shown yet, which the next call makes up.

    Refuses, and keeps an alarm open until it can seal again: a database that is older than what was published or
    disagrees with it, a published log that is missing or signed by another key, trees that differ, a full disk.
    """
    store = log_store()
    try:
        with store.sole_writer() as mine, _without_cycle_searches():
            sealed = _seal(store, limit) if mine else 0
    except (Refusal, OSError, KeyError, Error) as error:
        _raise_alarm(error)
        raise
    if mine:
        _end_alarms()
    return sealed


def _seal(store: LogStore, limit: int) -> int:
    """Do it as the only process that writes this folder."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        before = head()
        catch_up_with(store, before)
        note, sealed = _next(cursor, store, before, limit)
    if note is not None:
        store.publish(note)
    return sealed


def _next(cursor: CursorWrapper, store: LogStore, before: LogHead | None, limit: int) -> tuple[bytes | None, int]:
    """Return the next checkpoint to show, if there is one, and the number of entries that it adds."""
    if before is None:
        return _sign(None, merkle.Frontier()), 0
    places = _take(cursor, limit)
    if not places:
        return None, 0
    entries, again = _read_twice(places)
    growth = grow(store.read, size=before.size, leaves=[leaf for entry in entries for leaf in entry.leaves])
    frontier = merkle.Frontier(before.size, before.peaks).extended(again)
    if (growth.size, growth.root) != (frontier.size, frontier.root):
        raise TreesDiffer(
            f"From {before.size} to {growth.size} leaves: the tiles give {growth.root.hex()}, the entries"
            f" {frontier.root.hex()} ({frontier.size} leaves). Nothing was signed; bin/manage prove_book says where."
        )
    with ThreadPoolExecutor(max_workers=1) as writer:
        written = writer.submit(store.write, growth.files)
        _index(before.size, places, entries)
        written.result()
    return _sign(before, frontier), len(places)


@contextmanager
def _without_cycle_searches() -> Iterator[None]:
    """Tens of thousands of rows and leaves hold no cycle; looking for one takes a fifth of the sealing."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _read_twice(places: Sequence[Place]) -> tuple[list[EntryLeaves], list[bytes]]:
    """Return the entries' leaves, and the hashes of the leaves of a second reading.

    One thread reads, half by half, while this one makes leaves of what was read: the database and Python work at once.
    """
    secret, half = salt_secret(), -(-len(places) // 2)
    with ThreadPoolExecutor(max_workers=1) as reader:
        readings = [
            reader.submit(read_rows, part, cursor=connection.cursor()) for part in (places[:half], places[half:]) * 2
        ]
        leaves = [leaves_from(reading.result(), secret=secret) for reading in readings]
    again = [leaf for entries in leaves[2:] for entry in entries for leaf in entry.leaves]
    return [*leaves[0], *leaves[1]], merkle.leaf_hashes(again)


def _take(cursor: CursorWrapper, limit: int) -> list[Place]:
    cursor.execute(_TAKE, [limit])
    return [(holding, entry) for _position, holding, entry in sorted(cursor.fetchall())]


def _index(first: int, places: Sequence[Place], entries: Sequence[EntryLeaves]) -> None:
    rows, index = [], first
    for (holding, entry), (kind, institution, leaves) in zip(places, entries, strict=True):
        rows.append((index, holding, entry, len(leaves), kind, institution))
        index += len(leaves)
    copy_rows("ledger_leaf", LEAF_COLUMNS, rows)


def _sign(before: LogHead | None, frontier: merkle.Frontier) -> bytes:
    """Sign the state that follows one, and store it: two that follow the same one can't both be stored."""
    key = log_key()
    note = bytes(sign_checkpoint(LogCheckpoint(key.name, frontier.size, frontier.root), key))
    Checkpoint.objects.create(
        size=frontier.size,
        previous_size=None if before is None else before.size,
        root=frontier.root,
        peaks=b"".join(frontier.peaks),
        note=note,
    )
    return note


def _raise_alarm(error: Exception) -> None:
    """Keep why the log is not sealed, once for each cause until it is sealed again."""
    code = error.code if isinstance(error, Refusal) else f"seal-{type(error).__name__.lower()}"
    detail = error.detail if isinstance(error, Refusal) else str(error)
    log.critical("the log is not sealed: %s: %s", code, detail)
    with transaction.atomic():
        row, _made = SealAlarm.objects.get_or_create(code=code[:40], ended_at=None, defaults={"detail": detail})
        SealAlarm.objects.filter(pk=row.pk).update(seen_at=Now(), detail=detail)


def _end_alarms() -> None:
    SealAlarm.objects.filter(ended_at=None).update(ended_at=Now())
