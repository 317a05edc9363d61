"""Addresses that the verifier answers itself, before anybody is asked over a network."""

from collections.abc import Callable
from dataclasses import dataclass

from credentials.verifying.fetching import SECONDS, Fetches
from credentials.verifying.verdicts import CheckFailed


@dataclass(frozen=True, slots=True)
class HomeFirst:
    """Fetches what lies at home there, and the rest through `outside`, which is None where nothing may be fetched.

    `at_home` returns None for an address of somebody else; it raises `link_unknown()` or `link_unsigned()`.
    """

    at_home: Callable[[str], bytes | None]
    outside: Fetches | None

    def scheme(self, authority: str) -> str:
        """Return how a host is spoken to."""
        return self.outside.scheme(authority) if self.outside else "https"

    def get(self, url: str, *, seconds: float = SECONDS, keep: bool = True) -> bytes:
        """Return what the address answers; raises CheckFailed."""
        own = self.at_home(url)
        if own is not None:
            return own
        if self.outside is None:
            raise CheckFailed("offline", url=url)
        return self.outside.get(url, seconds=seconds, keep=keep)


def link_unknown() -> CheckFailed:
    """Return what is found of a link of ours that opens nothing."""
    return CheckFailed("link-unknown")


def link_unsigned() -> CheckFailed:
    """Return what is found of a link of ours whose credential could not be signed."""
    return CheckFailed("link-unsigned")
