"""Where a picture or PDF keeps its credential: the one place that asks the readers of documents."""

from importlib import import_module
from typing import Literal

from credentials.verifying.verdicts import CheckFailed

Kind = Literal["png", "svg", "pdf", "picture"]
_NAMES: dict[Kind, str] = {"png": "PNG", "svg": "SVG", "pdf": "PDF", "picture": "picture (JPEG, WebP)"}
_READERS: dict[Kind, tuple[str, str]] = {
    "png": ("credentials.documents.png", "read"),
    "svg": ("credentials.documents.svg", "read"),
    "pdf": ("credentials.documents.attachments", "read"),
    "picture": ("credentials.documents.qr", "read"),
}


def text_in(source: bytes, *, kind: Kind) -> str:
    """Return what a picture or PDF carries, as text; refuses one that carries nothing or is damaged.

    A PNG without a baked credential is searched for a QR code, as a photo is. The readers are loaded when they are
    first needed: they bring large libraries, and most of what is verified is JSON.
    """
    try:
        return _read(source, kind)
    except CheckFailed as failure:
        if kind != "png" or failure.code != "nothing-inside":
            raise
    return _read(source, "picture")


def _read(source: bytes, kind: Kind) -> str:
    module, reader = _READERS[kind]
    try:
        found = getattr(import_module(module), reader)(source)
    except ValueError as error:
        if getattr(error, "code", "") == "no-credential":
            raise CheckFailed("nothing-inside", container=_NAMES[kind]) from None
        raise CheckFailed("container-unreadable", container=_NAMES[kind], detail=str(error)[:300]) from None
    if not isinstance(found, str) or not found.strip():
        raise CheckFailed("nothing-inside", container=_NAMES[kind])
    return found
