"""A book of any size, written by the database itself: sealed entries with lots, moves and places in the log.

Of twenty entries one is an act of the bank without credits, one redeems up to three lots of a learner, and eighteen
deposit a lot each; a learner has eight of them, spread over the whole log. Meant for a database of its own.
"""

from collections.abc import Iterator

from django.db import connection

CHUNK = 100_000
INSTITUTIONS = 50
_BANK = "'00000000-0000-0000-0000-000000000001'::uuid"


def _id(letter: str, number: str) -> str:
    """Return the SQL of an id in the order of its number, as ids of the book are."""
    digest = f"md5('{letter}' || ({number}))"
    return (
        f"(lpad(to_hex(1700000000000 + ({number})), 12, '0') || '7' || substr({digest}, 1, 3) || '8' || "
        f"substr({digest}, 4, 15))::uuid"
    )


def _any(letter: str, number: str) -> str:
    return f"md5('{letter}' || ({number}))::uuid"


_ENTRIES = f"""
    INSERT INTO ledger_entry (holding_id, id, kind, narration, actor_id, actor_kind, institution_id, subject_id,
        happened_at, recorded_at, idempotency_scope, idempotency_key, request_digest, payload_digest)
    SELECT CASE n %% 20 WHEN 0 THEN {_BANK} ELSE {_any("h", "n %% %(holdings)s")} END, {_id("e", "n")},
        CASE n %% 20 WHEN 0 THEN 'act' WHEN 19 THEN 'redeem' ELSE 'deposit' END,
        CASE n %% 20 WHEN 0 THEN 'batch-submitted' WHEN 19 THEN 'credits-redeemed' ELSE 'award-deposited' END,
        {_any("u", "n %% 200")}, 'user', {_any("i", f"n %% {INSTITUTIONS}")}, {_id("l", "n")},
        at, at, {_any("u", "n %% 200")}, 'measured-' || n, sha256(n::text::bytea),
        CASE n %% 20 WHEN 0 THEN NULL ELSE sha256(('p' || n)::bytea) END
    FROM generate_series(%(first)s::bigint, %(last)s) AS n,
        LATERAL (SELECT timestamptz '2024-01-01' + n * interval '600 days' / %(total)s AS at) AS clock
"""  # noqa: S608 - constants only
_LOTS = f"""
    INSERT INTO ledger_lot (holding_id, id, entry_id, issuing_account_id, level, credits, hours, rule_set,
        rule_set_version, earned_on, expires_on)
    SELECT {_any("h", "n %% %(holdings)s")}, {_id("l", "n")}, {_id("e", "n")}, {_any("a", f"n %% {INSTITUTIONS}")},
        4 + (n %% 9) / 2.0, 1 + n %% 4, 30 * (1 + n %% 4), 'ncrf', '2023-04', date '2023-12-01', date '2030-11-30'
    FROM generate_series(%(first)s::bigint, %(last)s) AS n WHERE n %% 20 BETWEEN 1 AND 18
"""  # noqa: S608 - constants only
_DEPOSITS = f"""
    INSERT INTO ledger_transfer (holding_id, lot_id, sequence, kind, entry_id, from_account_id, to_account_id)
    SELECT {_any("h", "n %% %(holdings)s")}, {_id("l", "n")}, 1, 'deposit', {_id("e", "n")},
        {_any("a", f"n %% {INSTITUTIONS}")}, {_any("h", "n %% %(holdings)s")}
    FROM generate_series(%(first)s::bigint, %(last)s) AS n WHERE n %% 20 BETWEEN 1 AND 18
"""  # noqa: S608 - constants only
_REDEMPTIONS = f"""
    INSERT INTO ledger_transfer (holding_id, lot_id, sequence, kind, entry_id, from_account_id, to_account_id)
    SELECT {_any("h", "n %% %(holdings)s")}, {_id("l", "n - turn * %(holdings)s")}, 2, 'redeem', {_id("e", "n")},
        {_any("h", "n %% %(holdings)s")}, {_any("r", f"n %% {INSTITUTIONS}")}
    FROM generate_series(%(first)s::bigint, %(last)s) AS n, generate_series(1, 3) AS turn
    WHERE n %% 20 = 19 AND n - turn * %(holdings)s >= 0
"""  # noqa: S608 - constants only
_LEAVES = """
    INSERT INTO ledger_leaf (index, holding_id, entry_id, parts, kind, institution_id)
    SELECT %(base)s + row_number() OVER (ORDER BY id) - 1, holding_id, id, 1, kind, institution_id
    FROM ledger_entry WHERE id BETWEEN {first} AND {last}
""".format(first=_id("e", "%(first)s"), last=_id("e", "%(last)s"))  # noqa: S608 - constants only
_ACCOUNTS = f"""
    INSERT INTO ledger_account (id, kind, owner_id)
    SELECT {_any("a", "n")}, 'issuance', {_any("i", "n")} FROM generate_series(0, {INSTITUTIONS - 1}) AS n
    UNION ALL
    SELECT {_any("r", "n")}, 'redemption', {_any("p", "n")} FROM generate_series(0, {INSTITUTIONS - 1}) AS n
"""  # noqa: S608 - constants only
_HOLDINGS = f"""
    INSERT INTO ledger_holding (id) SELECT {_any("h", "n")} FROM generate_series(0, %(holdings)s - 1) AS n
"""  # noqa: S608 - constants only
_CHECKPOINTS = """
    INSERT INTO ledger_checkpoint (size, previous_size, root, peaks, note)
    SELECT 0, NULL, sha256(''), '', '' WHERE NOT EXISTS (SELECT FROM ledger_checkpoint);
    INSERT INTO ledger_checkpoint (size, previous_size, root, peaks, note)
    SELECT %(size)s, max(size), sha256(%(size)s::text::bytea), '', '' FROM ledger_checkpoint
"""


def fill_book(total: int) -> Iterator[int]:
    """Write a book of so many sealed entries, with a checkpoint after each chunk; yield how many there are then."""
    holdings = max(total // 8 // 20, 1) * 20 + 1  # one more than a multiple of 20: what is redeemed was deposited
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(index + parts), 0) FROM ledger_leaf")
        base = cursor.fetchone()[0]
        cursor.execute(_ACCOUNTS)
        cursor.execute(_HOLDINGS, {"holdings": holdings})
        for first in range(0, total, CHUNK):
            last = min(first + CHUNK, total) - 1
            told = {"first": first, "last": last, "total": total, "holdings": holdings, "base": base + first}
            for statement in (_ENTRIES, _LOTS, _DEPOSITS, _REDEMPTIONS, _LEAVES):
                cursor.execute(statement, told)
            cursor.execute(_CHECKPOINTS, {"size": base + last + 1})
            yield last + 1
