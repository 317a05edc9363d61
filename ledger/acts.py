"""What commands hand to the book: acts, the lots they open and the moves they make."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from ledger.identifiers import new_id

BANK = UUID(int=1)
"""The bank's own holding: acts without credits are entered under it."""

BOOK_TIMEZONE = ZoneInfo("Asia/Kolkata")
"""Days in the book are India's."""

ACT, DEPOSIT, REDEEM, REINSTATE, LAPSE, REVOKE = "act", "deposit", "redeem", "reinstate", "lapse", "revoke"
ISSUANCE, REDEMPTION, LAPSED, REVOKED = "issuance", "redemption", "lapsed", "revoked"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who the book names as the actor of an entry."""

    id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot to open: the credits (hundredths) of one award, earned at a level by notional hours under a rule set."""

    id: UUID
    issuing_account_id: UUID
    level: Decimal
    credits: Decimal
    hours: Decimal
    rule_set: str
    rule_set_version: str
    earned_on: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class Move:
    """A lot to move out of its holding (redeem, lapse, revoke) or back (reinstate); `account_id` is the other side."""

    lot_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class Act:
    """One entry to be: what was done, for whom and when, with the lots it opens or moves.

    `key` makes the entry unique within the writer's keys; `subject_id` is what the act concerns.
    """

    kind: str
    narration: str
    happened_at: datetime
    key: str
    request_digest: bytes
    holding_id: UUID = BANK
    institution_id: UUID | None = None
    subject_id: UUID | None = None
    payload_digest: bytes | None = None
    lots: Sequence[NewLot] = ()
    moves: Sequence[Move] = ()
    id: UUID = field(default_factory=new_id)


def day_of(moment: datetime) -> date:
    """Return the day in India of an aware moment."""
    return moment.astimezone(BOOK_TIMEZONE).date()
