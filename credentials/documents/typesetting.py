"""Typst, the typesetter behind every page and picture: compiled from the layouts here, with the fonts here alone."""

import json
import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

from credentials.documents.refusals import UnprintableText

LAYOUTS: Final = Path(__file__).parent / "layout"
FONTS: Final = Path(__file__).parent / "fonts"
# Archival with the signed credential inside (ISO 19005-3, level A: tagged), and accessible (ISO 14289-1).
STANDARDS: Final[list[Literal["a-3a", "ua-1"]]] = ["a-3a", "ua-1"]
_FIRST_FAMILIES: Final = ("Inter", "Inter Extended", "Noto Sans Devanagari")
_MISSING: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
_own = threading.local()


def typeset_pdf(
    layout: str, values: Mapping[str, object], *, made_at: datetime, attachment: str | None = None
) -> bytes:
    """Return the layout filled with the values as PDF/A-3a and PDF/UA-1, `attachment` inside as it is.

    The same arguments give the same bytes. Refuses text that the fonts cannot draw (`UnprintableText`).
    """
    inputs = _inputs(values) | ({} if attachment is None else {"credential": attachment})
    stamp = made_at.astimezone(UTC).replace(microsecond=0)
    return _compile(layout, sys_inputs=inputs, format="pdf", pdf_standards=STANDARDS, timestamp=stamp)


def typeset_png(layout: str, values: Mapping[str, object], *, pixels_per_inch: float) -> bytes:
    """Return the one page of the layout as PNG; refuses text that the fonts cannot draw."""
    _must_print(layout, values)
    return _compile(layout, sys_inputs=_inputs(values), format="png", ppi=pixels_per_inch)


def typeset_svg(layout: str, values: Mapping[str, object]) -> bytes:
    """Return the one page of the layout as SVG with letters as outlines; refuses text that the fonts cannot draw."""
    _must_print(layout, values)
    return _compile(layout, sys_inputs=_inputs(values), format="svg")


def _must_print(layout: str, values: Mapping[str, object]) -> None:
    # Only the PDF standards make the typesetter refuse a missing letter; pictures would show a box.
    _compile(layout, sys_inputs=_inputs(values), format="pdf", pdf_standards=["a-2b"])


def _compile(layout: str, **options: Any) -> bytes:
    try:
        made = _compiler().compile(input=str(LAYOUTS / layout), **options)
    except typst.TypstError as error:
        missing = _MISSING.findall(error.diagnostic)
        if missing:
            raise UnprintableText(
                _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)[0] for name in missing
            ) from error
        raise
    if not isinstance(made, bytes):
        raise TypeError(f"{layout} must make one page or one file.")
    return made


def _inputs(values: Mapping[str, object]) -> dict[str, str]:
    # Values reach the layout as data, never as markup, so nothing in a name or title is read as a command.
    return {"values": json.dumps({"fonts": _families(), **values}, ensure_ascii=False)}


def _compiler() -> typst.Compiler:
    # A compiler remembers the inputs of its last run, so each thread has one of its own.
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(font_paths=_fonts(), root=LAYOUTS)
    compiler: typst.Compiler = _own.compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _families() -> list[str]:
    return [*_FIRST_FAMILIES, *(name for name in _fonts().families() if name not in _FIRST_FAMILIES)]
