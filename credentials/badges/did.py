"""Identifiers of issuers (`did:web`) and the documents that publish their keys."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from credentials.badges.refusals import UnfitFacts
from credentials.badges.text import Document, moment, without_gaps

CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1", "https://w3id.org/security/jwk/v1")
STANDING, STANDING_TYPE = "standing", "IssuerStanding"
_FRAGMENT = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """One published key: the fragment that names it, and the key as Multikey text or as a JSON Web Key, never both.

    `retired_at` is when it stopped signing; `compromised_at` is when somebody else may have begun to sign with it.
    """

    fragment: str
    multikey: str = ""
    jwk: tuple[tuple[str, str], ...] = ()
    retired_at: datetime | None = None
    compromised_at: datetime | None = None

    def __post_init__(self) -> None:
        if not _FRAGMENT.fullmatch(self.fragment):
            raise UnfitFacts("not-a-fragment", "key.fragment", self.fragment)
        if bool(self.multikey) == bool(self.jwk):
            raise UnfitFacts("one-form-of-key-needed", "key", self.fragment)


def did_web(site: str, *path: str) -> str:
    """Return the did:web of a path on a site: `did:web:localhost%3A8000:institutions:U-0123`.

    The port's colon is percent-encoded and so is whatever isn't an unreserved letter in a segment. Refuses a site
    without a host, and one below a path of its own, whose document would lie elsewhere than this says.
    """
    if not all(path):
        raise UnfitFacts("missing", "path")
    return ":".join(("did:web", _authority(site), *(quote(segment, safe="") for segment in path)))


def did_document(did: str, keys: Sequence[KeyFacts], *, standing_url: str = "") -> Document:
    """Return the DID document with every key that the issuer ever signed with.

    `standing_url` is where the bank says whether the issuer may award today; it becomes a service of the document.

    A verifier asks of a proof's key that it is named in `assertionMethod` (DID Core 1.0; Data Integrity 1.0, "Retrieve
    Verification Method"), and asks it today, years after the proof was made. A retired key therefore stays in
    `assertionMethod`: taken out, everything it signed would fail. It gets no `expires` either, for after that time a
    verifier is told to accept no proof of the key, old ones included (Controlled Identifiers 1.0). Retirement is the
    issuer's own rule, kept where it signs.

    Of a compromised key nobody can tell which proofs are the thief's, who dates them as he likes. It stays listed, with
    `revoked`, so that a reader learns why, and leaves `assertionMethod`, so that every verifier refuses it, whatever it
    knows of `revoked`. What the key signed has to be issued anew.
    """
    if not keys:
        raise UnfitFacts("missing", "keys")
    if len({key.fragment for key in keys}) != len(keys):
        raise UnfitFacts("named-twice", "keys")
    standing = [{"id": f"{did}#{STANDING}", "type": STANDING_TYPE, "serviceEndpoint": standing_url}]
    return {
        "@context": list(CONTEXTS),
        "id": did,
        "verificationMethod": [_method(did, key) for key in keys],
        "assertionMethod": [f"{did}#{key.fragment}" for key in keys if key.compromised_at is None],
        **({"service": standing} if standing_url else {}),
    }


def rsa_jwk(modulus: int, exponent: int, *, kid: str) -> tuple[tuple[str, str], ...]:
    """Return a public RSA key as the members of a JSON Web Key (RFC 7517), for RS256."""
    return (
        ("kty", "RSA"),
        ("n", _base64url(modulus)),
        ("e", _base64url(exponent)),
        ("alg", "RS256"),
        ("use", "sig"),
        ("kid", kid),
    )


def key_set(keys: Sequence[KeyFacts]) -> Document:
    """Return the JSON Web Key Set of the keys that are kept in that form, without compromised ones."""
    return {"keys": [dict(key.jwk) for key in keys if key.jwk and key.compromised_at is None]}


def _authority(site: str) -> str:
    try:
        parts = urlsplit(site)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = "" if parts.port is None else f"%3A{parts.port}"
    except ValueError as fault:
        raise UnfitFacts("not-a-site", "site", site) from fault
    elsewhere = parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None
    if parts.scheme not in {"http", "https"} or not host or ":" in host or elsewhere:
        raise UnfitFacts("not-a-site", "site", site)
    return host + port


def _method(did: str, key: KeyFacts) -> Document:
    revoked = None if key.compromised_at is None else moment(key.compromised_at, "key.compromised_at")
    form: dict[str, Any] = {"publicKeyMultibase": key.multikey} if key.multikey else {"publicKeyJwk": dict(key.jwk)}
    return without_gaps(
        id=f"{did}#{key.fragment}",
        type="Multikey" if key.multikey else "JsonWebKey",
        controller=did,
        **form,
        revoked=revoked,
    )


def _base64url(whole: int) -> str:
    octets = whole.to_bytes((whole.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")
