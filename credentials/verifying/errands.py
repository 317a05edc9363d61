"""What one verification may ask of the outside, so that a document can't send us on endless errands."""

import time

from credentials.verifying.fetching import SECONDS
from credentials.verifying.verdicts import CheckFailed
from credentials.verifying.worlds import World

MOST_ERRANDS = 12
MOST_SECONDS = 20.0


class Errands:
    """The fetches of one verification: so many addresses and 20 seconds in all; each address is asked once."""

    def __init__(self, world: World, *, most: int = MOST_ERRANDS) -> None:
        """Begin to count."""
        self._most = most
        self._outside = world.outside
        self._deadline = time.monotonic() + MOST_SECONDS
        self._answers: dict[str, bytes | CheckFailed] = {}

    def get(self, url: str, *, keep: bool = True) -> bytes:
        """Return what the address answers; raises CheckFailed, the same one again for an address that failed."""
        if url not in self._answers:
            self._answers[url] = self._asked(url, keep)
        answer = self._answers[url]
        if isinstance(answer, CheckFailed):
            raise answer
        return answer

    def scheme(self, authority: str) -> str:
        """Return how a host is spoken to."""
        return self._outside.scheme(authority) if self._outside else "https"

    def _asked(self, url: str, keep: bool) -> bytes | CheckFailed:
        if self._outside is None:
            return CheckFailed("offline", url=url)
        left = self._deadline - time.monotonic()
        if len(self._answers) >= self._most or left <= 0:
            return CheckFailed("too-many-errands")
        try:
            return self._outside.get(url, seconds=min(left, SECONDS), keep=keep)
        except CheckFailed as failure:
            return failure
