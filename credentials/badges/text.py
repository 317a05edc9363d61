"""Values in the spelling that signed documents need: clean text, full date-times, plain numbers, absolute ids."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias

from credentials.badges.refusals import UnfitFacts

Document: TypeAlias = dict[str, Any]

# Directional overrides and isolates can make a signed name read as another one; a byte order mark and the two
# non-characters say nothing. The joiners U+200C and U+200D are a matter of spelling in Devanagari and stay.
_UNSAID = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ABSOLUTE = re.compile(r"(?:https?|did|urn):[^\s<>\"{}|\\^`\x00-\x20]+", re.ASCII)


def clean(text: str) -> str:
    """Return text fit to be signed: no control characters, line breaks, directional overrides or lone surrogates.

    Each run of space and breaks becomes one space. Letters stay as they were typed, neither composed nor decomposed.
    """
    return " ".join(_CONTROL.sub(" ", _UNSAID.sub("", text)).split())


def moment(at: datetime, field: str) -> str:
    """Return a full date-time in UTC to the second; refuses one that doesn't say its zone."""
    if at.tzinfo is None:
        raise UnfitFacts("time-without-zone", field, at)
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def day(on: date) -> str:
    """Return a day as the full date-time of its beginning in UTC, which is the same day all over India."""
    return moment(datetime.combine(on, time(), UTC), "day")


def number(value: Decimal) -> int | float:
    """Return 2 or 2.5: a whole number without a fraction, any other as the shortest that reads back the same."""
    return int(value) if value == value.to_integral_value() else float(value)


def absolute(iri: str, field: str) -> str:
    """Return an id as it stands; refuses whatever isn't an absolute http(s), did or urn identifier."""
    if not _ABSOLUTE.fullmatch(iri):
        raise UnfitFacts("not-an-absolute-id", field, iri)
    return iri


def without_gaps(**members: Any) -> Document:
    """Return the members that say something: no None, no empty text and no empty list."""
    return {name: value for name, value in members.items() if value is not None and value not in ("", [], {})}
