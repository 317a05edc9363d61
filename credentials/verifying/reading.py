"""What was handed in: told by its content, never by its name, and opened until there is JSON or a JWT."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from credentials.verifying import containers
from credentials.verifying.documents import MOST_BYTES, strict_json
from credentials.verifying.tokens import claims
from credentials.verifying.verdicts import CheckFailed
from ledger.ncrf.wording import Wording
from ledger.ncrf.wording import gettext_noop as _

MOST_CONTAINER_BYTES = 10_000_000
LONGEST_ADDRESS = 2048
_JWT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_SVG = re.compile(rb"<svg[\s>]|<[a-z]+:svg[\s>]", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*<", re.IGNORECASE)

# The first bytes of what people send by mistake, and how to call it.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", _("a GIF picture, which can't hold a credential")),
    (b"PK\x03\x04", _("a ZIP archive or an Office document")),
    (b"\xd0\xcf\x11\xe0", _("an old Office document")),
    (b"\x1f\x8b", _("a gzip archive")),
)


@dataclass(frozen=True, slots=True)
class Handed:
    """A credential as it was handed in: its JSON, and the whole token where it came as a JWT."""

    container: str
    document: dict[str, Any]
    token: str | None = None


def read(source: bytes, *, get: Callable[[str], bytes]) -> Handed:
    """Return the credential in what was handed in: JSON, a compact JWT, a PNG, SVG or PDF, or an https address.

    A photo (JPEG, WebP), and a PNG that carries nothing, is searched for a QR code. `get` fetches an address; what it
    answers is opened the same way, but may not be an address again. Refuses the rest, naming what was seen and what is
    accepted.
    """
    address = _address(source)
    if address:
        return _opened(get(address))
    kind = _container(source)
    if kind in ("png", "picture"):
        text = containers.text_in(source, kind=kind)
        # A QR code mostly says where the credential is.
        if address := _address(text.encode()):
            return _opened(get(address))
        return read_text(text, container=kind)
    return _opened(source)


def read_text(text: str, *, container: str) -> Handed:
    """Return the credential that a text holds, JSON or compact JWT; refuses any other."""
    bare = text.strip("\ufeff \t\r\n\x00")
    if _JWT.fullmatch(bare):
        if len(bare) > MOST_BYTES:
            raise CheckFailed("too-large", seen=len(bare), most=MOST_BYTES)
        return Handed("jwt" if container == "json" else container, claims(bare), bare)
    if not bare.startswith(("{", "[")):
        raise CheckFailed("not-a-credential-file", seen=Wording(_("text of another kind"), {}))
    return Handed(container, strict_json(bare))


def _opened(source: bytes) -> Handed:
    kind = _container(source)
    if kind:
        return read_text(containers.text_in(source, kind=kind), container=kind)
    if len(source) > MOST_BYTES:
        raise CheckFailed("too-large", seen=len(source), most=MOST_BYTES)
    return read_text(_decoded(source), container="json")


def _container(source: bytes) -> containers.Kind | None:
    if not source.strip():
        raise CheckFailed("nothing-there")
    if len(source) > MOST_CONTAINER_BYTES:
        raise CheckFailed("too-large", seen=len(source), most=MOST_CONTAINER_BYTES)
    if source.startswith(b"\xff\xd8\xff") or (source.startswith(b"RIFF") and source[8:12] == b"WEBP"):
        return "picture"
    if source.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    # A PDF may begin with up to 1,024 bytes of something else; what begins as JSON is JSON.
    if source.startswith(b"%PDF-") or (b"%PDF-" in source[:1024] and not source.lstrip().startswith(b"{")):
        return "pdf"
    if _MARKUP.match(source.removeprefix(b"\xef\xbb\xbf")):
        if _SVG.search(source):
            return "svg"
        raise CheckFailed("not-a-credential-file", seen=Wording(_("a web page or other XML"), {}))
    for beginning, name in _OTHERS:
        if source.startswith(beginning):
            raise CheckFailed("not-a-credential-file", seen=Wording(name, {}))
    return None


def _decoded(source: bytes) -> str:
    """Return the text; UTF-16 is read where its mark says so, for Windows programs save pasted text like this."""
    coding = "utf-16" if source.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return source.decode(coding)
    except UnicodeDecodeError:
        raise CheckFailed("not-utf-8") from None


def _address(source: bytes) -> str | None:
    if len(source) > LONGEST_ADDRESS + 16:
        return None
    try:
        text = source.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return None
    return text if _ADDRESS.fullmatch(text) else None
