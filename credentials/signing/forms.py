"""The one form of a document that is hashed: by the strict writer, or by PyLD for strangers' shapes."""

from collections.abc import Mapping
from typing import Any

from credentials.signing import strangers
from credentials.signing.canonical import canonical_form
from credentials.signing.errors import UnsignableDocument
from credentials.signing.writer import quads_of


def nquads(document: Mapping[str, Any]) -> list[str]:
    """Return the lines of a document's quads, none twice; refuses what would not be signed whole."""
    written = quads_of(document)
    return list(dict.fromkeys([*written.lines, *(quad.line() for quad in written.quads)]))


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the canonical N-Quads of one of our own documents; refuses what would not be signed whole."""
    return canonical_form(quads_of(document)).encode()


def canonical_of_anybody(document: Mapping[str, Any]) -> bytes:
    """Return the canonical N-Quads of any document: strict first, and PyLD for shapes that we never write."""
    try:
        written = quads_of(document, for_signing=False)
    except UnsignableDocument as refusal:
        try:
            written = strangers.quads_of(document)
        except UnsignableDocument:
            raise refusal from None
    return canonical_form(written).encode()
