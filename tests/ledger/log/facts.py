"""Leaves to test with: strategies for any leaf, and a small book whose lots are deposited, redeemed and returned."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st

from ledger.log.commitments import actor_commitment, entry_salt, holding_commitment, lot_salt, withheld_commitment
from ledger.log.leaves import LeafFacts, TransferFacts

SECRET = b"a secret of the bank's own, 32 byte"
HOLDINGS = [UUID(int=100 + number) for number in range(5)]
ISSUERS, REDEMPTION, LAPSED, REVOKED = [UUID(int=10), UUID(int=11)], UUID(int=20), UUID(int=30), UUID(int=40)
START = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
digests = st.binary(min_size=32, max_size=32)
moments = st.integers(0, 2 * 10**15).map(
    lambda passed: datetime(2021, 7, 1, tzinfo=UTC) + timedelta(microseconds=passed)
)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)

transfers = st.builds(
    TransferFacts,
    lot_id=st.uuids(),
    sequence=st.integers(1, 32_767),
    kind=words,
    level=st.decimals(1, 8, places=1),
    credits=st.decimals(0, 99_999, places=2),
    hours=st.decimals(0, 999_999, places=2),
    rule_set=words,
    rule_set_version=words,
    earned_on=st.dates(date(2021, 7, 1)),
    expires_on=st.dates(date(2021, 7, 1)),
    issuing_account_id=st.uuids(),
    other_account_id=st.uuids(),
    holder=digests,
)
leaves = st.builds(
    LeafFacts,
    entry_id=st.uuids(),
    kind=words,
    narration=words,
    actor=digests,
    actor_kind=words,
    institution_id=st.none() | st.uuids(),
    happened_at=moments,
    recorded_at=moments,
    withheld=digests,
    transfers=st.lists(transfers, max_size=3).map(tuple),
    part=st.integers(1, 5),
    parts=st.integers(1, 5),
)


def entry(number: int, kind: str, *moves: TransferFacts) -> LeafFacts:
    entry_id, at = UUID(int=(7 << 76) + number), START + timedelta(hours=number)
    salt = entry_salt(SECRET, entry_id)
    return LeafFacts(
        entry_id=entry_id,
        kind=kind,
        narration=f"{kind} {number}",
        actor=actor_commitment(UUID(int=5), salt),
        actor_kind="officer",
        institution_id=UUID(int=9),
        happened_at=at,
        recorded_at=at,
        withheld=withheld_commitment(salt, b"key", None),
        transfers=tuple(replace(move, kind=kind) for move in moves),
    )


def move(number: int, sequence: int = 1, other: UUID | None = None) -> TransferFacts:
    """A transfer of lot `number`; its issuer is the other side of a deposit."""
    lot_id, issuer = UUID(int=1000 + number), ISSUERS[number % 2]
    holding = HOLDINGS[number % len(HOLDINGS)]
    return TransferFacts(
        lot_id=lot_id,
        sequence=sequence,
        kind="deposit",
        level=Decimal("4.5"),
        credits=Decimal(number % 4 + 1),
        hours=Decimal(30 * (number % 4 + 1)),
        rule_set="ncrf",
        rule_set_version="2023.1",
        earned_on=date(2025, 12, 1),
        expires_on=date(2032, 12, 1),
        issuing_account_id=issuer,
        other_account_id=other or issuer,
        holder=holding_commitment(holding, lot_salt(SECRET, lot_id)),
    )


def book(count: int = 60) -> list[LeafFacts]:
    """A sound book: of every six entries one approves, three deposit, one redeems and one returns, lapses no lot."""
    entries: list[LeafFacts] = []
    for number in range(0, count, 6):
        entries += [
            entry(number, "act"),
            entry(number + 1, "deposit", move(number)),
            entry(number + 2, "deposit", move(number + 1)),
            entry(number + 3, "deposit", move(number + 2), move(number + 3)),
            entry(number + 4, "redeem", move(number, 2, REDEMPTION), move(number + 1, 2, REDEMPTION)),
            entry(number + 5, "revoke", move(number + 2, 2, REVOKED))
            if number % 12
            else entry(number + 5, "reinstate", move(number, 3, REDEMPTION)),
        ]
    return entries[:count]
