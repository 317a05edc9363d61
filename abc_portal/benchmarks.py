"""What `bin/bench` can measure, by name."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from audit.benchmarks.export import export
from batches.benchmarks.figures import deposits, redemptions
from credentials.benchmarks.signing import signing
from ledger.benchmarks.sealing import sealing


class Measured(Protocol):
    """What a measurement tells: one line for people, and the same for a program."""

    def line(self) -> str:
        """Tell it in one line that ends in the ratio."""

    def to_json(self) -> dict[str, Any]:
        """Return it for a program."""


FIGURES: dict[str, Callable[[int], Iterator[Measured]]] = {
    "deposits": deposits,
    "redemptions": redemptions,
    "export": export,
    "signing": signing,
    "seal": sealing,
}
