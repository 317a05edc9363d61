"""Leaves: canonical, read back, without a holder, and not to be changed unseen."""

import json
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.log import commitments
from ledger.log.leaves import TRANSFERS_PER_LEAF, LeafFacts, TransferFacts, leaf_bytes, parse_leaf, parts_of
from ledger.log.refusals import LeafTooLarge, LogMalformed
from tests.ledger.log.facts import SECRET, entry, leaves, move, transfers


@given(leaves)
def test_a_leaf_is_read_back(leaf: LeafFacts) -> None:
    assert parse_leaf(leaf_bytes(leaf)) == leaf


@given(leaves, leaves)
def test_two_leaves_have_the_same_bytes_only_if_they_are_the_same(one: LeafFacts, other: LeafFacts) -> None:
    assert (leaf_bytes(one) == leaf_bytes(other)) == (one == other)


@given(leaves, leaves, st.sampled_from([field.name for field in fields(LeafFacts)]))
def test_every_field_of_an_entry_is_in_its_bytes(one: LeafFacts, other: LeafFacts, name: str) -> None:
    changed = replace(one, **{name: getattr(other, name)})
    assert (leaf_bytes(one) == leaf_bytes(changed)) == (one == changed)


@given(leaves, transfers, transfers, st.sampled_from([field.name for field in fields(TransferFacts)]))
def test_every_field_of_a_transfer_is_in_its_bytes(
    leaf: LeafFacts, one: TransferFacts, other: TransferFacts, name: str
) -> None:
    changed = replace(one, **{name: getattr(other, name)})
    written = [leaf_bytes(replace(leaf, transfers=(item,))) for item in (one, changed)]
    assert (written[0] == written[1]) == (one == changed)


@given(leaves, st.integers(0, 1 << 16))
def test_a_flipped_bit_is_refused_or_says_something_else(leaf: LeafFacts, bit: int) -> None:
    data = bytearray(leaf_bytes(leaf))
    data[bit // 8 % len(data)] ^= 1 << bit % 8
    with suppress(LogMalformed):
        assert parse_leaf(bytes(data)) != leaf


@given(leaves)
def test_every_other_writing_of_a_leaf_is_refused(leaf: LeafFacts) -> None:
    told = json.loads(leaf_bytes(leaf))
    backwards = dict(reversed(list(told.items())))
    for wrong in (
        json.dumps(told), json.dumps(backwards, separators=(",", ":")), json.dumps({**told, "v": 2}), "[]", "{}", "nul",
        json.dumps({**told, "more": 1}, sort_keys=True, separators=(",", ":"), ensure_ascii=False), "[" * 100_000,
        json.dumps({**told, "narration": 5}, sort_keys=True, separators=(",", ":"), ensure_ascii=False),
    ):  # fmt: skip
        with pytest.raises(LogMalformed):
            parse_leaf(wrong.encode())


def test_a_leaf_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(LogMalformed):
        parse_leaf(b"\xff")


def test_a_leaf_reads_as_json_with_decimals_and_times_as_text() -> None:
    leaf = replace(entry(1, "deposit", move(0)), happened_at=datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC))
    told = json.loads(leaf_bytes(leaf))
    assert told["happened_at"] == "2026-01-02T03:04:05.000006Z"
    assert (told["transfers"][0]["level"], told["transfers"][0]["credits"]) == ("4.5", "1.00")
    india = timezone(timedelta(hours=5, minutes=30))
    assert leaf_bytes(replace(leaf, happened_at=leaf.happened_at.astimezone(india))) == leaf_bytes(leaf)


def test_what_can_not_be_told_exactly_is_refused() -> None:
    leaf = entry(1, "deposit", move(0))
    for wrong in (
        replace(leaf, happened_at=datetime(2026, 1, 1)),  # noqa: DTZ001 - naive on purpose
        replace(leaf, narration="\ud800"),
        replace(leaf, actor=b"short"),
        replace(leaf, transfers=(replace(move(0), credits=Decimal("0.001")),)),
        replace(leaf, transfers=(replace(move(0), credits=Decimal("NaN")),)),
    ):
        with pytest.raises(LogMalformed):
            leaf_bytes(wrong)


def test_an_entry_of_many_transfers_makes_several_leaves_and_the_widest_of_them_fits() -> None:
    wide = replace(move(0), rule_set="\x01" * 40, rule_set_version="\x01" * 20, kind="\x01" * 12)
    facts = replace(entry(1, "redeem"), narration="\x01" * 60, transfers=(wide,) * (2 * TRANSFERS_PER_LEAF + 1))
    parts = parts_of(facts)
    assert [(part.part, part.parts, len(part.transfers)) for part in parts] == [(1, 3, 64), (2, 3, 64), (3, 3, 1)]
    assert max(len(leaf_bytes(part)) for part in parts) < 65_536
    assert parts_of(entry(1, "act")) == [entry(1, "act")]
    with pytest.raises(LeafTooLarge):
        leaf_bytes(facts)


@given(st.uuids(), st.uuids(), st.uuids())
def test_the_owner_opens_the_commitment_and_nobody_else(holding: UUID, lot: UUID, other: UUID) -> None:
    salt = commitments.lot_salt(SECRET, lot)
    commitment = commitments.holding_commitment(holding, salt)
    assert commitments.opens(commitment, holding, salt)
    assert commitments.opens(commitment, other, salt) == (holding == other)
    assert commitments.opens(commitment, holding, commitments.lot_salt(SECRET, other)) == (lot == other)
    assert not commitments.opens(commitment, holding, salt + b"\x00")


@given(st.uuids(), st.lists(st.uuids(), min_size=2, max_size=2, unique=True))
def test_two_lots_of_a_holding_share_nothing_and_never_show_it(holding: UUID, lots: list[UUID]) -> None:
    written = []
    for number, lot in enumerate(lots):
        holder = commitments.holding_commitment(holding, commitments.lot_salt(SECRET, lot))
        written.append(leaf_bytes(entry(number, "deposit", replace(move(0), lot_id=lot, holder=holder))))
    for data in written:
        for shown in (holding.bytes, str(holding).encode(), holding.hex.encode(), str(holding.int).encode()):
            assert shown not in data
    one, other = (json.loads(data) for data in written)
    assert one["transfers"][0]["holder"] != other["transfers"][0]["holder"]
    assert {one["actor"], one["withheld"]}.isdisjoint({other["actor"], other["withheld"]})


def test_a_secret_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 32"):
        commitments.lot_salt(b"short", UUID(int=1))
    with pytest.raises(ValueError, match="at least 32"):
        commitments.entry_salt(b"short", UUID(int=1))


def test_what_is_withheld_can_not_be_moved_between_columns() -> None:
    salt = commitments.entry_salt(SECRET, UUID(int=1))
    moved = commitments.withheld_commitment(salt, b"a", b"b"), commitments.withheld_commitment(salt, b"a\x01b")
    assert moved[0] != moved[1]


columns = st.lists(st.none() | st.binary(max_size=4), max_size=4)


@given(columns, columns)
def test_what_is_withheld_is_committed_to_column_by_column(one: list[bytes | None], other: list[bytes | None]) -> None:
    salt = commitments.entry_salt(SECRET, UUID(int=1))
    written = [commitments.withheld_commitment(salt, *told) for told in (one, other)]
    assert (written[0] == written[1]) == (one == other)


@given(st.uuids())
def test_an_actor_is_not_linked_across_entries_nor_to_a_holding(actor: UUID) -> None:
    salts = [commitments.entry_salt(SECRET, UUID(int=number)) for number in range(2)]
    told = {commitments.actor_commitment(actor, salt) for salt in salts}
    assert len(told | {commitments.holding_commitment(actor, salts[0])}) == 3
