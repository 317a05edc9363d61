"""DIDs and where their documents are: did:web and did:key, no others."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from credentials.signing import multikey
from credentials.verifying.verdicts import CheckFailed

_DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%-]+")
_SEGMENT = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=@-]+")
_AUTHORITY = re.compile(r"([A-Za-z0-9.-]+)(:[0-9]{1,5})?")
LONGEST = 1000


def did_of(url: str) -> str:
    """Return the DID of a DID URL (what stands before `#`); refuses what isn't one."""
    did = url.split("#", 1)[0]
    if len(url) > LONGEST or not _DID.fullmatch(did):
        raise CheckFailed("did-broken", did=url)
    return did


def web_address(did: str, *, scheme: Callable[[str], str]) -> str:
    """Return the address of a did:web document (W3C CCG did:web, "Read"); `scheme` says how a host is spoken to.

    A port is percent-encoded (`%3A`); without a path the document is `/.well-known/did.json`. Refuses empty segments,
    `.` and `..`, and whatever isn't one segment after decoding.
    """
    host, *segments = (unquote(part) for part in did.removeprefix("did:web:").split(":"))
    if not _AUTHORITY.fullmatch(host):
        raise CheckFailed("did-broken", did=did)
    for segment in segments:
        if segment in (".", "..") or not _SEGMENT.fullmatch(segment):
            raise CheckFailed("did-broken", did=did)
    path = "/".join(segments) if segments else ".well-known"
    return f"{scheme(host)}://{host.lower()}/{path}/did.json"


def key_document(did: str) -> dict[str, Any]:
    """Return the document that a did:key is (Ed25519 only); refuses keys of other kinds as unknown."""
    text = did.removeprefix("did:key:")
    try:
        multikey.decode(text)
    except ValueError:
        raise CheckFailed("key-kind-unknown", method=did) from None
    method = {"id": f"{did}#{text}", "type": "Multikey", "controller": did, "publicKeyMultibase": text}
    return {"id": did, "verificationMethod": [method], "assertionMethod": [method["id"]]}
