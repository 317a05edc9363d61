"""The shape of a problem's sentences."""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Telling(NamedTuple):
    """A problem's gravity and its three sentences; `{column}`, `{seen}` and the named parameters are filled in."""

    severity: Severity
    seen: str
    expected: str = ""
    mend: str = ""


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return message
