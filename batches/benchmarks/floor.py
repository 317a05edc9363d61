"""The floor: COPY of the same rows, and nothing else, into tables of the same keys.

In it: every row that the product wrote for the file, in every table (the book's entries, lots, transfers and its two
outboxes; holdings, learners with their keys, records and roster links; awards; redemptions with their lots and
decisions; the batch with its sealed file, chunks, rows and outcomes). They are taken out into files beforehand, then
copied into empty tables with the same columns, generated columns, checks, primary and unique keys and indexes, and with
the same foreign keys (which point at the product's tables, where every parent is), in one transaction of each
connection, as durable as the product's: by one connection, and for comparison by two at once. Not in it: triggers,
reading a file, judging, encryption, look-ups, and whatever the product writes twice.
"""

import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

SCHEMA = "bench_floor"
_ENTRIES = "institution_id = %(place)s AND recorded_at >= %(since)s"
_OF_ENTRIES = f"(holding_id, entry_id) IN (SELECT holding_id, id FROM ledger_entry WHERE {_ENTRIES})"  # noqa: S608
_OF_LEARNERS = "learner_id IN (SELECT id FROM learners_learner WHERE opened_at >= %(since)s)"
_OF_REDEMPTIONS = "redemption_id IN (SELECT id FROM redemptions_redemption WHERE batch_id = %(batch)s)"
TABLES = {
    "ledger_holding": "id IN (SELECT holding_id FROM learners_learner WHERE opened_at >= %(since)s)",
    "ledger_entry": _ENTRIES,
    "ledger_lot": _OF_ENTRIES,
    "ledger_transfer": _OF_ENTRIES,
    "ledger_unsealedentry": _OF_ENTRIES,
    "ledger_unfoldedentry": _OF_ENTRIES,
    "learners_learner": "opened_at >= %(since)s",
    "learners_learnerkey": _OF_LEARNERS,
    "learners_personalrecord": _OF_LEARNERS,
    "learners_rosterlink": "institution_id = %(place)s AND linked_at >= %(since)s",
    "credentials_award": "batch_id = %(batch)s",
    "redemptions_redemption": "batch_id = %(batch)s",
    "redemptions_redemptionlot": _OF_REDEMPTIONS,
    "redemptions_decision": _OF_REDEMPTIONS,
    "batches_batch": "id = %(batch)s",
    "batches_batchpart": "batch_id = %(batch)s",
    "batches_batchchunk": "batch_id = %(batch)s",
    "batches_batchrow": "batch_id = %(batch)s",
    "batches_batchoutcome": "batch_id = %(batch)s",
}
Lane = list[tuple[str, IO[bytes]]]


def owner() -> BaseDatabaseWrapper:
    """Return this thread's connection of the role that owns the tables: the application's may make none."""
    return connections["owner" if "owner" in settings.DATABASES else "default"]


def floor_seconds(*, place: UUID, batch: UUID, since: datetime, connection_count: int) -> tuple[float, int]:
    """Return the seconds of the floor and how many rows it copied; the tables are dropped afterwards."""
    with owner().cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
        lanes: list[Lane] = [[] for _ in range(connection_count)]
        count = 0
        for table, condition in TABLES.items():
            columns = _make_table(cursor, table)
            where = cursor.mogrify(condition, {"place": place, "batch": batch, "since": since}).decode()
            count += _take_rows(cursor, f"{table} ({columns})", f"SELECT {columns} FROM {table} WHERE {where}", lanes)  # noqa: S608
        try:
            return _race(lanes), count
        finally:
            cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def _make_table(cursor: Any, table: str) -> str:
    """Make the empty twin of a table with its foreign keys; return the columns that are not generated."""
    cursor.execute(f"CREATE TABLE {SCHEMA}.{table} (LIKE public.{table} INCLUDING ALL)")
    cursor.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", [table]
    )
    for (definition,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {SCHEMA}.{table} ADD {definition}")
    cursor.execute(
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''", [table]
    )  # fmt: skip
    columns: str = cursor.fetchone()[0]
    return columns


def _take_rows(cursor: Any, target: str, query: str, lanes: Sequence[Lane]) -> int:
    """Write the rows of a query into files in COPY's text format, by turns one for each lane; return how many."""
    files = [tempfile.TemporaryFile() for _ in lanes]  # noqa: SIM115 - closed by their lane
    with tempfile.TemporaryFile() as taken:
        cursor.copy_expert(f"COPY ({query}) TO STDOUT", taken)
        taken.seek(0)
        count = 0
        for count, line in enumerate(taken, 1):
            files[count % len(files)].write(line)
    for lane, file in zip(lanes, files, strict=True):
        lane.append((target, file))
    return count


def _race(lanes: Sequence[Lane]) -> float:
    """Copy all lanes in at once; return the seconds until the last has committed."""
    gate = threading.Barrier(len(lanes) + 1)
    threads = [threading.Thread(target=_copy_in, args=(lane, gate)) for lane in lanes]
    for thread in threads:
        thread.start()
    gate.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - start


def _copy_in(lane: Lane, gate: threading.Barrier) -> None:
    with owner().cursor() as cursor:
        gate.wait()
        cursor.execute("BEGIN")
        for target, file in lane:
            file.seek(0)
            cursor.copy_expert(f"COPY {SCHEMA}.{target} FROM STDIN", file)
            file.close()
        cursor.execute("COMMIT")
    owner().close()
