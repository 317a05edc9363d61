"""Entries of the book as leaves of the log, read from their rows: the text by PostgreSQL, the commitments here."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from ledger.log.commitments import actor_digest, entry_salt_of, holder_digest, withheld_digest
from ledger.log.leaves import TRANSFERS_PER_LEAF, VERSION
from ledger.log.refusals import LeafTooLarge
from ledger.log.tiles import MOST_LEAF_BYTES
from ledger.refusals import Refusal

Place = tuple[str, str]
"""The holding and the id of an entry, as text: millions pass here, and a UUID costs as much as its leaf."""
Row = tuple[str, str | None, memoryview, memoryview | None, str, str, str | None]


class EntryMissing(Refusal):
    """An entry that waits to be sealed, or was sealed, is not in the book."""

    code = "seal-entry-missing"
    title = "The book lacks an entry that it had"
    status = 409


class EntryLeaves(NamedTuple):
    """The leaves of one entry, with what the log's index repeats of it."""

    kind: str
    institution_id: str | None
    leaves: list[bytes]


# RFC 8785 JSON of a leaf (ledger.log.leaves), cut where a commitment or a part's number belongs: a holder's digest
# takes the place of each HOLDER, and moves are apart at each CUT. Neither character stands in JSON as itself.
HOLDER, CUT = "\x01", "\x02"
_TIME = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
_DAY = "to_char({}, 'YYYY-MM-DD')"
_COLUMN = "CASE WHEN {0} IS NULL THEN '\\x00'::bytea ELSE '\\x01'::bytea || int4send(octet_length({0})) || {0} END"
_WITHHELD = " || ".join(
    _COLUMN.format(column)
    for column in (
        "uuid_send(entry.holding_id)", "uuid_send(subject_id)", "uuid_send(actor_id)", "uuid_send(idempotency_scope)",
        "convert_to(idempotency_key, 'UTF8')", "request_digest", "payload_digest",
    )
)  # fmt: skip
_MOVE = f"""
    '{{"credits":"' || credits || '","earned_on":"' || {_DAY.format("earned_on")} || '","expires_on":"'
    || {_DAY.format("expires_on")} || '","holder":"{HOLDER}","hours":"' || hours || '","issuing_account":"'
    || issuing_account_id || '","kind":' || to_json(move.kind) || ',"level":"' || level || '","lot":"' || lot.id
    || '","other_account":"' || counter_account_id || '","rule_set":' || to_json(rule_set)
    || ',"rule_set_version":' || to_json(rule_set_version) || ',"sequence":' || sequence || '}}'
"""
_LEAVES = f"""
    SELECT entry.kind, institution_id::text,
        uuid_send(entry.id) || uuid_send(actor_id) || uuid_send(entry.holding_id) || {_WITHHELD}, moves.lots,
        '","actor_kind":' || to_json(actor_kind) || ',"entry":"' || entry.id || '","happened_at":"'
            || {_TIME.format("happened_at")} || '","institution":' || coalesce('"' || institution_id || '"', 'null')
            || ',"kind":' || to_json(entry.kind) || ',"narration":' || to_json(narration) || ',"part":',
        ',"recorded_at":"' || {_TIME.format("recorded_at")} || '","transfers":[', moves.told
    FROM unnest(%s::uuid[], %s::uuid[]) WITH ORDINALITY AS wanted (holding_id, entry_id, place)
    JOIN ledger_entry entry ON entry.holding_id = wanted.holding_id AND entry.id = wanted.entry_id
    CROSS JOIN LATERAL (
        SELECT string_agg(uuid_send(lot.id), ''::bytea ORDER BY lot.id, sequence) AS lots,
               string_agg({_MOVE}, '{CUT}' ORDER BY lot.id, sequence) AS told
        FROM ledger_transfer move JOIN ledger_lot lot ON lot.holding_id = move.holding_id AND lot.id = move.lot_id
        WHERE move.holding_id = entry.holding_id AND move.entry_id = entry.id
    ) moves
    ORDER BY wanted.place
"""  # noqa: S608 - constants only
# By index whatever the statistics say: in a long transaction they may hold a full table for empty, and the planner
# would compare every row with every other. It holds until the transaction ends.
BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"


def read_rows(places: Sequence[Place], *, cursor: CursorWrapper | None = None) -> list[Row]:
    """Return the rows of entries in the order asked, within a transaction; refuses an entry that is not there."""
    values = [_array(holding for holding, _ in places), _array(entry for _, entry in places)]
    with cursor or connection.cursor() as reading:
        reading.execute(BY_INDEX)
        reading.execute(_LEAVES, values)
        rows: list[Any] = reading.fetchall()
    if len(rows) != len(places):
        raise EntryMissing(f"{len(places)} entries were asked for, the book has {len(rows)} of them.")
    return rows


def leaves_from(rows: Sequence[Row], *, secret: bytes) -> list[EntryLeaves]:
    """Return the leaves of rows, `secret` being what salts come from: the bytes of `ledger.log.leaves.leaf_bytes`.

    Refuses a leaf that no entry bundle can hold (`LeafTooLarge`).
    """
    return [EntryLeaves(row[0], row[1], _leaves(row, secret)) for row in rows]


def leaves_of(places: Sequence[Place], *, secret: bytes) -> list[EntryLeaves]:
    """Return the leaves of each entry in the order asked, within a transaction."""
    return leaves_from(read_rows(places), secret=secret)


def _leaves(row: Row, secret: bytes) -> list[bytes]:
    _kind, _institution, ids, lots, head, middle, moves = row
    told = bytes(ids)
    salt = entry_salt_of(secret, told[:16])
    before = f'{{"actor":"{actor_digest(told[16:32], salt).hex()}{head}'
    after = f'],"v":{VERSION},"withheld":"{withheld_digest(salt, told[48:]).hex()}"}}'
    each = [] if moves is None or lots is None else _with_holders(moves, bytes(lots), told[32:48], secret)
    parts = range(0, max(len(each), 1), TRANSFERS_PER_LEAF)
    leaves = [
        f'{before}{part},"parts":{len(parts)}{middle}{",".join(each[at : at + TRANSFERS_PER_LEAF])}{after}'.encode()
        for part, at in enumerate(parts, 1)
    ]
    if max(map(len, leaves)) > MOST_LEAF_BYTES:
        raise LeafTooLarge(f"A leaf is longer than {MOST_LEAF_BYTES} bytes: {head[:90]}")
    return leaves


def _with_holders(moves: str, lots: bytes, holding: bytes, secret: bytes) -> list[str]:
    """Return each move with the digest of its holder, which each lot has of its own."""
    return [
        move.replace(HOLDER, holder_digest(secret, lots[at : at + 16], holding).hex())
        for move, at in zip(moves.split(CUT), range(0, len(lots), 16), strict=True)
    ]


def _array(ids: Iterable[str]) -> str:
    return "{" + ",".join(ids) + "}"
