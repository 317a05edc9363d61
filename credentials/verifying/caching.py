"""What was fetched lately, so that many credentials of one issuer cost one request."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from credentials.verifying.fetching import SECONDS, Fetches


class _Kept(NamedTuple):
    body: bytes
    until: float


class Remembered:
    """Fetches through another, and keeps answers for `keep_seconds`, at most `most_bytes` of them in all.

    Meant for documents of issuers (keys, status lists), not for credentials of people. A revocation is seen at the
    latest after `keep_seconds`. Refusals aren't kept. May be used by several threads.
    """

    def __init__(
        self,
        inner: Fetches,
        *,
        keep_seconds: float = 300.0,
        most_bytes: int = 16_000_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nothing kept."""
        self._inner = inner
        self._keep_seconds = keep_seconds
        self._most_bytes = most_bytes
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def scheme(self, authority: str) -> str:
        """Return how the inner one speaks to a host."""
        return self._inner.scheme(authority)

    def get(self, url: str, *, seconds: float = SECONDS, keep: bool = True) -> bytes:
        """Return what the address answers now, or answered lately; raises what the inner one raises.

        With `keep` false the answer is neither looked for nor kept: somebody's credential.
        """
        if not keep:
            return self._inner.get(url, seconds=seconds, keep=False)
        with self._lock:
            kept = self._kept.get(url)
            if kept is not None and self._clock() < kept.until:
                self._kept.move_to_end(url)
                return kept.body
        body = self._inner.get(url, seconds=seconds)
        self._keep(url, body)
        return body

    def _keep(self, url: str, body: bytes) -> None:
        if len(body) > self._most_bytes:
            return
        with self._lock:
            self._drop(url)
            self._kept[url] = _Kept(body, self._clock() + self._keep_seconds)
            self._bytes += len(body)
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._kept)))

    def _drop(self, url: str) -> None:
        dropped = self._kept.pop(url, None)
        self._bytes -= len(dropped.body) if dropped else 0
