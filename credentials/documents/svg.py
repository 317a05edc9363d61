"""A signed credential baked into an SVG picture and read back (Open Badges 3.0, section 5.3.2)."""

import re
from typing import Final

from credentials.documents import badge
from credentials.documents.limits import MOST_TEXT_BYTES, must_be_small, text_of
from credentials.documents.refusals import UnbakeableCredential, UnreadableDocument
from credentials.documents.svg_parsing import NAMESPACE, elements_of

_COMPACT_JWT: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_ROOT_TAG: Final = re.compile(rb"""<(?:[\w.-]+:)?svg(?=[\s>])(?:[^"'<>/]|/(?!>)|"[^"]*"|'[^']*')*>""")
_PREFIX: Final = re.compile(rb"""\s+xmlns:openbadges\s*=\s*(?:"[^"]*"|'[^']*')""")


def bake(document: str, *, picture: bytes | None = None) -> bytes:
    """Return the SVG (UTF-8) with the credential directly after its `<svg>` tag: JSON as CDATA, a JWT as `verify`.

    Without `picture` the bank's own badge is drawn from what the credential says. Refuses a picture that already
    carries a badge, and a document that XML cannot hold letter by letter.
    """
    text = document.strip()
    if not text or len(text.encode()) > MOST_TEXT_BYTES:
        raise UnbakeableCredential(f"The credential must have 1 to {MOST_TEXT_BYTES:,} bytes to be baked.")
    if picture is None:
        picture = badge.draw_svg(badge.picture_of(document))
    found = elements_of(picture)
    if found.credentials or found.older:
        raise UnbakeableCredential("The SVG already carries a badge; bake into the plain picture.")
    tag = _ROOT_TAG.search(picture, found.root_at)
    if tag is None or tag.start() != found.root_at:
        raise UnbakeableCredential(
            "The SVG's first tag isn't an open <svg ...> in UTF-8; save the picture as plain SVG."
        )
    head = _PREFIX.sub(b"", tag[0])[:-1] + f' xmlns:openbadges="{NAMESPACE}">'.encode()
    baked = picture[: tag.start()] + head + _element(text).encode() + picture[tag.end() :]
    # Some letters (U+FFFE, lone surrogates, a bare carriage return) don't survive XML: then nothing is handed out.
    if _kept(baked) != text:
        raise UnbakeableCredential("The credential has characters that XML cannot hold; bake it into a PNG.")
    return baked


def read(picture: bytes) -> str:
    """Return the credential's text: the `verify` attribute (JWT) or else the element's content (JSON).

    Declared entities are refused before any is expanded, and nothing outside the file is ever read. Refuses also
    a picture without a credential, with two of them, an older badge and a damaged file.
    """
    must_be_small(picture)
    found = elements_of(picture)
    if len(found.credentials) > 1:
        raise UnreadableDocument(
            "several-credentials",
            f"The SVG carries {len(found.credentials)} credentials; one was expected. Send the issuer's file.",
        )
    if found.credentials:
        return text_of(found.credentials[0].encode(), place="the SVG's <openbadges:credential>")
    if found.older:
        raise UnreadableDocument(
            "older-badge",
            "The SVG carries a badge of Open Badges 2 or older; version 3 was expected. "
            "Ask the issuer for the badge as Open Badges 3.0.",
        )
    raise UnreadableDocument(
        "no-credential", "The SVG is well-formed but has no <openbadges:credential>; send the file as it was issued."
    )


def _element(text: str) -> str:
    if _COMPACT_JWT.fullmatch(text):
        return f'<openbadges:credential verify="{text}"/>'
    # "]]>" ends a CDATA section, so a text with it is written as two.
    return f"<openbadges:credential><![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]></openbadges:credential>"


def _kept(baked: bytes) -> str | None:
    try:
        return read(baked)
    except UnreadableDocument:
        return None
