"""Cells of exported tables that no spreadsheet takes for a formula. Pure."""

import re

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# OWASP, CSV injection: what spreadsheets take for the start of a formula, with the full-width forms.
_STARTERS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def safe_cell(value: object) -> str:
    """Return a cell as text; one that could act as a formula begins with an apostrophe, plain numbers stay."""
    text = str(value)
    return "'" + text if _could_act(text) and not _NUMBER.fullmatch(text) else text


def restored(text: str) -> str:
    """Take back what `safe_cell` put in front."""
    return text[1:] if text[:1] == "'" and _could_act(text) else text


def _could_act(text: str) -> bool:
    """Tell whether a formula begins here, behind any apostrophes."""
    return text.lstrip("'")[:1] in _STARTERS
