"""Leaves of the log: an entry of the book in canonical bytes (RFC 8785 JSON), without a person or a pseudonym."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from ledger.log.refusals import LeafTooLarge, LogMalformed
from ledger.log.tiles import MOST_LEAF_BYTES

VERSION = 1
TRANSFERS_PER_LEAF = 64
"""An entry with more transfers makes several leaves, since a leaf has at most 65,535 bytes."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,9})\.[0-9]{1,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """One move of a lot, with what the lot is worth; the holder only as a commitment (32 bytes).

    Credits in hundredths, hours in hundredths, level in tenths; `other_account_id` is the side that is not the holder.
    """

    lot_id: UUID
    sequence: int
    kind: str
    level: Decimal
    credits: Decimal
    hours: Decimal
    rule_set: str
    rule_set_version: str
    earned_on: date
    expires_on: date
    issuing_account_id: UUID
    other_account_id: UUID
    holder: bytes


@dataclass(frozen=True, slots=True)
class LeafFacts:
    """One entry, or one of `parts` parts of it: all that a stranger may read of it.

    `actor` and `withheld` are commitments (32 bytes): who acted, and the columns that are not told here.
    """

    entry_id: UUID
    kind: str
    narration: str
    actor: bytes
    actor_kind: str
    institution_id: UUID | None
    happened_at: datetime
    recorded_at: datetime
    withheld: bytes
    transfers: tuple[TransferFacts, ...] = ()
    part: int = 1
    parts: int = 1


def parts_of(facts: LeafFacts) -> list[LeafFacts]:
    """Return the entry as the leaves it needs, in order: one for each 64 transfers, and at least one."""
    moves = facts.transfers
    starts = range(0, max(len(moves), 1), TRANSFERS_PER_LEAF)
    return [
        replace(facts, transfers=moves[at : at + TRANSFERS_PER_LEAF], part=number, parts=len(starts))
        for number, at in enumerate(starts, 1)
    ]


def leaf_bytes(facts: LeafFacts) -> bytes:
    """Return the canonical bytes of a leaf: two leaves have the same bytes only if they say the same.

    Refuses times without a zone, decimals finer than their column, text that is not Unicode and leaves that are too
    large for an entry bundle (`parts_of` keeps below that).
    """
    told = {
        "actor": _digest(facts.actor),
        "actor_kind": facts.actor_kind,
        "entry": str(facts.entry_id),
        "happened_at": _instant(facts.happened_at),
        "institution": None if facts.institution_id is None else str(facts.institution_id),
        "kind": facts.kind,
        "narration": facts.narration,
        "part": facts.part,
        "parts": facts.parts,
        "recorded_at": _instant(facts.recorded_at),
        "transfers": [_transfer(move) for move in facts.transfers],
        "v": VERSION,
        "withheld": _digest(facts.withheld),
    }
    try:
        data = _ENCODER.encode(told).encode()
    except UnicodeEncodeError as error:
        raise LogMalformed("The text of a leaf is Unicode without lone surrogates.") from error
    if len(data) > MOST_LEAF_BYTES:
        raise LeafTooLarge(f"The leaf of entry {facts.entry_id} has {len(data)} bytes; at most {MOST_LEAF_BYTES} fit.")
    return data


def parse_leaf(data: bytes) -> LeafFacts:
    """Return what a leaf says; refuses other versions, other members and every writing but the canonical one."""
    try:
        told = json.loads(data.decode())
        if not isinstance(told, dict) or told.get("v") != VERSION:
            raise LogMalformed("Not a leaf of a version that is known here.")
        facts = _facts(told)
        canonical = leaf_bytes(facts) == data
    except (UnicodeDecodeError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise LogMalformed("The leaf does not have the members of its version.") from error
    if not canonical:
        raise LogMalformed("The leaf is not in its canonical writing.")
    return facts


def _facts(told: dict[str, Any]) -> LeafFacts:
    institution = told["institution"]
    return LeafFacts(
        entry_id=UUID(told["entry"]),
        kind=_text(told["kind"]),
        narration=_text(told["narration"]),
        actor=bytes.fromhex(told["actor"]),
        actor_kind=_text(told["actor_kind"]),
        institution_id=None if institution is None else UUID(institution),
        happened_at=datetime.fromisoformat(told["happened_at"]),
        recorded_at=datetime.fromisoformat(told["recorded_at"]),
        withheld=bytes.fromhex(told["withheld"]),
        transfers=tuple(_move(move) for move in cast(Sequence[dict[str, Any]], told["transfers"])),
        part=_count(told["part"]),
        parts=_count(told["parts"]),
    )


def _move(told: dict[str, Any]) -> TransferFacts:
    return TransferFacts(
        lot_id=UUID(told["lot"]),
        sequence=_count(told["sequence"]),
        kind=_text(told["kind"]),
        level=_decimal(told["level"]),
        credits=_decimal(told["credits"]),
        hours=_decimal(told["hours"]),
        rule_set=_text(told["rule_set"]),
        rule_set_version=_text(told["rule_set_version"]),
        earned_on=date.fromisoformat(told["earned_on"]),
        expires_on=date.fromisoformat(told["expires_on"]),
        issuing_account_id=UUID(told["issuing_account"]),
        other_account_id=UUID(told["other_account"]),
        holder=bytes.fromhex(told["holder"]),
    )


def _transfer(move: TransferFacts) -> dict[str, object]:
    return {
        "credits": _plain(move.credits, 2),
        "earned_on": move.earned_on.isoformat(),
        "expires_on": move.expires_on.isoformat(),
        "holder": _digest(move.holder),
        "hours": _plain(move.hours, 2),
        "issuing_account": str(move.issuing_account_id),
        "kind": move.kind,
        "level": _plain(move.level, 1),
        "lot": str(move.lot_id),
        "other_account": str(move.other_account_id),
        "rule_set": move.rule_set,
        "rule_set_version": move.rule_set_version,
        "sequence": move.sequence,
    }


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"Not text: {value!r}.")
    return value


def _count(value: object) -> int:
    if type(value) is not int or not 1 <= value <= 1_000_000:
        raise ValueError(f"Not a count: {value!r}.")
    return value


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"Not a decimal: {text[:20]!r}.")
    return Decimal(text)


def _plain(value: Decimal, places: int) -> str:
    text = f"{value:.{places}f}"
    if Decimal(text) != value:
        raise LogMalformed(f"{value} is finer than {places} decimal places.")
    return text


def _instant(moment: datetime) -> str:
    if moment.tzinfo is None or not 1000 < moment.year < 9999:
        raise LogMalformed(f"Not a time of the book with its zone: {moment}.")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _digest(value: bytes) -> str:
    if len(value) != 32:
        raise LogMalformed("A commitment has 32 bytes.")
    return value.hex()
