"""What a learner writes to an institution: sealed under the learner's own key, gone once that is erased."""

from uuid import UUID

from identity.keyring import decrypt_with, encrypt_with
from learners.queries.records import opened_record
from ledger.refusals import NotFound

_LETTER = b"letter"


def sealed_letter(learner_id: UUID, words: str) -> bytes:
    """Return words sealed under the learner's key; refuses an erased record."""
    cipher = opened_record(learner_id).cipher
    if cipher is None:
        raise NotFound("This personal record was erased.")
    return encrypt_with(cipher, words.encode(), learner_id.bytes + _LETTER)


def opened_letter(learner_id: UUID, sealed: bytes) -> str:
    """Return what `sealed_letter` sealed, or nothing once the record was erased."""
    cipher = opened_record(learner_id).cipher
    return "" if cipher is None else decrypt_with(cipher, bytes(sealed), learner_id.bytes + _LETTER).decode()
