"""Coding of a status list (Bitstring Status List 1.0): a bit for each credential, the first one leftmost, gzipped."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable

from credentials.badges.refusals import BitstringRefused

FEWEST_ENTRIES = 131_072
"""A shorter list tells too much about whom a reader asks for (section "Minimum list length")."""

FEWEST_BYTES = FEWEST_ENTRIES // 8
MOST_BYTES = 16 * 1024 * 1024
_GZIP = 31
_HEADER = bytes.fromhex("1f8b0800000000000003")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")


def empty(entries: int = FEWEST_ENTRIES) -> bytes:
    """Return a list of so many entries, in whole bytes, in which nothing is set; refuses fewer than 131,072."""
    if entries < FEWEST_ENTRIES:
        raise BitstringRefused("too-short", entries)
    return bytes((entries + 7) // 8)


def set_bits(bits: bytes | bytearray, indices: Iterable[int]) -> bytes:
    """Return the list with the bits at these indices set; refuses an index outside it."""
    changed = bytearray(bits)
    for index in indices:
        _check(changed, index)
        changed[index >> 3] |= 0x80 >> (index & 7)
    return bytes(changed)


def bit(bits: bytes | bytearray, index: int) -> bool:
    """Say whether the bit at an index is set, index 0 being the highest bit of the first byte; refuses one outside."""
    _check(bits, index)
    return bool(bits[index >> 3] & (0x80 >> (index & 7)))


def encode(bits: bytes | bytearray) -> str:
    """Return `u` and base64url, without padding, of the gzipped list; the same list gives the same text.

    Refuses a list of fewer than 131,072 entries. The gzip header says no time and always the same system.
    """
    if len(bits) < FEWEST_BYTES:
        raise BitstringRefused("too-short", len(bits) * 8)
    packed = _HEADER + zlib.compress(bytes(bits), 9, wbits=_GZIP)[len(_HEADER) :]
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def decode(text: str, *, most_bytes: int = MOST_BYTES) -> bytes:
    """Return the list that a stranger published; unpacks never more than `most_bytes`.

    Refuses, by `BitstringRefused.code`, text that isn't multibase base64url, isn't one whole gzip member with nothing
    behind it, unpacks to more than was allowed, or holds fewer than 131,072 entries.
    """
    unpacker = zlib.decompressobj(wbits=_GZIP)
    packed = _packed(text, most_bytes)
    try:
        bits = unpacker.decompress(packed, most_bytes + 1)
    except zlib.error as fault:
        raise BitstringRefused("not-gzip", fault) from fault
    if len(bits) > most_bytes:
        raise BitstringRefused("too-long", f"more than {most_bytes} bytes")
    if not unpacker.eof or unpacker.unused_data:
        raise BitstringRefused("not-gzip", "cut off, or followed by something")
    if len(bits) < FEWEST_BYTES:
        raise BitstringRefused("too-short", len(bits) * 8)
    return bits


def _packed(text: str, most_bytes: int) -> bytes:
    if not text.startswith("u"):
        raise BitstringRefused("not-multibase", text[:1])
    # Gzip adds a few bytes at most to what can't be packed; a text far longer than that isn't worth reading.
    if len(text) > 2 * most_bytes + 64:
        raise BitstringRefused("too-long", len(text))
    body = text[1:]
    if not _BASE64URL.fullmatch(body):
        raise BitstringRefused("not-base64url")
    try:
        return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except binascii.Error as fault:
        raise BitstringRefused("not-base64url", fault) from fault


def _check(bits: bytes | bytearray, index: int) -> None:
    if not 0 <= index < len(bits) * 8:
        raise BitstringRefused("index-out-of-range", index)
