"""Reading the book entry by entry in the order of the log, with the transfers of each: for regulators, for proofs."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from ledger.refusals import NotFound


@dataclass(frozen=True, slots=True)
class TransferView:
    """A move of one lot, with what the lot is worth."""

    lot_id: UUID
    sequence: int
    kind: str
    from_account_id: UUID
    to_account_id: UUID
    issuing_account_id: UUID
    level: Decimal
    credits: Decimal
    hours: Decimal
    rule_set: str
    rule_set_version: str
    earned_on: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class EntryView:
    """One act as the book holds it: opaque ids only, no personal field; without leaves while it waits to be sealed."""

    id: UUID
    holding_id: UUID
    kind: str
    narration: str
    actor_id: UUID
    actor_kind: str
    institution_id: UUID | None
    subject_id: UUID | None
    happened_at: datetime
    recorded_at: datetime
    request_digest: str
    payload_digest: str | None
    leaf_index: int | None
    leaf_count: int | None
    transfers: tuple[TransferView, ...]

    @property
    def credits(self) -> Decimal:
        """The credits that this entry moved."""
        return sum((move.credits for move in self.transfers), Decimal(0))


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries are wanted; times are when they were recorded, from `since` until before `until`.

    `account_id` is one that credits moved to or from; `size` leaves out what the log of so many leaves did not hold.
    """

    institution_id: UUID | None = None
    kind: str = ""
    level: Decimal | None = None
    since: datetime | None = None
    until: datetime | None = None
    account_id: UUID | None = None
    size: int | None = None

    @property
    def sieves(self) -> bool:
        """Whether entries must be looked at to know: no index of the log answers these."""
        return any(value is not None for value in (self.level, self.since, self.until, self.account_id))


WINDOW = 20_000
"""How many entries one page looks at at most; where the look ended the next page goes on."""
DISORDER = timedelta(hours=1)
"""No transaction lasts so long: an entry is never sealed after one that was recorded so much later."""
_ENTRY = """
    entry.id, entry.holding_id, entry.kind, entry.narration, entry.actor_id, entry.actor_kind, entry.institution_id,
    entry.subject_id, entry.happened_at, entry.recorded_at, encode(entry.request_digest, 'hex'),
    encode(entry.payload_digest, 'hex'), leaf.index, leaf.parts
"""
_TRANSFERS = """
    SELECT move.entry_id, move.lot_id, move.sequence, move.kind, move.from_account_id, move.to_account_id,
           lot.issuing_account_id, lot.level, lot.credits, lot.hours, lot.rule_set, lot.rule_set_version,
           lot.earned_on, lot.expires_on
    FROM unnest(%s::uuid[], %s::uuid[]) AS wanted (holding_id, entry_id)
    JOIN ledger_transfer move ON move.holding_id = wanted.holding_id AND move.entry_id = wanted.entry_id
    JOIN ledger_lot lot ON lot.holding_id = move.holding_id AND lot.id = move.lot_id
    ORDER BY move.entry_id, move.lot_id, move.sequence
"""
# Each entry is looked up by its key, and OFFSET 0 keeps it so: the planner takes the two columns of the key for
# independent and would rather read a whole table.
_KEYED = "entry.holding_id = leaf.holding_id AND entry.id = leaf.entry_id"
_AT_LEVEL = """EXISTS (
    SELECT 1 FROM ledger_transfer move WHERE move.holding_id = leaf.holding_id AND move.entry_id = leaf.entry_id
    AND (SELECT level FROM ledger_lot lot WHERE lot.holding_id = move.holding_id AND lot.id = move.lot_id) = %s)"""
_OF_ACCOUNT = """EXISTS (
    SELECT 1 FROM ledger_transfer move WHERE move.holding_id = leaf.holding_id AND move.entry_id = leaf.entry_id
    AND %s IN (move.from_account_id, move.to_account_id))"""
# Leaves follow the time of recording but for DISORDER, so the first one recorded since a time is found by halving.
_FIRST_SINCE = f"""
    WITH RECURSIVE search (low, high) AS (
        SELECT 0::bigint, coalesce(max(index) + 1, 0) FROM ledger_leaf
        UNION ALL
        SELECT CASE WHEN earlier THEN middle + 1 ELSE low END, CASE WHEN earlier THEN high ELSE middle END
        FROM search CROSS JOIN LATERAL (SELECT (low + high) / 2 AS middle) half
        CROSS JOIN LATERAL (
            SELECT holding_id, entry_id FROM ledger_leaf WHERE index <= middle ORDER BY index DESC LIMIT 1) leaf
        CROSS JOIN LATERAL (SELECT recorded_at < %s AS earlier FROM ledger_entry entry WHERE {_KEYED} OFFSET 0) probe
        WHERE low < high)
    SELECT low FROM search WHERE low >= high
"""  # noqa: S608 - constants only


def entries(
    wanted: EntryFilter, *, limit: int, beyond: int | None = None, oldest_first: bool = False
) -> list[EntryView]:
    """Return up to `limit` sealed entries in the order of the log, newest first (or oldest), beyond an index if given.

    Looks at `WINDOW` entries at most: `look_ends_at` tells whether and where it ended before the log did.
    """
    window, values = _window(wanted, beyond, oldest_first)
    sieve, sieved = _joined((
        (_AT_LEVEL, wanted.level), (_OF_ACCOUNT, wanted.account_id),
        ("entry.recorded_at >= %s", wanted.since), ("entry.recorded_at < %s", wanted.until),
    ))  # fmt: skip
    sql = f"""
        SELECT {_ENTRY} FROM ({window}) leaf
        CROSS JOIN LATERAL (SELECT * FROM ledger_entry entry WHERE {_KEYED} AND {sieve} OFFSET 0) entry
        ORDER BY leaf.index {"ASC" if oldest_first else "DESC"} LIMIT %s
    """  # noqa: S608 - constants only
    return _with_transfers(_rows(sql, [*values, *sieved, limit]))


def look_ends_at(wanted: EntryFilter, *, beyond: int | None = None, oldest_first: bool = False) -> int | None:
    """Return the index up to which `entries` looked, or None where it looked to the end of the log."""
    if not wanted.sieves:
        return None
    window, values = _window(wanted, beyond, oldest_first)
    last = "max(index)" if oldest_first else "min(index)"
    ((count, index),) = _rows(f"SELECT count(*), {last} FROM ({window}) leaf", values)  # noqa: S608 - constants only
    return index if count == WINDOW else None


def entry_of(entry_id: UUID) -> EntryView:
    """Return one entry, sealed or not; refuses an unknown id."""
    sql = f"""
        SELECT {_ENTRY} FROM ledger_entry entry
        LEFT JOIN ledger_leaf leaf ON leaf.holding_id = entry.holding_id AND leaf.entry_id = entry.id
        WHERE entry.id = %s
    """  # noqa: S608 - constants only
    found = _with_transfers(_rows(sql, [entry_id]))
    if not found:
        raise NotFound(f"The book has no entry {entry_id}.")
    return found[0]


def _window(wanted: EntryFilter, beyond: int | None, oldest_first: bool) -> tuple[str, list[Any]]:
    """Return the query of the leaves to look at, nearest first."""
    condition, values = _joined((
        ("institution_id = %s", wanted.institution_id), ("kind = %s", wanted.kind or None),
        ("index < %s", wanted.size), (f"index {'>' if oldest_first else '<'} %s", beyond),
        ("index >= %s", wanted.since and _first_since(wanted.since, -DISORDER)),
        ("index < %s", wanted.until and _first_since(wanted.until, DISORDER)),
    ))  # fmt: skip
    order = "ASC" if oldest_first else "DESC"
    return f"SELECT * FROM ledger_leaf WHERE {condition} ORDER BY index {order} LIMIT {WINDOW}", values  # noqa: S608


def _first_since(moment: datetime, margin: timedelta) -> int:
    with suppress(OverflowError):
        moment += margin
    return int(_rows(_FIRST_SINCE, [moment])[0][0])


def _joined(possible: Sequence[tuple[str, Any]]) -> tuple[str, list[Any]]:
    """Return the conditions that have a value, as one."""
    used = [(condition, value) for condition, value in possible if value is not None]
    return " AND ".join(condition for condition, _ in used) or "true", [value for _, value in used]


def _with_transfers(rows: list[tuple[Any, ...]]) -> list[EntryView]:
    if not rows:
        return []
    moves: dict[UUID, list[TransferView]] = {}
    for entry_id, *move in _rows(_TRANSFERS, [[row[1] for row in rows], [row[0] for row in rows]]):
        moves.setdefault(entry_id, []).append(TransferView(*move))
    return [EntryView(*(*row, tuple(moves.get(row[0], ())))) for row in rows]


def _rows(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
