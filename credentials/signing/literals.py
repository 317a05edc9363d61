"""Values as N-Quads writes them: letters escaped in one way only, numbers in their canonical form."""

import re
import sys
from functools import lru_cache
from math import isfinite
from typing import Any

from credentials.signing.errors import UnsignableDocument
from credentials.signing.jcs import canonical_json

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile('[\x00-\x1f\x7f"\\\\]')
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]*")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_LARGEST_WHOLE = 10**21
_LARGEST = sys.float_info.max
_ZEROS = re.compile(r"(\d)0*E\+?(-)?0*(\d)")


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI, of letters that one may have."""
    return _bracketed(text) is not None


def iri(text: str, pointer: str) -> str:
    """Return an absolute IRI in angle brackets; refuses a relative one and letters that no IRI has."""
    found = _bracketed(text)
    if found is None:
        raise UnsignableDocument(pointer, f"{text[:200]!r} is not an absolute IRI.")
    return found


@lru_cache(maxsize=4096)
def _bracketed(text: str) -> str | None:
    return f"<{text}>" if _IRI.fullmatch(text) else None


def quoted(text: str, pointer: str, *, for_signing: bool = True) -> str:
    """Return text in quotes, as canonical N-Quads escapes it (RDFC-1.0, 5).

    For signing, control characters are refused, which could read one way and sign another; in documents that others
    signed they are escaped. Half letters are refused always.
    """
    if found := _UNFIT.search(text):
        if for_signing or _HALF.search(text):
            raise UnsignableDocument(pointer, f"The text holds U+{ord(found[0]):04X}, which can't be signed.")
        return f'"{_ESCAPED.sub(_escape, text)}"'
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def literal(value: Any, coercion: str, pointer: str, *, for_signing: bool = True) -> str:
    """Return a JSON value as a literal of the datatype that its term asks for, or of its own."""
    if coercion == "@json":
        return f"{quoted(canonical_json(value, pointer), pointer, for_signing=for_signing)}^^<{RDF}JSON>"
    if isinstance(value, str):
        text = quoted(value, pointer, for_signing=for_signing)
        return text + (f"^^{iri(coercion, pointer)}" if coercion and coercion != f"{XSD}string" else "")
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^{iri(coercion or f"{XSD}boolean", pointer)}'
    if isinstance(value, int | float):
        text, kind = number(value, coercion, pointer)
        if for_signing:
            _require_exact(value, text, pointer)
        return f'"{text}"^^{iri(kind, pointer)}'
    raise UnsignableDocument(pointer, f"{type(value).__name__} is no value that can be signed.")


def language_tag(text: Any, pointer: str) -> str:
    """Return a language tag in lower case; refuses what is none (BCP 47)."""
    if not isinstance(text, str) or not _LANGUAGE.fullmatch(text):
        raise UnsignableDocument(pointer, f"{text!r} is not a language tag.")
    return text.lower()


def number(value: float, coercion: str, pointer: str) -> tuple[str, str]:
    """Return a number's text and datatype (JSON-LD 1.1, Object to RDF Conversion)."""
    if (isinstance(value, float) and not isfinite(value)) or abs(value) > _LARGEST:
        raise UnsignableDocument(pointer, "A number that is not finite can't be signed.")
    whole = isinstance(value, int) or value.is_integer()
    if whole and abs(value) < _LARGEST_WHOLE and coercion != f"{XSD}double":
        return str(int(value)), coercion or f"{XSD}integer"
    return _ZEROS.sub(r"\1E\2\3", f"{float(value):1.15E}"), coercion or f"{XSD}double"


def _require_exact(value: float, text: str, pointer: str) -> None:
    """Refuse a number that others would read as another: two different numbers must never be signed alike."""
    if float(text) != value or int(float(value)) != int(value):
        raise UnsignableDocument(pointer, f"{value!r:.40} has more digits than are signed.")
