"""What writing a row to the book ends in, and who writes which kind of row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from batches.reading.rows import ParsedRow
from identity.principals import Principal


@dataclass(slots=True)
class RowOutcome:
    """What became of one row; items and credits are what was newly written for it."""

    number: int
    status: str
    code: str = ""
    detail: str = ""
    item_count: int = 0
    credits: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Order:
    """On whose word a slice is written: the approver's, for one institution and batch."""

    actor: Principal
    institution_id: UUID
    batch_id: UUID
    at: datetime
    idempotency_key: str


class RowWriter(Protocol):
    """Writes a slice of good rows to the book by one command call, whatever their number."""

    def write(self, rows: Sequence[ParsedRow], order: Order) -> list[RowOutcome]:
        """Return what became of each row, in order; runs inside the caller's transaction."""
        ...
