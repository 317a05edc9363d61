"""Tiles: the examples of the specification, growth in any steps, and proofs that come out of tiles only."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import merkle
from ledger.log.refusals import LeafTooLarge, LogMalformed, TileMissing
from ledger.log.tiles import (
    ENTRIES,
    Tile,
    TileTree,
    bundle_bytes,
    grow,
    parse_bundle,
    parse_path,
    read_bundle,
    read_tile,
    tiles_of,
)


def leaves_of(start: int, end: int) -> list[bytes]:
    return [b"leaf %d" % number for number in range(start, end)]


def published(sizes: Iterable[int]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    size = 0
    for grown in sizes:
        growth = grow(files.get, size=size, leaves=leaves_of(size, grown))
        assert not files.keys() & growth.files.keys()
        files |= growth.files
        size = grown
        assert growth.root == merkle.root_of(merkle.leaf_hashes(leaves_of(0, size)))
    return files


def test_paths_are_those_of_the_specification() -> None:
    assert Tile(0, 1234067).path == "tile/0/x001/x234/067"
    assert Tile(ENTRIES, 1234067, 7).path == "tile/entries/x001/x234/067.p/7"
    assert Tile(63, 0).path == "tile/63/000"
    assert Tile(1, 999).path == "tile/1/999"
    assert Tile(1, 1000).path == "tile/1/x001/000"


def test_a_tree_of_70000_has_the_tiles_that_the_specification_counts() -> None:
    tiles = list(tiles_of(70_000))
    at = {level: [tile.width for tile in tiles if tile.level == level] for level in (ENTRIES, 0, 1, 2, 3)}
    assert at[0] == at[ENTRIES] == [256] * 273 + [112]
    assert (at[1], at[2], at[3]) == ([256, 17], [1], [])


def test_a_tree_of_256_has_a_full_tile_and_a_partial_one_above() -> None:
    assert [tile.path for tile in tiles_of(256)] == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]


def test_a_tree_of_nothing_has_no_tiles() -> None:
    assert list(tiles_of(0)) == []
    assert grow({}.get, size=0, leaves=[]).root == merkle.EMPTY_ROOT


@given(st.integers(-1, 63), st.integers(0, 10**12), st.integers(1, 256))
def test_a_path_leads_back_to_its_tile(level: int, index: int, width: int) -> None:
    assert parse_path(Tile(level, index, width).path) == Tile(level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "tile/64/000", "tile/00/000", "tile/0/0", "tile/0/x000/001", "tile/0/001/002", "tile/0/x001", "tile/0/000.p/0",
        "tile/0/000.p/256", "tile/0/000.p/07", "tile/-1/000", "tile/0/000/", "/tile/0/000", "tile/0/٠٠٠",
        "tile/0/000\n", "tile/0/../1", "checkpoint",
    ],
)  # fmt: skip
def test_any_other_path_is_refused(path: str) -> None:
    with pytest.raises(LogMalformed):
        parse_path(path)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 1200), min_size=1, max_size=5).map(sorted))
def test_growth_in_any_steps_publishes_the_tree_of_one_step(sizes: list[int]) -> None:
    stepped, whole = published(sizes), published([sizes[-1]])
    assert whole.items() <= stepped.items()
    for tile in (parse_path(path) for path in stepped):
        assert read_tile(stepped.get, tile) if tile.level != ENTRIES else read_bundle(stepped.get, tile)


def test_growth_over_two_levels_gives_the_root_of_the_definition() -> None:
    sizes = (1, 255, 256, 257, 65_535, 65_536, 66_000)
    files = published(sizes)
    assert TileTree(files.get, 66_000).root() == merkle.root_of(merkle.leaf_hashes(leaves_of(0, 66_000)))
    for size in sizes:
        assert TileTree(files.get, size).root() == TileTree(files.get, 66_000).root(size)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_proofs_come_out_of_tiles_only(data: st.DataObject) -> None:
    tree, files = TREES
    size = data.draw(st.integers(1, 66_000))
    files = files if size == 66_000 else {path: body for path, body in files.items() if ".p/" not in path}
    second = max(size // 256 * 256, 256)
    first, index = data.draw(st.integers(0, second)), data.draw(st.integers(0, second - 1))
    tiles = TileTree({**files, **published_edge(second)}.get, second)
    assert tiles.inclusion_proof(index) == tree.inclusion_proof(index, second)
    assert tiles.consistency_proof(first) == tree.consistency_proof(first, second)


def published_edge(size: int) -> dict[str, bytes]:
    tree, _ = TREES
    edge = (tile for tile in tiles_of(size) if tile.width < 256 and tile.level > 0)
    return {
        tile.path: b"".join(tree.node(8 * tile.level, tile.index * 256 + at) for at in range(tile.width))
        for tile in edge
    }


TREES = (merkle.Tree(merkle.leaf_hashes(leaves_of(0, 66_000))), published([66_000]))


def test_a_partial_tile_that_is_gone_is_read_out_of_the_full_one() -> None:
    files = published([100, 300])
    del files["tile/0/000.p/100"], files["tile/entries/000.p/100"]
    assert TileTree(files.get, 100).root() == merkle.root_of(merkle.leaf_hashes(leaves_of(0, 100)))
    assert read_bundle(files.get, Tile(ENTRIES, 0, 100)) == leaves_of(0, 100)


def test_a_missing_or_short_tile_is_refused() -> None:
    files = published([300])
    short = {**files, "tile/0/000": files["tile/0/000"][:-1]}
    with pytest.raises(LogMalformed):
        TileTree(short.get, 300).inclusion_proof(3)
    del files["tile/0/000"]
    with pytest.raises(TileMissing):
        TileTree(files.get, 300).inclusion_proof(3)
    with pytest.raises(TileMissing):
        grow({}.get, size=3, leaves=[b"x"])


def test_a_size_beyond_the_tree_is_refused() -> None:
    tree = TileTree(published([300]).get, 300)
    with pytest.raises(merkle.NotInTree):
        tree.root(301)
    with pytest.raises(merkle.NotInTree):
        tree.inclusion_proof(300)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_is_read_back(leaves: list[bytes]) -> None:
    assert parse_bundle(bundle_bytes(leaves), len(leaves)) == leaves


def test_a_bundle_of_another_form_is_refused() -> None:
    bundle = bundle_bytes([b"one", b"two"])
    assert bundle == b"\x00\x03one\x00\x03two"
    for wrong in (bundle[:-1], bundle + b"\x00", bundle + b"\x00\x00"):
        with pytest.raises(LogMalformed):
            parse_bundle(wrong, 2)
    with pytest.raises(LeafTooLarge):
        bundle_bytes([b"x" * 65_536])
    assert parse_bundle(bundle_bytes([b"x" * 65_535]), 1) == [b"x" * 65_535]
