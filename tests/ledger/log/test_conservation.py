"""What leaves add up to: a sound book has no finding, and each law that is broken is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.log.conservation import Fold
from ledger.log.leaves import LeafFacts, parts_of
from tests.ledger.log.facts import ISSUERS, LAPSED, REDEMPTION, REVOKED, book, entry, move

Change = Callable[[list[LeafFacts]], list[LeafFacts]]


def findings_of(leaves: list[LeafFacts]) -> list[tuple[str, int | None]]:
    fold = Fold()
    fold.add(leaves)
    return [(finding.name, finding.index) for finding in fold.close()]


def altered(leaf: LeafFacts, **changes: object) -> LeafFacts:
    return replace(leaf, transfers=(replace(leaf.transfers[0], **changes), *leaf.transfers[1:]))


def test_a_sound_book_is_conserved() -> None:
    fold = Fold()
    fold.add(book(60))
    assert fold.close() == []
    first = fold.balances()[ISSUERS[0], Decimal("4.5")]
    assert first.is_conserved
    assert first.deposited > first.held > 0
    assert first.redeemed > 0
    assert first.revoked > 0
    assert (fold.size, len(fold.entries)) == (60, 60)


def test_lots_lapse_after_their_expiry_only() -> None:
    deposit = entry(1, "deposit", move(0))
    lapse = entry(2, "lapse", move(0, 2, LAPSED))
    late = replace(lapse, happened_at=lapse.happened_at + timedelta(days=3650))
    redeemed = replace(entry(2, "redeem", move(0, 2, REDEMPTION)), happened_at=late.happened_at)
    assert findings_of([deposit, late]) == []
    assert findings_of([deposit, lapse]) == [("expiry-disregarded", 1)]
    assert findings_of([deposit, redeemed]) == [("expiry-disregarded", 1)]


BREACHES: dict[str, tuple[list[LeafFacts], list[tuple[str, int | None]]]] = {
    "redeemed twice": (
        [entry(1, "deposit", move(0)), *(entry(2 + n, "redeem", move(0, 2 + n, REDEMPTION)) for n in range(2))],
        [("custody-broken", 2), ("not-conserved", None)],
    ),
    "a fork": (
        [
            entry(1, "deposit", move(0)),
            entry(2, "redeem", move(0, 2, REDEMPTION)),
            entry(3, "revoke", move(0, 2, REVOKED)),
        ],
        [("custody-fork", 2), ("custody-broken", 2), ("not-conserved", None)],
    ),
    "a gap": (
        [entry(1, "deposit", move(0)), entry(2, "redeem", move(0, 3, REDEMPTION))],
        [("custody-gap", 1)],
    ),
    "a deposit deleted": (
        [entry(2, "redeem", move(0, 2, REDEMPTION))],
        [("custody-gap", 0), ("custody-broken", 0), ("not-conserved", None)],
    ),
    "returned from elsewhere": (
        [
            entry(1, "deposit", move(0)),
            entry(2, "redeem", move(0, 2, REDEMPTION)),
            entry(3, "reinstate", move(0, 3, REVOKED)),
        ],
        [("custody-broken", 2)],
    ),
    "out of nothing": (
        [altered(entry(1, "deposit", move(0)), other_account_id=REDEMPTION)],
        [("custody-broken", 0)],
    ),
    "an unknown kind": (
        [entry(1, "deposit", move(0)), entry(2, "gift", move(0, 2, REDEMPTION))],
        [("custody-broken", 1), ("not-conserved", None)],
    ),
    "more credits on the way": (
        [entry(1, "deposit", move(0)), altered(entry(2, "redeem", move(0, 2, REDEMPTION)), credits=Decimal(9))],
        [("lot-altered", 1), ("not-conserved", None)],
    ),
    "another holder on the way": (
        [entry(1, "deposit", move(0)), altered(entry(2, "redeem", move(0, 2, REDEMPTION)), holder=bytes(32))],
        [("lot-altered", 1)],
    ),
    "no credits": ([altered(entry(1, "deposit", move(0)), credits=Decimal(0))], [("lot-unsound", 0)]),
    "expired when earned": (
        [altered(entry(1, "deposit", move(0)), expires_on=date(2025, 12, 1))],
        [("lot-unsound", 0)],
    ),
    "an entry twice": ([entry(1, "act"), entry(1, "act")], [("entry-repeated", 1)]),
    "an act with credits": (
        [replace(entry(1, "deposit", move(0)), kind="act")],
        [("entry-moves", 0), ("transfer-entered", 0)],
    ),
    "a deposit of nothing": ([entry(1, "deposit")], [("entry-moves", 0)]),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_each_breach_is_named_where_it_is(breach: str) -> None:
    leaves, expected = BREACHES[breach]
    assert findings_of(leaves) == expected


def test_parts_of_an_entry_stand_together_and_in_order() -> None:
    parts = parts_of(entry(1, "deposit", *(move(number) for number in range(150))))
    assert findings_of([*parts, entry(2, "act")]) == []
    assert ("entry-in-pieces", None) not in findings_of(parts[:2])
    assert findings_of(parts[:2])[0] == ("entry-in-pieces", 2)
    assert findings_of([parts[0], entry(2, "act"), *parts[1:]])[0] == ("entry-in-pieces", 1)
    assert findings_of(parts[1:])[0] == ("entry-in-pieces", 0)


@given(st.integers(1, 10).map(lambda number: number * 6), st.data())
def test_swapping_or_deleting_a_transfer_of_a_lot_that_moved_is_found(count: int, data: st.DataObject) -> None:
    leaves = book(count)
    moved = [at for at, leaf in enumerate(leaves) if leaf.kind == "deposit" and leaf.transfers[0].lot_id.int % 6 == 4]
    at = data.draw(st.sampled_from(moved))
    assert findings_of(leaves[:at] + leaves[at + 1 :])
    assert findings_of([*leaves[:at], *leaves[at + 1 :], leaves[at]])


def test_folding_goes_on_where_it_stood() -> None:
    fold, whole = Fold(), Fold()
    leaves = book(60)
    whole.add(leaves)
    for at in range(0, 60, 7):
        fold.add(leaves[at : at + 7])
    assert (fold.balances(), fold.lots) == (whole.balances(), whole.lots)
    assert UUID(int=1000) in fold.lots
