"""Which addresses a verifier may be sent to: read strictly, resolved once, and public."""

import ipaddress
import queue
import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias
from urllib.parse import quote, urlsplit

from credentials.verifying.verdicts import CheckFailed

LONGEST = 2048
Lookup: TypeAlias = Callable[[str, int, float], Sequence[str]]
"""Host, port and seconds, to the host's IP addresses as text; raises OSError or TimeoutError."""

_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?\.?|\[[0-9a-f:.]+\]")
# What Python's `is_global` doesn't refuse, or didn't in earlier releases: each wraps or reaches another address.
_WRAPPING = tuple(
    ipaddress.ip_network(network)
    for network in (
        "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::ffff:0:0/96", "::ffff:0:0:0/96", "::/96",
        "fc00::/7", "fec0::/10", "fe80::/10", "ff00::/8", "5f00::/16",
        "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "0.0.0.0/8", "240.0.0.0/4",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A checked address: scheme, host as it is asked for, port, and the target without a fragment."""

    scheme: str
    host: str
    port: int
    target: str
    is_near: bool

    @property
    def url(self) -> str:
        """The whole address again."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """Host and, unless it is the scheme's own, port."""
        own = {"https": 443, "http": 80}[self.scheme]
        return self.host if self.port == own else f"{self.host}:{self.port}"

    @classmethod
    def of(cls, url: str, *, near: frozenset[str] = frozenset()) -> Self:
        """Return the parts; refuses other schemes than https (http too where `near` names the host), names and

        passwords, hosts with odd letters, addresses beyond 2,048 letters, and ports below 1024 other than 443.
        """
        if len(url) > LONGEST or not url.isprintable() or " " in url or "\\" in url:
            raise CheckFailed("address-broken", url=url, detail="it is too long or has signs of another kind")
        try:
            parts = urlsplit(url)
            port, host = parts.port, (parts.hostname or "").encode("idna").decode("ascii").lower()
        except ValueError:
            raise CheckFailed("address-broken", url=url, detail="its host or port is miswritten") from None
        host = f"[{host}]" if ":" in host else host
        if parts.username is not None or parts.password is not None or not _HOST.fullmatch(host):
            raise CheckFailed("address-broken", url=url, detail="its host is miswritten or has a name before it")
        port = port or {"https": 443, "http": 80}.get(parts.scheme, 0)
        is_near = bool(near & {f"{host}:{port}", host if port in (80, 443) else ""})
        if parts.scheme != "https" and not (parts.scheme == "http" and is_near):
            raise CheckFailed("address-broken", url=url, detail="only https is spoken")
        # Privileged ports other than https' own belong to services that must not be poked at.
        if not is_near and port != 443 and port < 1024:
            raise CheckFailed("address-broken", url=url, detail=f"port {port} is not asked")
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
            f"?{_query(parts.query)}" if parts.query else ""
        )
        return cls(parts.scheme, host, port, target, is_near)


def public_addresses(found: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses if every one of them is public, else none.

    A name with both kinds is a trick or a mistake. Private, loopback, link-local, multicast, reserved, carrier-grade
    and documentation ranges aren't public, nor are those that carry an IPv4 address inside (mapped, 6to4, NAT64).
    """
    return tuple(found) if all(is_public(one) for one in found) else ()


def is_public(text: str) -> bool:
    """Tell whether an IP address is one of the public internet; what can't be read isn't."""
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    wrapped = any(address.version == network.version and address in network for network in _WRAPPING)
    return address.is_global and not address.is_multicast and not address.is_reserved and not wrapped


def look_up(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """Return the addresses that the system's resolver knows, waiting no longer than `seconds`.

    The resolver has no time limit of its own, so it works in a thread that is left behind when it is too slow.
    """
    answers: queue.SimpleQueue[tuple[str, ...] | OSError] = queue.SimpleQueue()
    threading.Thread(target=_ask, args=(host, port, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _ask(host: str, port: int, answers: "queue.SimpleQueue[tuple[str, ...] | OSError]") -> None:
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        answers.put(error if isinstance(error, OSError) else OSError(str(error)))
    else:
        answers.put(tuple(dict.fromkeys(str(place[4][0]) for place in found)))


def _query(query: str) -> str:
    return quote(query, safe="/?%:@!$&'()*+,;=~-._")
