"""An institution's roster: unknown people get unclaimed accounts, and every registration number its link."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from identity.principals import APPROVER, ISSUER, REGISTRAR, Principal
from learners.commands.opening import open_accounts
from learners.keys import abc_digest, registration_digest
from learners.matching import match_of
from learners.people import KnownLearner, Person, RosterPerson
from learners.queries.records import OpenedRecord, records_by_digest
from learners.sealing import open_roster, seal_roster
from ledger.identifiers import new_id

_KNOWN_LINKS = """
    SELECT registration_digest, learner_id, match, sealed FROM learners_rosterlink
    WHERE institution_id = %s AND registration_digest = ANY(%s::bytea[])
"""
_WRITE_LINKS = """
    INSERT INTO learners_rosterlink (institution_id, linked_at, id, registration_digest, learner_id, match, sealed)
    SELECT %s, %s, new.* FROM unnest(%s::uuid[], %s::bytea[], %s::uuid[], %s::text[], %s::bytea[]) AS new
    ON CONFLICT (institution_id, registration_digest) DO UPDATE
    SET learner_id = EXCLUDED.learner_id, match = EXCLUDED.match, sealed = EXCLUDED.sealed,
        linked_at = EXCLUDED.linked_at
"""


def ensure_learners(
    *, actor: Principal, institution_id: UUID, people: Sequence[RosterPerson], at: datetime
) -> dict[str, KnownLearner]:
    """Return the account of every person by ABC id, opening unclaimed ones for ids not known; write roster links.

    Staff of the institution only. The ABC ids must have been read (12 digits). A known account keeps its own
    record: the link says how the roster's name and birthday match it. Its natural keys make it safe to repeat: a
    roster sent again changes nothing. Set-based, a few statements per call; one entry per opened account.
    """
    actor.require(ISSUER, APPROVER, REGISTRAR, institution_id=institution_id)
    wanted: dict[bytes, Person] = {}
    digests: dict[str, bytes] = {}
    for row in people:
        abc_id = row.person.abc_id
        if abc_id not in digests:
            digests[abc_id] = abc_digest(abc_id)
            wanted[digests[abc_id]] = row.person
    with transaction.atomic():
        found = _records(wanted, actor=actor, at=at, institution_id=institution_id)
        links = {
            registration_digest(institution_id, row.registration_number): (row, found[digests[row.person.abc_id]])
            for row in people
        }
        _write_links(links, institution_id=institution_id, at=at)
    return {abc_id: found[digest].known for abc_id, digest in digests.items()}


def _records(
    wanted: dict[bytes, Person], *, actor: Principal, at: datetime, institution_id: UUID
) -> dict[bytes, OpenedRecord]:
    found = records_by_digest(wanted)
    unknown = {digest: person for digest, person in wanted.items() if digest not in found}
    if unknown:
        found |= open_accounts(unknown, actor=actor, at=at, institution_id=institution_id)
        if meanwhile := [digest for digest in unknown if digest not in found]:
            found |= records_by_digest(meanwhile)
    return found


def _write_links(links: dict[bytes, tuple[RosterPerson, OpenedRecord]], *, institution_id: UUID, at: datetime) -> None:
    """Insert or change the links whose learner, match or content differs, in the order of their digests."""
    kept = _kept_links(links, institution_id)
    rows = []
    for digest, (row, record) in sorted(links.items(), key=lambda item: item[0]):
        cipher, learner_id = record.cipher, record.known.learner_id
        match = match_of(record.known.person, row.person)
        if cipher is None or _is_same(kept.get(digest), row, record, match):
            continue
        rows.append((new_id(), digest, learner_id, match, seal_roster(cipher, row, learner_id)))
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE_LINKS, [institution_id, at, *(list(column) for column in zip(*rows, strict=True))])


def _kept_links(digests: Iterable[bytes], institution_id: UUID) -> dict[bytes, tuple[UUID, str, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN_LINKS, [institution_id, list(digests)])
        return {bytes(digest): (learner_id, match, sealed) for digest, learner_id, match, sealed in cursor.fetchall()}


def _is_same(kept: tuple[UUID, str, bytes] | None, row: RosterPerson, record: OpenedRecord, match: str) -> bool:
    if kept is None or kept[:2] != (record.known.learner_id, match) or record.cipher is None:
        return False
    return open_roster(record.cipher, kept[2], record.known.learner_id) == row
