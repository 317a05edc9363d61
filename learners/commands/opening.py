"""Opening accounts, many at once: rows, keys, sealed records, holdings and one entry each."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from identity.keyring import WrappedKey
from identity.principals import Principal
from learners.commands.entries import act, enter
from learners.keys import key_ring
from learners.people import KnownLearner, Person
from learners.queries.records import OpenedRecord
from learners.sealing import seal_person, written
from ledger.commands.accounts import open_holdings
from ledger.copying import copy_rows
from ledger.identifiers import new_id

# A concurrent opener of the same id makes this wait, then skip the row: the id has one account, whoever came first.
_INSERT = """
    INSERT INTO learners_learner (id, holding_id, abc_id_digest, opened_at)
    SELECT id, holding_id, digest, %s FROM unnest(%s::uuid[], %s::uuid[], %s::bytea[]) AS new (id, holding_id, digest)
    ON CONFLICT (abc_id_digest) DO NOTHING RETURNING id
"""


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A new learner's key and record, as they will stand in the tables."""

    record: OpenedRecord
    key: WrappedKey
    sealed: bytes
    payload_digest: bytes


def open_accounts(
    people: Mapping[bytes, Person], *, actor: Principal, at: datetime, institution_id: UUID | None
) -> dict[bytes, OpenedRecord]:
    """Open an unclaimed account for each person, by the digest of the ABC id; return those that were not open.

    A few statements whatever their number, in the order of the digests, so that two writers never wait for each
    other in a circle. Each opened account is one entry under its own holding.
    """
    fresh = _insert(sorted(people), at)
    sealed = [_seal(people[digest], digest, learner_id, holding_id) for digest, learner_id, holding_id in fresh]
    copy_rows(
        "learners_learnerkey", ("learner_id", "master_key_id", "sealed"),
        ((new.record.known.learner_id, new.key.master_key_id, new.key.sealed) for new in sealed),
    )  # fmt: skip
    copy_rows(
        "learners_personalrecord", ("learner_id", "sealed", "changed_at"),
        ((new.record.known.learner_id, new.sealed, at) for new in sealed),
    )  # fmt: skip
    open_holdings(new.record.known.holding_id for new in sealed)
    acts = [
        act(
            "account-opened", at=at, key="account-opened", digest=new.payload_digest,
            holding_id=new.record.known.holding_id, subject_id=new.record.known.learner_id,
            institution_id=institution_id, payload_digest=new.payload_digest,
        )
        for new in sealed
    ]  # fmt: skip
    enter(actor, *acts)
    return {new.record.digest: new.record for new in sealed}


def _insert(digests: list[bytes], at: datetime) -> list[tuple[bytes, UUID, UUID]]:
    rows = [(digest, new_id(), new_id()) for digest in digests]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [at, [row[1] for row in rows], [row[2] for row in rows], digests])
        inserted = {row[0] for row in cursor.fetchall()}
    return [row for row in rows if row[1] in inserted]


def _seal(person: Person, digest: bytes, learner_id: UUID, holding_id: UUID) -> _Sealed:
    key, wrapped = key_ring().new_key()
    cipher = AESGCM(key)
    known = KnownLearner(learner_id, holding_id, claimed=False, person=person)
    return _Sealed(
        record=OpenedRecord(known, digest, cipher),
        key=wrapped,
        sealed=seal_person(cipher, person, learner_id),
        payload_digest=hmac.digest(key, written(person), "sha256"),
    )
