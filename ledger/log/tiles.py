"""C2SP tlog-tiles: the tree and its leaves as immutable static files, their names, their growth and their reading."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ledger import merkle
from ledger.log.refusals import LeafTooLarge, LogMalformed, TileMissing

HEIGHT, WIDTH = 8, 256
ENTRIES = -1
"""The level of entry bundles, which hold the leaves themselves beside the tiles of level 0."""
MOST_LEAF_BYTES = 0xFFFF

Read = Callable[[str], bytes | None]
"""Gives the bytes of a published file by its path below the log's prefix, or None where there is none."""

_PATH = re.compile(r"tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


@dataclass(frozen=True, slots=True)
class Tile:
    """The name of a tile or entry bundle: its level, its index within the level and how many hashes it holds."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """The path below the log's prefix: `tile/<L>/<N>[.p/<W>]`."""
        digits = f"{self.index:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        name = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
        level = "entries" if self.level == ENTRIES else str(self.level)
        return f"tile/{level}/{name}" + ("" if self.width == WIDTH else f".p/{self.width}")


def parse_path(path: str) -> Tile:
    """Return the tile with that path; refuses any other writing of it than its own."""
    match = _PATH.fullmatch(path)
    if match:
        level, name, width = match.groups()
        index = int(name.replace("x", "").replace("/", ""))
        tile = Tile(ENTRIES if level == "entries" else int(level), index, int(width or WIDTH))
        if tile.path == path:
            return tile
    raise LogMalformed(f"Not the path of a tile: {path[:80]!r}.")


def width_at(level: int, index: int, size: int) -> int:
    """Return how many hashes the tile has in a tree of that size: 256 when full, 0 when it is not there."""
    in_level = size >> HEIGHT * max(level, 0)
    return max(0, min(WIDTH, in_level - index * WIDTH))


def tiles_of(size: int, *, since: int = 0) -> Iterator[Tile]:
    """Return every tile and bundle that a tree of `size` leaves has and one of `since` leaves had not; leaves first."""
    for level in (ENTRIES, *range(-(-max(size.bit_length(), 1) // HEIGHT))):
        height = HEIGHT * max(level, 0)
        for index in range((since >> height) // WIDTH, -(-(size >> height) // WIDTH)):
            width = width_at(level, index, size)
            if width != width_at(level, index, since):
                yield Tile(level, index, width)


def bundle_bytes(leaves: Sequence[bytes]) -> bytes:
    """Return an entry bundle: each leaf after its length (16 bits, big-endian); refuses leaves over 65,535 bytes."""
    if any(len(leaf) > MOST_LEAF_BYTES for leaf in leaves):
        raise LeafTooLarge()
    return b"".join([len(leaf).to_bytes(2) + leaf for leaf in leaves])


def parse_bundle(data: bytes, width: int) -> list[bytes]:
    """Return the leaves of an entry bundle; refuses one that does not hold exactly `width` of them."""
    leaves, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2])
        if end > len(data) or at + 2 > len(data):
            raise LogMalformed("The entry bundle breaks off within a leaf.")
        leaves.append(data[at + 2 : end])
        at = end
    if len(leaves) != width:
        raise LogMalformed(f"The entry bundle holds {len(leaves)} leaves, not {width}.")
    return leaves


def read_tile(read: Read, tile: Tile) -> list[bytes]:
    """Return the hashes of a tile, out of the full tile where the partial one is gone; refuses other lengths."""
    data = _read(read, tile)
    full = len(data) == WIDTH * merkle.HASH_SIZE
    if len(data) != tile.width * merkle.HASH_SIZE and not full:
        raise LogMalformed(f"{tile.path} has {len(data)} bytes, not {tile.width * merkle.HASH_SIZE}.")
    return [data[at : at + merkle.HASH_SIZE] for at in range(0, tile.width * merkle.HASH_SIZE, merkle.HASH_SIZE)]


def read_bundle(read: Read, tile: Tile) -> list[bytes]:
    """Return the leaves of an entry bundle, out of the full one where the partial one is gone."""
    data = read(tile.path)
    if data is not None:
        return parse_bundle(data, tile.width)
    return parse_bundle(_read(read, Tile(tile.level, tile.index)), WIDTH)[: tile.width]


def _read(read: Read, tile: Tile) -> bytes:
    data = read(tile.path)
    if data is None and tile.width < WIDTH:
        data = read(Tile(tile.level, tile.index).path)
    if data is None:
        raise TileMissing(f"{tile.path} is missing.")
    return data


@dataclass(frozen=True, slots=True)
class Growth:
    """What to publish when a tree grows: `files` by path, in the order to write them, all before the checkpoint."""

    size: int
    root: bytes
    files: dict[str, bytes]


def grow(read: Read, *, size: int, leaves: Sequence[bytes]) -> Growth:
    """Return the files that appear when leaves are appended to a published tree of `size` leaves.

    Reads the partial tiles at the right edge (at most one for each level, and one bundle) through `read`; refuses an
    edge that is missing, and a bundle that its tile contradicts. Existing files are never written again: a wider
    partial tile has a path of its own.
    """
    grown = size + len(leaves)
    files: dict[str, bytes] = {}
    bundled = size // WIDTH * WIDTH
    held = read_bundle(read, Tile(ENTRIES, size // WIDTH, size % WIDTH)) if size % WIDTH else []
    rows: dict[int, tuple[int, list[bytes]]] = {ENTRIES: (bundled, [*held, *leaves])}
    fresh, level = merkle.leaf_hashes(leaves), 0
    while grown >> HEIGHT * level:
        before = size >> HEIGHT * level
        edge = read_tile(read, Tile(level, before // WIDTH, before % WIDTH)) if before % WIDTH else []
        if level == 0 and edge != merkle.leaf_hashes(held):
            raise LogMalformed(f"The bundle of the last {len(held)} leaves does not give the hashes of its tile.")
        row = [*edge, *fresh]
        rows[level] = (before // WIDTH * WIDTH, row)
        whole = len(row) // WIDTH * WIDTH
        fresh = [merkle.root_of(row[at : at + WIDTH]) for at in range(0, whole, WIDTH)]
        level += 1
    for tile in tiles_of(grown, since=size):
        start, row = rows[tile.level]
        at = tile.index * WIDTH - start
        content = row[at : at + tile.width]
        files[tile.path] = bundle_bytes(content) if tile.level == ENTRIES else b"".join(content)
    root = TileTree(lambda path: files.get(path) or read(path), grown).root()
    return Growth(grown, root, files)


class TileTree:
    """A published tree of a size, read from its tiles only: every hash, root and proof comes out of them."""

    def __init__(self, read: Read, size: int) -> None:
        self.size = size
        self._tile = lru_cache(maxsize=64)(lambda tile: read_tile(read, tile))

    def node(self, height: int, index: int) -> bytes:
        """Return the hash of a perfect subtree within the tree, hashed up from the tile that holds its leaves."""
        level, above = divmod(height, HEIGHT)
        first = index << above
        tile_index, at = divmod(first, WIDTH)
        width = width_at(level, tile_index, self.size)
        if at + (1 << above) > width:
            raise merkle.NotInTree(f"A tree of {self.size} leaves has no subtree {index} of height {height}.")
        return merkle.root_of(self._tile(Tile(level, tile_index, width))[at : at + (1 << above)])

    def root(self, size: int | None = None) -> bytes:
        """Return the root at a size up to the tree's own."""
        return merkle.subtree_root(self.node, 0, self.size if size is None else size)

    def inclusion_proof(self, index: int) -> list[bytes]:
        """Return the inclusion proof of the leaf at an index; refuses an index outside the tree."""
        return merkle.inclusion_proof(self.node, index, self.size)

    def consistency_proof(self, first: int) -> list[bytes]:
        """Return the consistency proof from an earlier size; refuses one beyond the tree's own."""
        return merkle.consistency_proof(self.node, first, self.size)
