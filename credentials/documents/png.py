"""A signed credential baked into a PNG picture and read back (Open Badges 3.0, section 5.3.1)."""

import zlib
from typing import Final

from credentials.documents import badge
from credentials.documents.chunks import SIGNATURE, Chunk, chunks_of
from credentials.documents.limits import MOST_TEXT_BYTES, must_be_small, text_of
from credentials.documents.refusals import UnbakeableCredential, UnreadableDocument

KEYWORD: Final = b"openbadgecredential"
OLDER_KEYWORD: Final = b"openbadges"


def bake(document: str, *, picture: bytes | None = None) -> bytes:
    """Return the PNG with the credential (JSON, or a compact JWT) in an uncompressed iTXt chunk.

    Without `picture` the bank's own badge is drawn from what the credential says. A credential that the picture
    carried before is replaced, since the standard allows one. Refuses an empty or too long document.
    """
    text = document.strip().encode()
    if not text or len(text) > MOST_TEXT_BYTES:
        raise UnbakeableCredential(f"The credential has {len(text):,} bytes; 1 to {MOST_TEXT_BYTES:,} can be baked.")
    if picture is None:
        picture = badge.draw_png(badge.picture_of(document))
    header, *rest = [chunk for chunk in chunks_of(picture) if _keyword(chunk) != KEYWORD]
    # Keyword, no compression (the standard forbids it), no language, no translated keyword, text.
    baked = Chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + text)
    return SIGNATURE + b"".join(chunk.packed() for chunk in (header, baked, *rest))


def read(picture: bytes) -> str:
    """Return the credential's text; compressed text is read too, up to the bound of any credential.

    Refuses a picture without a credential, with two of them, one of an Open Badges release before 3.0 (keyword
    "openbadges"), and a damaged file: every chunk is checked against its sum.
    """
    must_be_small(picture)
    found: list[bytes] = []
    older = False
    for chunk in chunks_of(picture):
        keyword = _keyword(chunk)
        older = older or keyword == OLDER_KEYWORD
        if keyword == KEYWORD and chunk.kind == b"iTXt":
            found.append(_content(chunk))
    if len(found) > 1:
        raise UnreadableDocument(
            "several-credentials",
            f"The PNG carries {len(found)} credentials; one was expected. Send the issuer's file.",
        )
    if found:
        return text_of(found[0], place="the PNG's iTXt chunk")
    if older:
        raise UnreadableDocument(
            "older-badge",
            'The PNG carries a badge of Open Badges 2 or older (keyword "openbadges"); version 3 was expected '
            f'("{KEYWORD.decode()}"). Ask the issuer for the badge as Open Badges 3.0.',
        )
    raise UnreadableDocument(
        "no-credential",
        f'The PNG is whole but has no iTXt chunk "{KEYWORD.decode()}". '
        "Messengers and editors drop it: send the file as it was issued.",
    )


def _keyword(chunk: Chunk) -> bytes:
    return chunk.content.partition(b"\0")[0] if chunk.kind in (b"iTXt", b"tEXt", b"zTXt") else b""


def _content(chunk: Chunk) -> bytes:
    rest = chunk.content[len(KEYWORD) + 1 :]
    flag, method, after = rest[:1], rest[1:2], rest[2:].split(b"\0", 2)
    if len(after) < 3 or flag not in (b"\0", b"\1") or (flag == b"\1" and method != b"\0"):
        raise UnreadableDocument(
            "damaged", "The PNG's credential chunk is not laid out as iTXt; ask the issuer for it again."
        )
    return _inflated(after[2]) if flag == b"\1" else after[2]


def _inflated(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(packed, MOST_TEXT_BYTES)
    except zlib.error as error:
        raise UnreadableDocument("damaged", f"The PNG's compressed credential cannot be unpacked ({error}).") from error
    if unpacking.unconsumed_tail:
        raise UnreadableDocument(
            "bomb",
            f"The PNG's compressed credential unpacks to more than {MOST_TEXT_BYTES:,} bytes; none is that long.",
        )
    if not unpacking.eof:
        raise UnreadableDocument("damaged", "The PNG's compressed credential is cut off; download it again.")
    return text
