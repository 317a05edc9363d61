"""The only place that opens a connection to the outside, to addresses that strangers have chosen."""

import http.client
import ssl
import time
import zlib
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urljoin

from credentials.verifying.addresses import Address, Lookup, look_up, public_addresses
from credentials.verifying.connections import Line
from credentials.verifying.verdicts import CheckFailed

MOST_BYTES = 1_000_000
MOST_REDIRECTS = 2
SECONDS = 10.0
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_ACCEPT = "application/vc, application/did, application/json, application/ld+json, application/jwt;q=0.9, */*;q=0.1"
_KINDS = frozenset((
    "application/vc", "application/did", "application/json", "application/jwt", "application/vc+jwt",
    "application/octet-stream", "application/pdf", "image/png", "image/svg+xml", "text/plain", "text/json",
))  # fmt: skip


class Fetches(Protocol):
    """Whatever can fetch an address for a verification."""

    def get(self, url: str, *, seconds: float = SECONDS, keep: bool = True) -> bytes:
        """Return what the address answers, which may be kept for a while; raises CheckFailed."""

    def scheme(self, authority: str) -> str:
        """Return how this host and port are spoken to: https, or http where the operator allows it."""


@dataclass(frozen=True, slots=True)
class Outside:
    """The public internet, as far as a verifier may go there.

    `near` names the hosts (`host:port`) of a demonstration or an intranet, which may have private addresses and are
    spoken to by plain http unless the address says https; nobody else is. `look_up` turns a name into addresses, once
    per request: the very address that was checked is then connected to, so that a name can't change in between.
    """

    near: frozenset[str] = frozenset()
    look_up: Lookup = look_up
    most_bytes: int = MOST_BYTES
    trust: ssl.SSLContext | None = None

    def scheme(self, authority: str) -> str:
        """Return http for a host that stands in `near`, https for every other."""
        return "http" if authority.lower() in self.near else "https"

    def get(self, url: str, *, seconds: float = SECONDS, keep: bool = False) -> bytes:
        """Return the body of an answer 200, of a kind that a credential may come in, uncompressed.

        The request says nothing but the address: no cookie, no Referer, no name or password, no fragment. Refuses
        hosts that aren't public, ports below 1024 other than 443, more than 2 redirects or one to another scheme,
        more than 1 MB before or after decompression, and all that takes longer than `seconds` in total.
        """
        deadline = time.monotonic() + seconds
        address = Address.of(url, near=self.near)
        for _ in range(MOST_REDIRECTS + 1):
            line = self._line(address, deadline)
            try:
                answer = line.ask(address.target, accept=_ACCEPT)
                if answer.status not in _REDIRECTS:
                    return self._body(answer, address)
                address = self._redirected(answer, address)
            except (TimeoutError, OSError, http.client.HTTPException) as error:
                raise _as_failure(error, address) from None
            finally:
                line.close()
        raise CheckFailed("redirect-refused", host=address.host, seen="yet another address")

    def _line(self, address: Address, deadline: float) -> Line:
        try:
            found = self.look_up(address.host, address.port, max(0.0, deadline - time.monotonic()))
        except TimeoutError:
            raise CheckFailed("answer-too-slow", host=address.host) from None
        except OSError:
            raise CheckFailed("host-unknown", host=address.host) from None
        allowed = found if address.is_near else public_addresses(found)
        if not allowed:
            raise CheckFailed("address-not-public" if found else "host-unknown", host=address.host)
        return Line(address, allowed, deadline=deadline, trust=self.trust)

    def _redirected(self, answer: http.client.HTTPResponse, address: Address) -> Address:
        location = answer.getheader("Location", "")
        try:
            onward = Address.of(urljoin(address.url, location), near=self.near)
        except (CheckFailed, ValueError):
            raise CheckFailed("redirect-refused", host=address.host, seen=location) from None
        if not location or onward.scheme != address.scheme:
            raise CheckFailed("redirect-refused", host=address.host, seen=location)
        return onward

    def _body(self, answer: http.client.HTTPResponse, address: Address) -> bytes:
        if answer.status != 200:
            raise CheckFailed("answer-refused", host=address.host, status=answer.status)
        kind = answer.headers.get_content_type() if "Content-Type" in answer.headers else "nothing said"
        if kind not in _KINDS and not (kind.startswith("application/") and kind.endswith(("+json", "+jwt"))):
            raise CheckFailed("answer-of-another-kind", host=address.host, seen=kind)
        too_large = CheckFailed("answer-too-large", host=address.host, most=self.most_bytes)
        # One byte more than is allowed tells a longer answer from one that just fits; a header's promise is not asked.
        body = answer.read(self.most_bytes + 1)
        if len(body) > self.most_bytes:
            raise too_large
        coding = answer.getheader("Content-Encoding", "identity").strip().lower()
        if coding in ("", "identity"):
            return body
        if coding not in ("gzip", "x-gzip"):
            raise CheckFailed("answer-of-another-kind", host=address.host, seen=coding)
        return _unpacked(body, self.most_bytes, too_large=too_large, host=address.host)


def _unpacked(body: bytes, most: int, *, too_large: CheckFailed, host: str) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, most + 1)
    except zlib.error:
        raise CheckFailed("answer-broken", host=host, detail="gzip") from None
    if len(plain) > most:
        raise too_large
    if not unpacker.eof or unpacker.unused_data:
        raise CheckFailed("answer-broken", host=host, detail="gzip")
    return plain


def _as_failure(error: Exception, address: Address) -> CheckFailed:
    if isinstance(error, TimeoutError):
        return CheckFailed("answer-too-slow", host=address.host)
    if isinstance(error, ssl.SSLCertVerificationError):
        return CheckFailed("no-answer", host=address.host, detail=f"certificate: {error.verify_message}")
    if isinstance(error, ssl.SSLError):
        return CheckFailed("no-answer", host=address.host, detail="TLS")
    if isinstance(error, http.client.HTTPException):
        return CheckFailed("answer-broken", host=address.host, detail=type(error).__name__)
    return CheckFailed("no-answer", host=address.host, detail=type(error).__name__)
