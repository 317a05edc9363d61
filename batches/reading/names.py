"""Cleans names and short texts without harming any script."""

import unicodedata

from batches.reading.problems import Problem, problem

# Joiners carry meaning in Indian scripts; every other invisible or directional mark can hide a second name.
_JOINERS = "\u200c\u200d"
_LOST = "\ufffd"


def clean_text(text: str) -> str:
    """Return the text in NFC with white space collapsed; ZWJ and ZWNJ stay where they are."""
    if text.isascii():
        return text.strip() if "  " not in text and text.isprintable() else " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text).split())


def odd_mark(text: str) -> str:
    """Return the Unicode number of the first character that can't be shown, or an empty text."""
    if text.isascii() and text.isprintable():
        return ""
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"} and character not in _JOINERS:
            return f"U+{ord(character):04X}"
    return ""


def read_name(text: str, column: str) -> tuple[str, Problem | None]:
    """Read a person's name: NFC, spaces collapsed, joiners kept; control and hidden characters are refused."""
    name = clean_text(text)
    if not name:
        return "", problem("name-missing", column)
    if name.isascii() and name.isprintable():
        return name, None
    mark = odd_mark(name)
    if mark:
        return "", problem("name-control-character", column, "", mark=mark)
    if _LOST in name:
        return "", problem("name-unreadable", column, name)
    return name, None
