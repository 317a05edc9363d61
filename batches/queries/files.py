"""The uploaded file again: opened part by part, never whole in memory and never on a disk."""

import io
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from batches.models import Batch, BatchPart
from batches.sealing import PART_BYTES, BatchCipher
from identity.keyring import WrappedKey, ring


def cipher_of(batch: Batch) -> BatchCipher:
    """Return the cipher of a batch."""
    return _cipher(batch.id, WrappedKey(batch.master_key_id, bytes(batch.sealed_key)))


@lru_cache(maxsize=64)
def _cipher(batch_id: UUID, wrapped: WrappedKey) -> BatchCipher:
    return BatchCipher(batch_id, ring(settings.MASTER_KEYS).unwrap(wrapped))


def open_file(batch: Batch) -> io.BufferedReader:
    """Return the file's bytes as a stream that can be read and sought in."""
    return io.BufferedReader(_SealedFile(batch), buffer_size=PART_BYTES)


class _SealedFile(io.RawIOBase):
    """Reads the parts from the database as they are needed; the newest stays open."""

    def __init__(self, batch: Batch) -> None:
        self._batch_id, self._size, self._cipher = batch.id, batch.size, cipher_of(batch)
        self._position, self._number, self._part = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, start + offset)
        return self._position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        number, offset = divmod(self._position, PART_BYTES)
        if self._position >= self._size:
            return 0
        if number != self._number:
            sealed = BatchPart.objects.values_list("sealed", flat=True).get(batch_id=self._batch_id, number=number)
            self._part, self._number = self._cipher.open_part(number, bytes(sealed)), number
        piece = self._part[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)
