"""Every transfer of a holding in the order in which it happened: what a statement of account is made of."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One transfer of a lot into or out of a holding; `other_account_id` is the other side."""

    entry_id: UUID
    lot_id: UUID
    sequence: int
    kind: str
    happened_at: datetime
    other_account_id: UUID
    issuing_account_id: UUID
    level: Decimal
    credits: Decimal
    hours: Decimal
    earned_on: date
    expires_on: date

    @property
    def change(self) -> Decimal:
        """Return the credits, negative when they leave the holding."""
        return self.credits if self.kind in ("deposit", "reinstate") else -self.credits


_SQL = """
    SELECT link.entry_id, link.lot_id, link.sequence, link.kind, entry.happened_at,
        CASE WHEN link.from_account_id = link.holding_id THEN link.to_account_id ELSE link.from_account_id END,
        lot.issuing_account_id, lot.level, lot.credits, lot.hours, lot.earned_on, lot.expires_on
    FROM ledger_transfer link
    JOIN ledger_entry entry ON entry.holding_id = link.holding_id AND entry.id = link.entry_id
    JOIN ledger_lot lot ON lot.holding_id = link.holding_id AND lot.id = link.lot_id
    WHERE link.holding_id = %s
    ORDER BY entry.happened_at, entry.id, link.lot_id, link.sequence
"""


def statement_of(holding_id: UUID) -> list[StatementLine]:
    """Return every line of a holding, oldest first; a running sum of `change` is the balance."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [holding_id])
        return [StatementLine(*row) for row in cursor.fetchall()]
