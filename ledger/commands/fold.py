"""Folding recorded entries into totals: each entry once, taken by its exact id."""

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

_LOCK = 7_001
# Statistics lag behind, and during a long transaction they may say that a full table is empty: the planner would then
# compare every row with every other. A book that they call small is read whole and joined by hashes, quick even
# if it is not that small; in a large one each row is looked up by its key.
_SMALL_BOOK = 200_000
_SIZE = "SELECT reltuples FROM pg_class WHERE oid = 'ledger_entry'::regclass"
_BY_HASH, _BY_KEY = "SET LOCAL enable_nestloop = off", "SET LOCAL enable_seqscan = off"
_AS_BEFORE = "SET LOCAL enable_nestloop = on; SET LOCAL enable_seqscan = on"
_FOLD = """
    WITH taken AS (
        DELETE FROM ledger_unfoldedentry WHERE ctid = ANY(ARRAY(SELECT ctid FROM ledger_unfoldedentry LIMIT %s))
        RETURNING holding_id, entry_id
    ), moved AS (
        SELECT lot.issuing_account_id AS account_id, lot.level, link.kind, lot.credits,
               (entry.happened_at AT TIME ZONE 'Asia/Kolkata')::date AS day
        FROM taken
        JOIN ledger_entry entry ON entry.holding_id = taken.holding_id AND entry.id = taken.entry_id
        JOIN ledger_transfer link ON link.holding_id = taken.holding_id AND link.entry_id = taken.entry_id
        JOIN ledger_lot lot ON lot.holding_id = link.holding_id AND lot.id = link.lot_id
    ), folded AS (
        INSERT INTO ledger_total AS total (account_id, level, day, kind, credits, lot_count)
        SELECT account_id, level, day, kind, sum(credits), count(*) FROM moved GROUP BY account_id, level, day, kind
        ON CONFLICT (account_id, level, day, kind) DO UPDATE
        SET credits = total.credits + excluded.credits, lot_count = total.lot_count + excluded.lot_count
    )
    SELECT count(*) FROM taken
"""


def fold_totals(*, limit: int = 20_000) -> int:
    """Fold at most `limit` entries into the totals and return how many; 0 when none wait or another folder is at work.

    An entry leaves the outbox in the transaction that adds it to the totals, so a crash folds nothing twice, and
    an entry that commits late is folded late instead of being skipped.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        choose_plan(cursor)
        cursor.execute(_FOLD, [limit])
        (count,) = cursor.fetchone()
        cursor.execute(_AS_BEFORE)
        return int(count)


def choose_plan(cursor: CursorWrapper) -> None:
    """Tell the planner, until the transaction ends, how rows are to be found: see above."""
    cursor.execute(_SIZE)
    (size,) = cursor.fetchone()
    cursor.execute(_BY_HASH if size < _SMALL_BOOK else _BY_KEY)
