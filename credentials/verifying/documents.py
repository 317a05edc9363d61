"""JSON as strictly as a signature needs it: one meaning only, bounded in size and depth."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from credentials.verifying.verdicts import CheckFailed
from ledger.ncrf.wording import Wording
from ledger.ncrf.wording import gettext_noop as _

MOST_BYTES = 2_000_000
DEEPEST = 64


def strict_json(source: bytes | str) -> dict[str, Any]:
    """Return the object that the text holds.

    Refuses, as a broken form: more than 2 MB, text that isn't UTF-8, anything but an object, a key named twice in one
    object (RFC 8259 leaves open which value holds), NaN, infinities and numbers beyond a double, more than 64 levels,
    half surrogate pairs, and ids that aren't text.
    """
    text = _text(source)
    try:
        document = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_number, parse_float=_finite, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        raise CheckFailed("json-broken", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise CheckFailed("json-too-deep", most=DEEPEST) from None
    if not isinstance(document, dict):
        raise CheckFailed("json-not-an-object", seen=Wording(kind_of(document), {}))
    for pointer, name, value in _walk(document):
        if name in ("id", "@id") and not isinstance(value, str):
            raise CheckFailed("id-not-text", pointer=pointer, seen=Wording(kind_of(value), {}))
        if _has_half_a_letter(name) or (isinstance(value, str) and _has_half_a_letter(value)):
            raise CheckFailed("json-text", pointer=pointer.encode("utf-8", "replace").decode())
    return document


_KINDS: dict[type, str] = {
    dict: _("an object"), list: _("a list"), str: _("a text"), bool: _("true or false"), type(None): "null",
}  # fmt: skip
_NUMBER = _("a number")


def kind_of(value: object) -> str:
    """Return what JSON calls a value; the English is a message id."""
    return _KINDS.get(type(value), _NUMBER)


def child(pointer: str, name: str | int) -> str:
    """Return the JSON pointer (RFC 6901) of a member or item."""
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"


def _text(source: bytes | str) -> str:
    size = len(source) if isinstance(source, bytes) else len(source.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise CheckFailed("too-large", seen=size, most=MOST_BYTES)
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError:
        raise CheckFailed("not-utf-8") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise CheckFailed("json-duplicate-key", key=name[:80].encode("utf-8", "replace").decode())
        found[name] = value
    return found


def _no_number(text: str) -> float:
    raise CheckFailed("json-number", seen=text)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_number(text[:40])


def _whole(text: str) -> int:
    # Python refuses to read very long integers with an error of its own; no document needs more than 40 digits.
    if len(text) > 40:
        _no_number(text[:40])
    return int(text)


def _walk(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield pointer, name (`""` in lists) and value of everything; refuses too many levels. Without recursion."""
    waiting: list[tuple[str, Any, int]] = [("", document, 1)]
    while waiting:
        pointer, node, level = waiting.pop()
        if level > DEEPEST:
            raise CheckFailed("json-too-deep", most=DEEPEST)
        members = node.items() if isinstance(node, dict) else (("", value) for value in node)
        for number, (name, value) in enumerate(members):
            place = child(pointer, name if isinstance(node, dict) else number)
            yield place, name, value
            if isinstance(value, dict | list):
                waiting.append((place, value, level + 1))


def _has_half_a_letter(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)
