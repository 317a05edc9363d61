"""Small hands for tests of the book: an issuer, a programme account, lots and acts."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from ledger.acts import DEPOSIT, REDEEM, Act, Move, NewLot, Writer
from ledger.commands.accounts import open_holdings, open_issuance_account, open_redemption_account
from ledger.commands.record import record
from ledger.identifiers import new_id

NOON = datetime(2025, 6, 1, 6, 30, tzinfo=UTC)
WRITER = Writer(id=UUID(int=77), kind="user")


def issuer() -> UUID:
    account = new_id()
    open_issuance_account(account_id=account, institution_id=new_id())
    return account


def programme() -> UUID:
    account = new_id()
    open_redemption_account(account_id=account, programme_id=new_id())
    return account


def holding() -> UUID:
    name = new_id()
    open_holdings([name])
    return name


def a_lot(issuing: UUID, *, credits: str = "4", expires_on: date = date(2031, 1, 1)) -> NewLot:
    return NewLot(
        id=new_id(), issuing_account_id=issuing, level=Decimal("4.5"), credits=Decimal(credits), hours=Decimal(120),
        rule_set="NCRF-NOTIONAL", rule_set_version="2023.1", earned_on=date(2024, 5, 1), expires_on=expires_on,
    )  # fmt: skip


def an_act(kind: str, holding_id: UUID, *, at: datetime = NOON, key: str = "", **parts: object) -> Act:
    return Act(
        kind=kind, narration=f"test-{kind}", happened_at=at, key=key or str(uuid4()), request_digest=b"d",
        holding_id=holding_id, **parts,
    )  # fmt: skip


def deposit(holding_id: UUID, *lots: NewLot) -> None:
    record([an_act(DEPOSIT, holding_id, lots=lots)], writer=WRITER)


def redeem(holding_id: UUID, lot: NewLot, account_id: UUID, *, at: datetime = NOON) -> None:
    record([an_act(REDEEM, holding_id, at=at, moves=[Move(lot.id, account_id)])], writer=WRITER)
