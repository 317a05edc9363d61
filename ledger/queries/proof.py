"""Every invariant of the book, recomputed from its rows: each check returns the rows at fault."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction


@dataclass(frozen=True, slots=True)
class Invariant:
    """A law of the book and the query that finds the rows that break it."""

    code: str
    law: str
    query: str


@dataclass(frozen=True, slots=True)
class Breach:
    """Rows that break an invariant: up to `SHOWN` of them."""

    invariant: Invariant
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


SHOWN = 20
_LINKS = """
    SELECT link.*, lag(to_account_id) OVER chain AS previous_to, lag(sequence) OVER chain AS previous
    FROM ledger_transfer link WINDOW chain AS (PARTITION BY holding_id, lot_id ORDER BY sequence)
"""
_FOLDED = """
    SELECT lot.issuing_account_id AS account_id, lot.level, link.kind, lot.credits,
           (entry.happened_at AT TIME ZONE 'Asia/Kolkata')::date AS day
    FROM ledger_transfer link
    JOIN ledger_lot lot ON lot.holding_id = link.holding_id AND lot.id = link.lot_id
    JOIN ledger_entry entry ON entry.holding_id = link.holding_id AND entry.id = link.entry_id
    WHERE NOT EXISTS (
        SELECT 1 FROM ledger_unfoldedentry waiting
        WHERE waiting.holding_id = entry.holding_id AND waiting.entry_id = entry.id)
"""
INVARIANTS = (
    Invariant(
        "chain-unbroken",
        "A lot's transfers are numbered 1, 2, 3... and each starts where the one before it ended.",
        f"""SELECT holding_id, lot_id, sequence FROM ({_LINKS}) links
            WHERE (previous IS NULL AND sequence <> 1)
               OR (previous IS NOT NULL AND (sequence <> previous + 1 OR from_account_id <> previous_to))""",  # noqa: S608
    ),
    Invariant(
        "lot-deposited",
        "Every lot has a deposit, from the account that issued it.",
        """SELECT lot.holding_id, lot.id FROM ledger_lot lot WHERE NOT EXISTS (
            SELECT 1 FROM ledger_transfer link WHERE link.holding_id = lot.holding_id AND link.lot_id = lot.id
            AND link.sequence = 1 AND link.kind = 'deposit' AND link.from_account_id = lot.issuing_account_id
            AND link.to_account_id = lot.holding_id AND link.entry_id = lot.entry_id)""",
    ),
    Invariant(
        "redeemed-once",
        "No lot is redeemed twice without a reinstatement between.",
        """SELECT holding_id, lot_id, count(*) FILTER (WHERE kind = 'redeem') AS redeemed,
                  count(*) FILTER (WHERE kind = 'reinstate') AS reinstated
           FROM ledger_transfer GROUP BY holding_id, lot_id
           HAVING count(*) FILTER (WHERE kind = 'redeem') - count(*) FILTER (WHERE kind = 'reinstate') NOT IN (0, 1)""",
    ),
    Invariant(
        "transfer-entered",
        "Every transfer belongs to an entry of the same kind.",
        """SELECT link.holding_id, link.lot_id, link.sequence FROM ledger_transfer link
           LEFT JOIN ledger_entry entry ON entry.holding_id = link.holding_id AND entry.id = link.entry_id
           WHERE entry.kind IS DISTINCT FROM link.kind""",
    ),
    Invariant(
        "entry-moves",
        "An entry that deposits, redeems, reinstates, lapses or revokes has at least one transfer; an act has none.",
        """SELECT entry.holding_id, entry.id, entry.kind FROM ledger_entry entry WHERE (entry.kind = 'act') = EXISTS (
            SELECT 1 FROM ledger_transfer link
            WHERE link.holding_id = entry.holding_id AND link.entry_id = entry.id)""",
    ),
    Invariant(
        "entry-held",
        "Every entry is under a holding that is open.",
        """SELECT entry.holding_id, entry.id FROM ledger_entry entry
           LEFT JOIN ledger_holding holding ON holding.id = entry.holding_id WHERE holding.id IS NULL""",
    ),
    Invariant(
        "transfer-directed",
        "A transfer that deposits or reinstates ends in the learner's holding; every other one begins there.",
        """SELECT holding_id, lot_id, sequence, kind FROM ledger_transfer
           WHERE CASE WHEN kind IN ('deposit', 'reinstate') THEN to_account_id <> holding_id
                 ELSE from_account_id <> holding_id END OR to_account_id = from_account_id""",
    ),
    Invariant(
        "accounts-open",
        "Both sides of a transfer are open: the learner's holding and an account of the kind the transfer needs.",
        """SELECT link.holding_id, link.lot_id, link.sequence FROM ledger_transfer link
           LEFT JOIN ledger_holding holding ON holding.id = link.holding_id
           LEFT JOIN ledger_account account ON account.id =
               CASE WHEN link.from_account_id = link.holding_id THEN link.to_account_id ELSE link.from_account_id END
           WHERE holding.id IS NULL OR account.kind IS DISTINCT FROM CASE link.kind
               WHEN 'deposit' THEN 'issuance' WHEN 'lapse' THEN 'lapsed' WHEN 'revoke' THEN 'revoked'
               ELSE 'redemption' END""",
    ),
    Invariant(
        "expiry-respected",
        "No lot was redeemed on or after its expiry, and none lapsed before it.",
        """SELECT link.holding_id, link.lot_id, link.kind, lot.expires_on FROM ledger_transfer link
           JOIN ledger_lot lot ON lot.holding_id = link.holding_id AND lot.id = link.lot_id
           JOIN ledger_entry entry ON entry.holding_id = link.holding_id AND entry.id = link.entry_id
           WHERE (link.kind = 'redeem' AND lot.expires_on <= (entry.happened_at AT TIME ZONE 'Asia/Kolkata')::date)
              OR (link.kind = 'lapse' AND lot.expires_on > (entry.happened_at AT TIME ZONE 'Asia/Kolkata')::date)""",
    ),
    Invariant(
        "lot-sound",
        "A lot has positive credits and hours, a level in halves from 1 to 8, is earned since July 2021 and expires"
        " within seven years.",
        """SELECT holding_id, id, credits, level, earned_on, expires_on FROM ledger_lot
           WHERE credits <= 0 OR hours <= 0 OR level NOT BETWEEN 1 AND 8 OR level * 2 <> floor(level * 2)
              OR expires_on <= earned_on OR expires_on > (earned_on + interval '7 years')::date
              OR earned_on < DATE '2021-07-01'""",
    ),
    Invariant(
        "conservation",
        "Per learner: deposited = held + redeemed + lapsed + revoked.",
        """SELECT holding_id, deposited, held, redeemed, lapsed, revoked FROM (
            SELECT link.holding_id,
              sum(lot.credits) FILTER (WHERE link.kind = 'deposit') AS deposited,
              coalesce(sum(lot.credits) FILTER (WHERE link.to_account_id = link.holding_id AND link.newest), 0) AS held,
              coalesce(sum(CASE link.kind WHEN 'redeem' THEN lot.credits WHEN 'reinstate' THEN -lot.credits END), 0)
                AS redeemed,
              coalesce(sum(lot.credits) FILTER (WHERE link.kind = 'lapse'), 0) AS lapsed,
              coalesce(sum(lot.credits) FILTER (WHERE link.kind = 'revoke'), 0) AS revoked
            FROM (SELECT *, sequence = max(sequence) OVER (PARTITION BY holding_id, lot_id) AS newest
                  FROM ledger_transfer) link
            JOIN ledger_lot lot ON lot.holding_id = link.holding_id AND lot.id = link.lot_id
            GROUP BY link.holding_id) sums
           WHERE deposited IS DISTINCT FROM held + redeemed + lapsed + revoked""",
    ),
    Invariant(
        "totals-folded",
        "The totals are the sums of exactly the entries that were folded.",
        f"""SELECT coalesce(book.account_id, total.account_id) AS account_id,
                   coalesce(book.level, total.level) AS level,
                   coalesce(book.day, total.day) AS day, coalesce(book.kind, total.kind) AS kind,
                   book.credits AS in_book, total.credits AS in_totals
            FROM (SELECT account_id, level, day, kind, sum(credits) AS credits, count(*) AS lots
                  FROM ({_FOLDED}) moved GROUP BY account_id, level, day, kind) book
            FULL JOIN ledger_total total USING (account_id, level, day, kind)
            WHERE book.credits IS DISTINCT FROM total.credits OR book.lots IS DISTINCT FROM total.lot_count""",  # noqa: S608
    ),
)


@contextmanager
def snapshot() -> Iterator[None]:
    """See one state of the whole book until the block ends, whatever is committed meanwhile."""
    with transaction.atomic():
        if len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def breaches() -> list[Breach]:
    """Recompute every invariant over one snapshot of the whole book; return those that are broken, with rows."""
    found = []
    with snapshot(), connection.cursor() as cursor:
        for invariant in INVARIANTS:
            cursor.execute(f"{invariant.query} LIMIT {SHOWN}")
            rows = cursor.fetchall()
            if rows:
                found.append(Breach(invariant, tuple(column.name for column in cursor.description), rows))
    return found
