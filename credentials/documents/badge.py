"""The badge's picture: our own design, drawn from title, institution, credits and level."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from credentials.documents.typesetting import typeset_png, typeset_svg

_LAYOUT: Final = "badge.typ"
_SIDE_POINTS: Final = 400
_DEVANAGARI: Final = re.compile("[\u0900-\u097f]")
MOST_TITLE: Final = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgePicture:
    """What the badge says, already formatted and translated: "2 credits", "NCrF level 5.0"; empty is left out."""

    title: str
    institution: str
    credits: str
    level: str
    language: str = "en"


def draw_png(picture: BadgePicture, *, side: int = 600) -> bytes:
    """Return the badge as a square PNG of `side` pixels on a clear ground; refuses unprintable text."""
    return typeset_png(_LAYOUT, _values(picture), pixels_per_inch=72 * side / _SIDE_POINTS)


def draw_svg(picture: BadgePicture) -> bytes:
    """Return the badge as SVG, letters as outlines, with what it says as its accessible name."""
    drawn = typeset_svg(_LAYOUT, _values(picture))
    said = ", ".join(filter(None, (picture.title, picture.institution, picture.credits, picture.level)))
    return drawn.replace(b"<svg ", f'<svg role="img" aria-label={quoteattr(said)} '.encode(), 1)


def picture_of(document: str) -> BadgePicture:
    """Return what the credential (JSON or compact JWT; not verified here) says, in English words.

    Anything missing is left out, so that a learner record or an endorsement gets a badge too.
    """
    credential = _claims(document)
    subject = _first(credential.get("credentialSubject"))
    achievement = _first(subject.get("achievement"))
    title = str(achievement.get("name") or credential.get("name") or "Credential")
    issuer = _first(credential.get("issuer"))
    earned = subject.get("creditsEarned")
    levels = [
        str(entry.get("targetCode", "")) for entry in _all(achievement) if entry.get("targetType") == "ext:NCrFLevel"
    ]
    return BadgePicture(
        title=title,
        institution=str(issuer.get("name", "")),
        credits="" if earned is None else f"{earned} credit" + ("" if str(earned) == "1" else "s"),
        level=f"NCrF level {levels[0]}" if levels else "",
        language="hi" if _DEVANAGARI.search(title) else "en",
    )


def _values(picture: BadgePicture) -> dict[str, object]:
    values = asdict(picture)
    if len(picture.title) > MOST_TITLE:
        values["title"] = picture.title[: MOST_TITLE - 1].rstrip() + "…"
    return values


def _claims(document: str) -> Mapping[str, Any]:
    text = document.strip()
    try:
        if not text.startswith("{"):
            payload = text.split(".")[1]
            text = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
        return _first(json.loads(text))
    except (IndexError, ValueError, binascii.Error, RecursionError):
        return {}


def _first(value: object) -> Mapping[str, Any]:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def _all(achievement: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    alignments = achievement.get("alignment", [])
    return [entry for entry in alignments if isinstance(entry, dict)] if isinstance(alignments, list) else []
