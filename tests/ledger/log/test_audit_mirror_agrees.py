"""The mirror shares no line with the bank, so both are held to the same findings over the same leaves."""

from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import merkle
from ledger.log.conservation import Fold
from ledger.log.leaves import LeafFacts, leaf_bytes, parse_leaf, parts_of
from ledger.log.refusals import LogMalformed
from ledger.log.tiles import ENTRIES, Tile
from tests.ledger.log.facts import book, entry, leaves, move
from tests.ledger.log.mirrored import PROGRAM
from tests.ledger.log.test_conservation import BREACHES


def loaded() -> ModuleType:
    loader = SourceFileLoader("audit_mirror", str(PROGRAM))
    spec = spec_from_loader("audit_mirror", loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


PROGRAM_ITSELF = loaded()


def both(entries: list[LeafFacts], kept: Path) -> tuple[list[tuple[str, int | None]], list[tuple[str, int | None]]]:
    fold, mirror = Fold(), PROGRAM_ITSELF.Mirror("http://nowhere.invalid", kept)
    fold.add(entries)
    for index, facts in enumerate(entries):
        mirror.fold(index, leaf_bytes(facts))
    found = [line.split(": ") for line in mirror.findings()]
    mirror.db.close()
    there = [(name, int(where[6:]) if where.startswith("entry ") else None) for name, where, *_ in found]
    end = ("entry-in-pieces", None)
    here = [(finding.name, finding.index if finding.index != len(entries) else None) for finding in fold.close()]
    return sorted(here, key=str), sorted(
        (item if item[0] != end[0] or item[1] is not None else end for item in there), key=str
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[Path]]:
    base = tmp_path_factory.mktemp("kept")
    return (base / str(number) for number in range(10_000))


@pytest.mark.parametrize("breach", BREACHES)
def test_both_name_the_same_breaches(breach: str, kept: Iterator[Path]) -> None:
    here, there = both(BREACHES[breach][0], next(kept))
    assert here == there != []


def test_both_find_pieces_of_an_entry(kept: Iterator[Path]) -> None:
    parts = parts_of(entry(1, "deposit", *(move(number) for number in range(150))))
    for pieces in (parts[:2], parts[1:], [parts[0], entry(2, "act"), *parts[1:]], [*parts, *parts]):
        here, there = both(pieces, next(kept))
        assert here == there != []
    assert both([*parts, *book(60)[5:6]], next(kept))[0] != []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 35), max_size=40))
def test_both_agree_on_any_order_repetition_and_omission(kept: Iterator[Path], places: list[int]) -> None:
    entries = book(36)
    here, there = both([entries[place] for place in places], next(kept))
    assert here == there


@given(leaves, st.integers(0, 1 << 16), st.booleans())
def test_both_read_and_refuse_the_same_leaves(leaf: LeafFacts, bit: int, flip: bool) -> None:
    data = bytearray(leaf_bytes(leaf))
    if flip:
        data[bit // 8 % len(data)] ^= 1 << bit % 8
    try:
        parse_leaf(bytes(data))
        sound = True
    except LogMalformed:
        sound = False
    assert (PROGRAM_ITSELF.parse_leaf(bytes(data)) is not None) == sound


@given(st.lists(st.binary(max_size=9), max_size=40), st.integers(-1, 20), st.integers(0, 10**10), st.integers(1, 256))
def test_both_hash_and_name_tiles_alike(items: list[bytes], level: int, index: int, width: int) -> None:
    hashes = [PROGRAM_ITSELF.leaf_hash(item) for item in items]
    assert hashes == merkle.leaf_hashes(items)
    assert PROGRAM_ITSELF.root_of(hashes) == merkle.root_of(hashes)
    named = "entries" if level == ENTRIES else str(level)
    assert PROGRAM_ITSELF.tile_path(named, index, width) == Tile(level, index, width).path
