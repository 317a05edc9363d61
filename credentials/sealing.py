"""How this room seals: private keys under a key of their own, signed documents under the learner's."""

import json
import zlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from identity.keyring import WrappedKey, decrypt, encrypt
from learners.keys import key_ring
from learners.queries.vaults import Vault

MOST_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A private key as it is stored."""

    wrapped: WrappedKey
    sealed: bytes


def seal_private_key(private: bytes, key_id: UUID) -> SealedKey:
    """Seal a private key under a fresh data key that a master key wraps; bound to the key's id."""
    data_key, wrapped = key_ring().new_key()
    return SealedKey(wrapped, encrypt(data_key, private, key_id.bytes))


def open_private_key(kept: SealedKey, key_id: UUID) -> bytes:
    """Open a private key; KeyError when its master key is gone from the settings."""
    return decrypt(key_ring().unwrap(kept.wrapped), kept.sealed, key_id.bytes)


def pack(vault: Vault, document: dict[str, Any], *, award_id: UUID, edition: int) -> bytes:
    """Compress a signed document and seal it for its learner."""
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return vault.seal(zlib.compress(plain, 6), place=_place(award_id, edition))


def unpack(vault: Vault, sealed: bytes, *, award_id: UUID, edition: int) -> dict[str, Any]:
    """Return a signed document, with its members in the order in which they were signed."""
    plain = zlib.decompressobj().decompress(vault.open(sealed, place=_place(award_id, edition)), MOST_BYTES)
    document: dict[str, Any] = json.loads(plain)
    return document


def _place(award_id: UUID, edition: int) -> bytes:
    return award_id.bytes + edition.to_bytes(4, "big")
