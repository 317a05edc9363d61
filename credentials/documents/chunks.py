"""The chunks of a PNG picture, each checked against its own sum (W3C PNG, third edition, section 5)."""

import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from credentials.documents.refusals import UnreadableDocument

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MOST_CHUNKS: Final = 65_536
_AGAIN: Final = "download the picture again from where it was issued, without an editor or messenger between."


class Chunk(NamedTuple):
    """A chunk's type, such as b"iTXt", and its content."""

    kind: bytes
    content: bytes

    def packed(self) -> bytes:
        """Return the chunk as it stands in a file: length, type, content, sum."""
        return (
            struct.pack(">I", len(self.content))
            + self.kind
            + self.content
            + struct.pack(">I", zlib.crc32(self.kind + self.content))
        )


def chunks_of(picture: bytes) -> Iterator[Chunk]:
    """Yield the chunks up to and with IEND; refuse a file that isn't PNG, is cut off or has a wrong sum."""
    if not picture.startswith(SIGNATURE):
        raise UnreadableDocument(
            "not-this-kind", f"A PNG picture was expected, but the file begins with {picture[:8]!r}; send the PNG."
        )
    offset = len(SIGNATURE)
    for index in range(MOST_CHUNKS):
        chunk, offset = _chunk_at(picture, offset)
        if index == 0 and chunk.kind != b"IHDR":
            raise UnreadableDocument("damaged", f"The PNG begins with {chunk.kind!r} in place of IHDR; {_AGAIN}")
        yield chunk
        if chunk.kind == b"IEND":
            return
    raise UnreadableDocument("too-large", f"The PNG has more than {MOST_CHUNKS:,} chunks; {_AGAIN}")


def _chunk_at(picture: bytes, offset: int) -> tuple[Chunk, int]:
    head = picture[offset : offset + 8]
    if len(head) < 8:
        raise UnreadableDocument("damaged", f"The PNG ends at byte {len(picture)} without IEND; {_AGAIN}")
    length, kind = struct.unpack(">I4s", head)
    end = offset + 8 + length
    if end + 4 > len(picture):
        raise UnreadableDocument(
            "damaged",
            f"The chunk {kind!r} at byte {offset} claims {length:,} bytes, but the file ends before; {_AGAIN}",
        )
    chunk = Chunk(kind, picture[offset + 8 : end])
    seen = int.from_bytes(picture[end : end + 4], "big")
    expected = zlib.crc32(kind + chunk.content)
    if seen != expected:
        raise UnreadableDocument(
            "damaged",
            f"The chunk {kind!r} at byte {offset} was changed: its sum is {seen:08x}, "
            f"but {expected:08x} fits its content; {_AGAIN}",
        )
    return chunk, end + 4
