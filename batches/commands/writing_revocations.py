"""Revoking rows: every row is one award with its reason."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from batches.commands.outcomes import Order, RowOutcome
from batches.models import BatchOutcome
from batches.reading.rows import ParsedRow
from credentials.commands.awards import RevocationItem, revoke_awards

Status = BatchOutcome.Status


class RevocationsWriter:
    """Revokes the rows of `revocations`: exactly the awards that the check found, and no others."""

    def write(self, rows: Sequence[ParsedRow], order: Order) -> list[RowOutcome]:
        """Revoke the slice in one call; what was redeemed, lapsed or revoked since the check is told by its row."""
        lines = [(row, row.revocation) for row in rows if row.revocation is not None]
        made = revoke_awards(
            actor=order.actor, institution_id=order.institution_id, at=order.at,
            items=[RevocationItem(UUID(line.award), line.reason_code, line.reason) for _row, line in lines],
            idempotency_key=order.idempotency_key,
        )  # fmt: skip
        outcomes = []
        for (row, line), one in zip(lines, made, strict=True):
            gone = one.status == Status.REVOKED
            credits = (line.credits or Decimal(0)) if gone else Decimal(0)
            outcomes.append(RowOutcome(row.number, one.status, one.code, one.detail, int(gone), credits))
        return outcomes
