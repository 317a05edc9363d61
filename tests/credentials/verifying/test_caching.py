"""What is remembered of answers, for how long and how much."""

from credentials.verifying.caching import Remembered


class Counting:
    """An outside that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def scheme(self, authority: str) -> str:
        return "https"

    def get(self, url: str, *, seconds: float = 1, keep: bool = True) -> bytes:
        self.asked.append(url)
        return url.encode() * 10


def test_an_answer_is_kept_for_a_while() -> None:
    inner, now = Counting(), [0.0]
    kept = Remembered(inner, keep_seconds=60, clock=lambda: now[0])
    assert kept.get("a") == kept.get("a")
    now[0] = 61
    kept.get("a")
    assert inner.asked == ["a", "a"]


def test_no_more_than_the_bound_is_kept_and_the_oldest_goes() -> None:
    inner = Counting()
    kept = Remembered(inner, most_bytes=25)
    for url in ("a", "b", "a", "c", "a", "b"):
        kept.get(url)
    assert inner.asked == ["a", "b", "c", "b"]


def test_what_is_larger_than_the_bound_is_not_kept() -> None:
    inner = Counting()
    kept = Remembered(inner, most_bytes=5)
    kept.get("a")
    kept.get("a")
    assert inner.asked == ["a", "a"]


def test_somebodys_credential_is_neither_kept_nor_answered_from_memory() -> None:
    inner = Counting()
    kept = Remembered(inner)
    for keep in (False, True, False):
        kept.get("a", keep=keep)
    assert inner.asked == ["a", "a", "a"]
    kept.get("a")
    assert len(inner.asked) == 3
