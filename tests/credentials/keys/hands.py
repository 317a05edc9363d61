"""Hands that change keys and give them up."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from credentials.commands.signing_keys import disown_signing_key, rotate_signing_key
from credentials.models import SigningKey
from identity.principals import Principal
from tests.credentials.signed.hands import SIGNED_AT

WHY = "The yearly change of keys."
STOLEN = "A copy of the master key lay on a lost disk."


def rotate(actor: Principal, institution_id: UUID | None, **said: Any) -> SigningKey:
    """Change the key in use, by whom may."""
    act = {"reason": WHY, "at": SIGNED_AT, "idempotency_key": str(uuid4())} | said
    return rotate_signing_key(actor=actor, institution_id=institution_id, **act)


def disown(actor: Principal, key: SigningKey, since: datetime = SIGNED_AT, **said: Any) -> SigningKey:
    """Say that somebody else may have a key."""
    act = {"reason": STOLEN, "at": SIGNED_AT, "idempotency_key": str(uuid4())} | said
    return disown_signing_key(actor=actor, key_id=key.id, compromised_at=since, **act)


def key_number(number: int, institution_id: UUID | None) -> SigningKey:
    """Return an Ed25519 key by its number."""
    return SigningKey.objects.get(institution_id=institution_id, algorithm="Ed25519", number=number)
