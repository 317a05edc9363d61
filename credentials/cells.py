"""Cells of exported tables that no spreadsheet takes for a formula."""

import re

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> str:
    """Return a cell as text; one that could act as a formula begins with an apostrophe (OWASP, CSV injection)."""
    text = str(value)
    if text.startswith(_STARTS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
