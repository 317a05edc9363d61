"""Salted digests that stand in leaves instead of people: the owner opens one by telling its salt, nobody else can."""

import hmac
from hashlib import sha256
from uuid import UUID

_LOT, _ENTRY = b"credit-bank/lot-salt/v1\x00", b"credit-bank/entry-salt/v1\x00"
LEAST_SECRET_BYTES = 32


def lot_salt(secret: bytes, lot_id: UUID) -> bytes:
    """Return the salt of a lot's holder (32 bytes): HMAC-SHA256 of the lot's id under the bank's secret.

    Every lot has a salt of its own, so that the digests of two lots of one holding have nothing in common. Refuses
    a secret below 32 bytes, since whoever guesses it can link all lots.
    """
    return _derived(secret, _LOT + lot_id.bytes)


def holder_digest(secret: bytes, lot: bytes, holding: bytes) -> bytes:
    """Return `holding_commitment` with the lot's own salt, of ids as 16 bytes each: for many at once."""
    return sha256(_derived(secret, _LOT + lot) + holding).digest()


def entry_salt(secret: bytes, entry_id: UUID) -> bytes:
    """Return the salt of what an entry withholds (32 bytes); refuses a secret below 32 bytes."""
    return entry_salt_of(secret, entry_id.bytes)


def entry_salt_of(secret: bytes, entry: bytes) -> bytes:
    """Return `entry_salt` of an id as 16 bytes."""
    return _derived(secret, _ENTRY + entry)


def holding_commitment(holding_id: UUID, salt: bytes) -> bytes:
    """Return SHA-256(salt || holding): what a leaf tells of a lot's holder."""
    return sha256(salt + holding_id.bytes).digest()


def opens(commitment: bytes, holding_id: UUID, salt: bytes) -> bool:
    """Whether a holding and a salt are those behind a commitment."""
    return hmac.compare_digest(commitment, holding_commitment(holding_id, salt))


def actor_commitment(actor_id: UUID, salt: bytes) -> bytes:
    """Return the salted digest of who acted, apart from that of a holding with the same id."""
    return actor_digest(actor_id.bytes, salt)


def actor_digest(actor: bytes, salt: bytes) -> bytes:
    """Return `actor_commitment` of an id as 16 bytes."""
    return sha256(salt + b"actor" + actor).digest()


def withheld_commitment(salt: bytes, *columns: bytes | None) -> bytes:
    """Return the salted digest of what a leaf does not tell, each column after its length, an absent one apart."""
    told = [b"\x00" if column is None else b"\x01" + len(column).to_bytes(4) + column for column in columns]
    return withheld_digest(salt, b"".join(told))


def withheld_digest(salt: bytes, told: bytes) -> bytes:
    """Return `withheld_commitment` of columns that stand in their form already."""
    return sha256(salt + b"withheld" + told).digest()


def _derived(secret: bytes, message: bytes) -> bytes:
    if len(secret) < LEAST_SECRET_BYTES:
        raise ValueError(f"The secret behind salts has at least {LEAST_SECRET_BYTES} bytes.")
    return hmac.digest(secret, message, "sha256")
