"""The bank's key ring in this room, and the keyed digests by which learners are found."""

import unicodedata
from uuid import UUID

from django.conf import settings

from identity.keyring import KeyRing, ring


def key_ring() -> KeyRing:
    """Return the ring of master keys."""
    return ring(settings.MASTER_KEYS)


def abc_digest(abc_id: str) -> bytes:
    """Return the keyed digest of an ABC id."""
    return key_ring().digest("abc-id", abc_id)


def registration_digest(institution_id: UUID, registration_number: str) -> bytes:
    """Return the keyed digest of a registration number at one institution, without regard to case and spaces."""
    number = "".join(unicodedata.normalize("NFC", registration_number).split()).upper()
    return key_ring().digest("registration", f"{institution_id}\0{number}")
