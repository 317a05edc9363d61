"""Canonical JSON (RFC 8785) for values that are signed as JSON."""

import json
from typing import Any

from credentials.signing.errors import UnsignableDocument

_LARGEST_EXACT = 2**53


def canonical_json(value: Any, pointer: str) -> str:
    """Return a JSON value in its canonical spelling; refuses numbers that another reader could read differently."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_text(name)}:{canonical_json(item, pointer)}" for name, item in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical_json(item, pointer) for item in value) + "]"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _LARGEST_EXACT:
        raise UnsignableDocument(pointer, f"{value} is too large a number to be read alike everywhere.")
    if isinstance(value, float):
        return _fraction(value, pointer)
    if value is not None and not isinstance(value, str | int):
        raise UnsignableDocument(pointer, f"{type(value).__name__} is no JSON.")
    return _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _fraction(value: float, pointer: str) -> str:
    """Return a fraction as ECMAScript spells it; very small and very large ones are refused instead of spelled."""
    if not 1e-4 <= abs(value) < 1e16:
        raise UnsignableDocument(pointer, f"{value!r} can't be signed as JSON.")
    return repr(value)
