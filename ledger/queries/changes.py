"""What a stretch of the log changed: credits by issuing account, level, day and kind, and what stayed with learners."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import connection


class Change(NamedTuple):
    """The transfers of one kind; `held` is what reached holdings less what left them, told by accounts, not by kind."""

    account_id: UUID
    level: Decimal
    day: date
    kind: str
    credits: Decimal
    lot_count: int
    held: Decimal


# OFFSET 0 keeps each row looked up by its key, so that a short stretch of a long book never reads a whole table.
_CHANGES = """
    SELECT lot.issuing_account_id, lot.level, (entry.happened_at AT TIME ZONE 'Asia/Kolkata')::date, move.kind,
           sum(lot.credits), count(*),
           coalesce(sum(lot.credits) FILTER (WHERE move.to_account_id = move.holding_id), 0)
           - coalesce(sum(lot.credits) FILTER (WHERE move.from_account_id = move.holding_id), 0)
    FROM ledger_leaf leaf
    CROSS JOIN LATERAL (
        SELECT * FROM ledger_entry entry WHERE entry.holding_id = leaf.holding_id AND entry.id = leaf.entry_id OFFSET 0
    ) entry
    CROSS JOIN LATERAL (
        SELECT * FROM ledger_transfer move
        WHERE move.holding_id = leaf.holding_id AND move.entry_id = leaf.entry_id OFFSET 0
    ) move
    CROSS JOIN LATERAL (
        SELECT * FROM ledger_lot lot WHERE lot.holding_id = move.holding_id AND lot.id = move.lot_id OFFSET 0
    ) lot
    WHERE leaf.index >= %s AND leaf.index < %s
    GROUP BY 1, 2, 3, 4
"""


def changes(first: int, end: int) -> list[Change]:
    """Return what the leaves from `first` until before `end` changed; the time is that of reading their transfers."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, [first, end])
        return [Change(*row) for row in cursor.fetchall()]
