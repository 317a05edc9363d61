"""Sealing of what a batch holds: the parts of its file and the text of its rows, under the batch's own key."""

import zlib
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from identity.keyring import decrypt_with, encrypt_with

PART_BYTES = 2**20


class BatchCipher:
    """The opened key of one batch. What is sealed is bound to its place: a row can't be moved to another number."""

    def __init__(self, batch_id: UUID, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._place = batch_id.bytes

    def seal_part(self, number: int, plain: bytes) -> bytes:
        """Seal a part of the file."""
        return encrypt_with(self._cipher, plain, self._context(b"part", number))

    def open_part(self, number: int, sealed: bytes) -> bytes:
        """Open a part of the file."""
        return decrypt_with(self._cipher, sealed, self._context(b"part", number))

    def seal_row(self, number: int, text: str) -> bytes:
        """Seal the text of a row."""
        return encrypt_with(self._cipher, zlib.compress(text.encode(), 1), self._context(b"row", number))

    def open_row(self, number: int, sealed: bytes) -> str:
        """Open the text of a row."""
        return zlib.decompress(decrypt_with(self._cipher, sealed, self._context(b"row", number))).decode()

    def _context(self, kind: bytes, number: int) -> bytes:
        return self._place + kind + number.to_bytes(8, "big")
