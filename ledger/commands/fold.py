"""Folding recorded entries into totals: each entry once, taken by its exact id."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

_LOCK = 7_001
_TAKE = """
    DELETE FROM ledger_unfoldedentry WHERE ctid = ANY(ARRAY(SELECT ctid FROM ledger_unfoldedentry LIMIT %s))
    RETURNING holding_id, entry_id
"""
# One table at a time, joined here: during a long transaction the planner's statistics may say that a full table is
# empty, and it would compare every row of one with every row of another. The second condition is on text, so that it
# filters what the index on the holding finds, instead of being tried with every holding.
_DAYS = "SELECT id, (happened_at AT TIME ZONE 'Asia/Kolkata')::date FROM ledger_entry WHERE id = ANY(%s::uuid[])"
_MOVES = """
    SELECT entry_id, lot_id, kind FROM ledger_transfer
    WHERE holding_id = ANY(%s::uuid[]) AND entry_id::text = ANY(%s::text[])
"""
_LOTS = """
    SELECT id, issuing_account_id, level, credits FROM ledger_lot
    WHERE holding_id = ANY(%s::uuid[]) AND id::text = ANY(%s::text[])
"""
_ADD = """
    INSERT INTO ledger_total AS total (account_id, level, day, kind, credits, lot_count)
    SELECT * FROM unnest(%s::uuid[], %s::numeric[], %s::date[], %s::text[], %s::numeric[], %s::bigint[])
    ON CONFLICT (account_id, level, day, kind) DO UPDATE
    SET credits = total.credits + excluded.credits, lot_count = total.lot_count + excluded.lot_count
"""
Line = tuple[UUID, Decimal, date, str]


def fold_totals(*, limit: int = 20_000) -> int:
    """Fold at most `limit` entries into the totals and return how many; 0 when none wait or another folder is at work.

    An entry leaves the outbox in the transaction that adds it to the totals, so a crash folds nothing twice, and
    an entry that commits late is folded late instead of being skipped.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_TAKE, [limit])
        taken = cursor.fetchall()
        sums = _sums(cursor, {holding for holding, _ in taken}, [entry for _, entry in taken]) if taken else {}
        if sums:
            cursor.execute(_ADD, [list(column) for column in zip(*sorted(_rows(sums)), strict=True)])
        return len(taken)


def _sums(cursor: CursorWrapper, holdings: set[UUID], entries: list[UUID]) -> dict[Line, tuple[Decimal, int]]:
    """Return credits and number of the lots that the entries moved, by account, level, day and kind."""
    cursor.execute(_DAYS, [entries])
    days = dict(cursor.fetchall())
    cursor.execute(_MOVES, [list(holdings), [str(entry) for entry in entries]])
    moves = cursor.fetchall()
    cursor.execute(_LOTS, [list(holdings), list({str(lot) for _, lot, _ in moves})])
    lots = {lot: rest for lot, *rest in cursor.fetchall()}
    sums: dict[Line, tuple[Decimal, int]] = defaultdict(lambda: (Decimal(0), 0))
    for entry, lot, kind in moves:
        account, level, credits = lots[lot]
        total, count = sums[account, level, days[entry], kind]
        sums[account, level, days[entry], kind] = (total + credits, count + 1)
    return sums


def _rows(sums: dict[Line, tuple[Decimal, int]]) -> Iterable[tuple[object, ...]]:
    return ((*line, credits, count) for line, (credits, count) in sums.items())
