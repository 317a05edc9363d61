"""Catching up with entries that wait to be sealed, beside the plain SELECT of the same rows in the same run."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from ledger.acts import DEPOSIT, Act, NewLot, Writer
from ledger.commands.accounts import open_holdings, open_issuance_account
from ledger.commands.record import record
from ledger.commands.seal import seal
from ledger.identifiers import new_id

ENTRIES_PER_ROW, ENTRIES_PER_CALL = 5, 5_000
NOON = datetime(2026, 6, 1, 6, 30, tzinfo=UTC)
_SELECTS = (
    "SELECT * FROM ledger_entry WHERE id IN (SELECT entry_id FROM ledger_unsealedentry)",
    "SELECT * FROM ledger_transfer WHERE entry_id IN (SELECT entry_id FROM ledger_unsealedentry)",
    "SELECT * FROM ledger_lot WHERE entry_id IN (SELECT entry_id FROM ledger_unsealedentry)",
)


@dataclass(frozen=True, slots=True)
class SealFigure:
    """Entries a second from the outbox to the published checkpoint, and what reading their rows alone takes."""

    entries: int
    seconds: float
    checkpoints: int
    select_seconds: float

    @property
    def ratio(self) -> float:
        """The sealing's speed as a part of the plain reading's."""
        return self.select_seconds / self.seconds

    def line(self) -> str:
        """Tell it in one line."""
        return (
            f"seal: {self.entries:,} entries of one lot each under {self.checkpoints} checkpoints in "
            f"{self.seconds:.1f} s, {self.entries / self.seconds:,.0f}/s; SELECT of the same rows in "
            f"{self.select_seconds:.1f} s, {self.entries / self.select_seconds:,.0f}/s; ratio {self.ratio:.2f}"
        )

    def to_json(self) -> dict[str, Any]:
        """Return it for a program."""
        return {
            "name": "seal", "entries": self.entries, "seconds": round(self.seconds, 3),
            "per_second": round(self.entries / self.seconds), "ratio": round(self.ratio, 3),
        }  # fmt: skip


def sealing(rows: int) -> Iterator[SealFigure]:
    """Measure five entries for each row asked for, each a deposit of one lot."""
    while seal():
        pass
    entries = rows * ENTRIES_PER_ROW
    _deposit(entries)
    began = time.perf_counter()
    _read()
    selected = time.perf_counter()
    sealed = bites = 0
    while taken := seal():
        sealed, bites = sealed + taken, bites + 1
    seconds = time.perf_counter() - selected
    if sealed != entries:
        raise RuntimeError(f"{sealed} of {entries} entries were sealed.")
    yield SealFigure(entries, seconds, bites, selected - began)


def _read() -> None:
    with connection.cursor() as cursor:
        for select in _SELECTS:
            cursor.execute(select)
            cursor.fetchall()


def _deposit(count: int) -> None:
    issuer, writer = new_id(), Writer(id=new_id(), kind="client")
    open_issuance_account(account_id=issuer, institution_id=new_id())
    for _start in range(0, count, ENTRIES_PER_CALL):
        holdings = [new_id() for _number in range(ENTRIES_PER_CALL)]
        open_holdings(holdings)
        record([_act(holding, issuer) for holding in holdings], writer=writer)


def _act(holding_id: UUID, issuer: UUID) -> Act:
    lot = NewLot(
        id=new_id(), issuing_account_id=issuer, level=Decimal("4.5"), credits=Decimal(4), hours=Decimal(120),
        rule_set="NCRF-NOTIONAL", rule_set_version="2023.1", earned_on=date(2026, 5, 1), expires_on=date(2033, 5, 1),
    )  # fmt: skip
    return Act(
        kind=DEPOSIT, narration="award-deposited", happened_at=NOON, key=str(lot.id), request_digest=lot.id.bytes * 2,
        holding_id=holding_id, institution_id=issuer, subject_id=lot.id, payload_digest=lot.id.bytes * 2, lots=[lot],
    )  # fmt: skip
