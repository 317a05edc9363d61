"""Entries of the book as facts of leaves, column by column: the second, plain way, by which the first is checked."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from ledger.log.commitments import actor_commitment, entry_salt, holding_commitment, lot_salt, withheld_commitment
from ledger.log.leaves import LeafFacts, TransferFacts, leaf_bytes, parts_of
from ledger.models import Entry, Lot, Transfer


def plain_leaves_of(entry_ids: Sequence[UUID], *, secret: bytes) -> dict[UUID, list[bytes]]:
    """Return the leaves of each entry that is in the book, made from typed values by `leaf_bytes`."""
    rows = list(Entry.objects.filter(id__in=list(entry_ids)))
    holdings = {row.holding_id for row in rows}
    moves: defaultdict[UUID, list[Transfer]] = defaultdict(list)
    links = Transfer.objects.filter(holding_id__in=holdings, entry_id__in=list(entry_ids))
    for link in links.order_by("lot_id", "sequence"):
        moves[link.entry_id].append(link)
    wanted = {link.lot_id for links in moves.values() for link in links}
    lots = {lot.id: lot for lot in Lot.objects.filter(holding_id__in=holdings, id__in=wanted)}
    return {
        row.id: [leaf_bytes(part) for part in parts_of(_facts(row, moves.get(row.id, ()), lots, secret))]
        for row in rows
    }


def _facts(row: Entry, moves: Sequence[Transfer], lots: dict[UUID, Lot], secret: bytes) -> LeafFacts:
    salt = entry_salt(secret, row.id)
    return LeafFacts(
        entry_id=row.id,
        kind=row.kind,
        narration=row.narration,
        actor=actor_commitment(row.actor_id, salt),
        actor_kind=row.actor_kind,
        institution_id=row.institution_id,
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        withheld=_withheld(row, salt),
        transfers=tuple(_move(link, lots[link.lot_id], secret) for link in moves if link.lot_id in lots),
    )


def _withheld(row: Entry, salt: bytes) -> bytes:
    return withheld_commitment(
        salt,
        row.holding_id.bytes,
        row.subject_id.bytes if row.subject_id else None,
        row.actor_id.bytes,
        row.idempotency_scope.bytes,
        row.idempotency_key.encode(),
        bytes(row.request_digest),
        None if row.payload_digest is None else bytes(row.payload_digest),
    )


def _move(link: Transfer, lot: Lot, secret: bytes) -> TransferFacts:
    outside = link.to_account_id if link.from_account_id == link.holding_id else link.from_account_id
    return TransferFacts(
        lot_id=lot.id,
        sequence=link.sequence,
        kind=link.kind,
        level=lot.level,
        credits=lot.credits,
        hours=lot.hours,
        rule_set=lot.rule_set,
        rule_set_version=lot.rule_set_version,
        earned_on=lot.earned_on,
        expires_on=lot.expires_on,
        issuing_account_id=lot.issuing_account_id,
        other_account_id=outside,
        holder=holding_commitment(link.holding_id, lot_salt(secret, lot.id)),
    )
