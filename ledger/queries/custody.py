"""Where lots are: the newest link of each chain of custody."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection


class LotState(NamedTuple):
    """A lot with the account that has it now and the number of its newest transfer."""

    holding_id: UUID
    lot_id: UUID
    sequence: int
    kind: str
    account_id: UUID
    entry_id: UUID
    issuing_account_id: UUID
    level: Decimal
    credits: Decimal
    hours: Decimal
    rule_set: str
    rule_set_version: str
    earned_on: date
    expires_on: date

    @property
    def is_held(self) -> bool:
        """Whether the learner has it (it may still have expired)."""
        return self.account_id == self.holding_id


_COLUMNS = """
    lot.holding_id, lot.id, last.sequence, last.kind, last.to_account_id, last.entry_id, lot.issuing_account_id,
    lot.level, lot.credits, lot.hours, lot.rule_set, lot.rule_set_version, lot.earned_on, lot.expires_on
"""
_LAST = """
    CROSS JOIN LATERAL (
        SELECT sequence, kind, to_account_id, entry_id FROM ledger_transfer link
        WHERE link.holding_id = lot.holding_id AND link.lot_id = lot.id ORDER BY sequence DESC LIMIT 1
    ) last
"""


def states_of(lots: Sequence[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], LotState]:
    """Return the state of each (holding, lot) that exists."""
    sql = f"""
        SELECT {_COLUMNS}
        FROM unnest(%s::uuid[], %s::uuid[]) AS wanted (holding_id, lot_id)
        JOIN ledger_lot lot ON lot.holding_id = wanted.holding_id AND lot.id = wanted.lot_id {_LAST}
    """  # noqa: S608 - constants only
    rows = _fetch(sql, [[holding for holding, _ in lots], [lot for _, lot in lots]])
    return {(state.holding_id, state.lot_id): state for state in rows}


def lots_of(holdings: Iterable[UUID]) -> list[LotState]:
    """Return every lot ever deposited into these holdings, with where it is now; soonest expiry first."""
    sql = f"""
        SELECT {_COLUMNS} FROM ledger_lot lot {_LAST}
        WHERE lot.holding_id = ANY(%s::uuid[]) ORDER BY lot.expires_on, lot.earned_on, lot.id
    """  # noqa: S608 - constants only
    return _fetch(sql, [list(holdings)])


def expired_lots(*, on: date, limit: int) -> list[LotState]:
    """Return lots that are still held though they expired on or before the day; oldest first, at most `limit`."""
    sql = f"""
        SELECT {_COLUMNS} FROM ledger_lot lot {_LAST}
        WHERE lot.expires_on <= %s AND last.to_account_id = lot.holding_id
        ORDER BY lot.expires_on, lot.holding_id, lot.id LIMIT %s
    """  # noqa: S608 - constants only
    return _fetch(sql, [on, limit])


def _fetch(sql: str, parameters: list[Any]) -> list[LotState]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [LotState._make(row) for row in cursor.fetchall()]
