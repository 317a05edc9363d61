"""Reading the book entry by entry, with the transfers of each: for regulators and for proofs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
    """One act as the book holds it: opaque ids only, no personal field."""

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
    transfers: tuple[TransferView, ...]

    @property
    def credits(self) -> Decimal:
        """The credits that this entry moved."""
        return sum((move.credits for move in self.transfers), Decimal(0))


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries are wanted; times are when they were recorded, from `since` until before `until`."""

    institution_id: UUID | None = None
    kind: str = ""
    level: Decimal | None = None
    since: datetime | None = None
    until: datetime | None = None


_ENTRY = """
    entry.id, entry.holding_id, entry.kind, entry.narration, entry.actor_id, entry.actor_kind, entry.institution_id,
    entry.subject_id, entry.happened_at, entry.recorded_at, encode(entry.request_digest, 'hex'),
    encode(entry.payload_digest, 'hex')
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
_AT_LEVEL = """EXISTS (
    SELECT 1 FROM ledger_transfer move
    JOIN ledger_lot lot ON lot.holding_id = move.holding_id AND lot.id = move.lot_id
    WHERE move.holding_id = entry.holding_id AND move.entry_id = entry.id AND lot.level = %s)"""


def entries(
    wanted: EntryFilter, *, limit: int, beyond: UUID | None = None, oldest_first: bool = False
) -> list[EntryView]:
    """Return up to `limit` entries in order of their ids, newest first (or oldest), beyond an id if one is given."""
    conditions, values = _conditions(wanted)
    if beyond is not None:
        conditions.append(f"entry.id {'>' if oldest_first else '<'} %s")
        values.append(beyond)
    sql = f"""
        SELECT {_ENTRY} FROM ledger_entry entry WHERE {" AND ".join(conditions) or "true"}
        ORDER BY entry.id {"ASC" if oldest_first else "DESC"} LIMIT %s
    """  # noqa: S608 - constants only
    return _with_transfers(_rows(sql, [*values, limit]))


def entry_of(entry_id: UUID) -> EntryView:
    """Return one entry; refuses an unknown id."""
    sql = f"SELECT {_ENTRY} FROM ledger_entry entry WHERE entry.id = %s"  # noqa: S608 - constants only
    found = _with_transfers(_rows(sql, [entry_id]))
    if not found:
        raise NotFound(f"The book has no entry {entry_id}.")
    return found[0]


def _conditions(wanted: EntryFilter) -> tuple[list[str], list[Any]]:
    possible: Sequence[tuple[str, Any]] = (
        ("entry.institution_id = %s", wanted.institution_id),
        ("entry.kind = %s", wanted.kind or None),
        (_AT_LEVEL, wanted.level),
        ("entry.recorded_at >= %s", wanted.since),
        ("entry.recorded_at < %s", wanted.until),
    )
    used = [(condition, value) for condition, value in possible if value is not None]
    return [condition for condition, _ in used], [value for _, value in used]


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
