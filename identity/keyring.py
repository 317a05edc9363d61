"""Keys that protect personal data: a data key per learner or batch, wrapped by a master key, and keyed digests."""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key as it is stored: sealed by the master key named."""

    master_key_id: str
    sealed: bytes


class KeyRing:
    """Master keys by id; the first is used for new data keys, the others still open old ones."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        if not keys or any(len(key) != 32 for key in keys.values()):
            raise ValueError("MASTER_KEYS must name at least one key of 32 bytes, as id:base64[,id:base64].")
        self._keys = {name: AESGCM(key) for name, key in keys.items()}
        self._current = next(iter(keys))
        self._digest_keys = {name: hashlib.sha256(b"digest:" + key).digest() for name, key in keys.items()}
        self._oldest = list(keys)[-1]

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Read `id:base64,id:base64`."""
        pairs = (item.strip().split(":", 1) for item in text.split(",") if item.strip())
        return cls({name: base64.b64decode(value) for name, value in pairs})

    def new_key(self) -> tuple[bytes, WrappedKey]:
        """Return a fresh 32-byte data key and its wrapped form."""
        key = os.urandom(32)
        return key, WrappedKey(self._current, encrypt_with(self._keys[self._current], key, b"key"))

    def unwrap(self, wrapped: WrappedKey) -> bytes:
        """Return the data key; KeyError when its master key is gone."""
        return decrypt_with(self._keys[wrapped.master_key_id], wrapped.sealed, b"key")

    def digest(self, purpose: str, text: str) -> bytes:
        """Return the keyed digest (HMAC-SHA-256) by which a value is looked up without being stored.

        The oldest master key makes digests, so that adding a key in front does not orphan them.
        """
        return hmac.digest(self._digest_keys[self._oldest], f"{purpose}\0{text}".encode(), "sha256")


def encrypt(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Seal bytes (AES-256-GCM, random nonce in front), bound to a context such as the row's id."""
    return encrypt_with(AESGCM(key), plain, context)


def decrypt(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Open what `encrypt` sealed; `cryptography.exceptions.InvalidTag` if it was altered or moved."""
    return decrypt_with(AESGCM(key), sealed, context)


def encrypt_with(cipher: AESGCM, plain: bytes, context: bytes) -> bytes:
    """Seal with a ready cipher: one for many values."""
    nonce = os.urandom(NONCE_LENGTH)
    return nonce + cipher.encrypt(nonce, plain, context)


def decrypt_with(cipher: AESGCM, sealed: bytes, context: bytes) -> bytes:
    """Open with a ready cipher: one for many values."""
    return cipher.decrypt(bytes(sealed[:NONCE_LENGTH]), bytes(sealed[NONCE_LENGTH:]), context)


@lru_cache(maxsize=4)
def ring(text: str) -> KeyRing:
    """Return the key ring that a MASTER_KEYS setting describes, parsed once."""
    return KeyRing.parse(text)
