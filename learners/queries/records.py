"""Finding learners and opening their sealed records, many in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from identity.keyring import WrappedKey
from learners.keys import abc_digest, key_ring
from learners.people import NOBODY, KnownLearner, Person
from learners.sealing import open_person
from ledger.refusals import NotFound

_SELECT = """
    SELECT learner.id, learner.holding_id, learner.user_id IS NOT NULL, learner.abc_id_digest,
           key.master_key_id, key.sealed, personal.sealed
    FROM learners_learner learner
    LEFT JOIN learners_learnerkey key ON key.learner_id = learner.id
    LEFT JOIN learners_personalrecord personal ON personal.learner_id = learner.id
"""


@dataclass(frozen=True, slots=True)
class OpenedRecord:
    """A learner with the cipher of its own key (None once erased), for this room only."""

    known: KnownLearner
    digest: bytes
    cipher: AESGCM | None


def learners_by_abc_id(abc_ids: Iterable[str]) -> dict[str, KnownLearner]:
    """Return the accounts with these ids, by id; unknown ids are left out."""
    opened = records_by_digest(abc_digest(abc_id) for abc_id in set(abc_ids))
    return {record.known.person.abc_id: record.known for record in opened.values()}


def accounts_by_abc_id(abc_ids: Iterable[str]) -> dict[str, KnownLearner]:
    """Return the accounts with these ids, by id, for whom need not know the person: nothing is unsealed.

    An erased account is left out, as where records are opened.
    """
    wanted = {abc_digest(abc_id): abc_id for abc_id in set(abc_ids)}
    sql = """
        SELECT learner.abc_id_digest, learner.id, learner.holding_id, learner.user_id IS NOT NULL
        FROM learners_learner learner JOIN learners_learnerkey key ON key.learner_id = learner.id
        WHERE learner.abc_id_digest = ANY(%s::bytea[])
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(wanted)])
        rows = cursor.fetchall()
    return {
        wanted[bytes(digest)]: KnownLearner(learner_id, holding_id, claimed, NOBODY)
        for digest, learner_id, holding_id, claimed in rows
    }


def learner_by_holding(holding_ids: Iterable[UUID]) -> dict[UUID, KnownLearner]:
    """Return the learners that own these holdings, by holding; of an erased one the person is empty."""
    return {record.known.holding_id: record.known for record in records_by_holding(holding_ids)}


def records_by_holding(holding_ids: Iterable[UUID]) -> list[OpenedRecord]:
    """Return the learners that own these holdings with the ciphers of their keys."""
    return _records("learner.holding_id = ANY(%s::uuid[])", list(holding_ids))


def learner_of_user(user_id: UUID) -> KnownLearner | None:
    """Return the account that a user has claimed, or None."""
    found = _records("learner.user_id = %s", user_id)
    return found[0].known if found else None


def known_learner(learner_id: UUID) -> KnownLearner:
    """Return a learner's account; refuses an unknown one."""
    return opened_record(learner_id).known


def person_of(learner_id: UUID) -> Person:
    """Return a learner's personal fields; refuses an unknown or erased one."""
    record = opened_record(learner_id)
    if record.cipher is None:
        raise NotFound("This personal record was erased.")
    return record.known.person


def opened_record(learner_id: UUID) -> OpenedRecord:
    """Return one learner with the cipher of its key; refuses an unknown one."""
    found = _records("learner.id = %s", learner_id)
    if not found:
        raise NotFound("There is no such learner.")
    return found[0]


def opened_records(learner_ids: Iterable[UUID]) -> dict[UUID, OpenedRecord]:
    """Return learners with the ciphers of their keys, by id."""
    rows = _records("learner.id = ANY(%s::uuid[])", list(learner_ids))
    return {record.known.learner_id: record for record in rows}


def records_by_digest(digests: Iterable[bytes]) -> dict[bytes, OpenedRecord]:
    """Return learners with the ciphers of their keys, by the digest of the ABC id."""
    rows = _records("learner.abc_id_digest = ANY(%s::bytea[])", list(digests))
    return {record.digest: record for record in rows}


def _records(condition: str, value: Any) -> list[OpenedRecord]:
    if value == []:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT} WHERE {condition}", [value])
        return [_opened(*row) for row in cursor.fetchall()]


def _opened(
    learner_id: UUID, holding_id: UUID, claimed: bool, digest: Any, key_id: str | None, sealed_key: Any, sealed: Any
) -> OpenedRecord:
    if key_id is None:
        return OpenedRecord(KnownLearner(learner_id, holding_id, claimed, NOBODY), bytes(digest), None)
    cipher = AESGCM(key_ring().unwrap(WrappedKey(key_id, sealed_key)))
    person = open_person(cipher, sealed, learner_id)
    return OpenedRecord(KnownLearner(learner_id, holding_id, claimed, person), bytes(digest), cipher)
