"""Sealing personal fields under a learner's own key: what stands in the tables, and how it is opened."""

import json
from datetime import date
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from identity.keyring import decrypt_with, encrypt_with
from learners.people import Person, RosterPerson

_ROSTER = b"roster"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def written(person: Person, *more: str) -> bytes:
    """Return a person, and anything that goes with it, as canonical bytes."""
    birthday = person.birthday.isoformat() if person.birthday else ""
    fields = [person.abc_id, person.name, person.name_hi, birthday, person.gender, *more]
    return _ENCODER.encode(fields).encode()


def seal_person(cipher: AESGCM, person: Person, learner_id: UUID) -> bytes:
    """Seal a learner's own record, bound to the learner."""
    return encrypt_with(cipher, written(person), learner_id.bytes)


def open_person(cipher: AESGCM, sealed: bytes, learner_id: UUID) -> Person:
    """Open what `seal_person` sealed."""
    return _person(json.loads(decrypt_with(cipher, sealed, learner_id.bytes)))


def seal_roster(cipher: AESGCM, row: RosterPerson, learner_id: UUID) -> bytes:
    """Seal what an institution's roster says of a learner, bound to the learner."""
    return encrypt_with(cipher, written(row.person, row.registration_number), learner_id.bytes + _ROSTER)


def open_roster(cipher: AESGCM, sealed: bytes, learner_id: UUID) -> RosterPerson:
    """Open what `seal_roster` sealed."""
    fields = json.loads(decrypt_with(cipher, sealed, learner_id.bytes + _ROSTER))
    return RosterPerson(registration_number=fields[5], person=_person(fields))


def _person(fields: list[str]) -> Person:
    birthday = date.fromisoformat(fields[3]) if fields[3] else None
    return Person(fields[0], fields[1], fields[2], birthday, fields[4])
