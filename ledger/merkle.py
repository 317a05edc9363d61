"""The Merkle tree of RFC 9162 section 2.1 (the tree of RFC 6962) over SHA-256: roots, proofs and their verification."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from ledger.refusals import Refusal

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
_LEAF, _NODE = b"\x00", b"\x01"

Node = Callable[[int, int], bytes]
"""Gives the hash of a perfect subtree: `node(height, index)` covers 2**height leaves from `index << height`."""


class NotInTree(Refusal):
    """The index or size lies outside the tree."""

    code = "not-in-tree"
    title = "There is no such leaf or size in the tree"
    status = 422


class ProofMalformed(Refusal):
    """The proof has too many or too few hashes, or hashes that are not 32 bytes long."""

    code = "proof-malformed"
    title = "The proof does not have the form that its index and size need"
    status = 422


class ProofDoesNotMatch(Refusal):
    """The hashes of the proof do not lead to the root."""

    code = "proof-does-not-match"
    title = "The proof does not lead to the root of the tree"
    status = 422


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256(0x00 || leaf)."""
    return sha256(_LEAF + leaf).digest()


def leaf_hashes(leaves: Iterable[bytes]) -> list[bytes]:
    """Return the hash of each leaf, in order."""
    hashed = sha256
    return [hashed(b"\x00" + leaf).digest() for leaf in leaves]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256(0x01 || left || right)."""
    return sha256(_NODE + left + right).digest()


def paired(hashes: Sequence[bytes]) -> list[bytes]:
    """Return the parents of a row of hashes; an odd hash at the end has no parent yet and is left out."""
    hashed, row = sha256, iter(hashes)
    return [hashed(b"\x01" + left + right).digest() for left, right in zip(row, row, strict=False)]


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the root of a list of leaf hashes (of the empty list: SHA-256 of nothing)."""
    if not hashes:
        return EMPTY_ROOT
    row = list(hashes)
    while len(row) > 1:
        row = paired(row) + row[len(row) & ~1 :]
    return row[0]


@dataclass(frozen=True, slots=True)
class Frontier:
    """An append-only tree that remembers its right edge only: `size` leaves and one hash for each bit of the size.

    `peaks` are the roots of the perfect subtrees, the largest (leftmost) first. Immutable, so that a sequencer can
    compute what comes next and still hold what was.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse peaks that do not belong to the size."""
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise ProofMalformed(f"{len(self.peaks)} peaks are not those of a tree of {self.size} leaves.")
        if any(len(peak) != HASH_SIZE for peak in self.peaks):
            raise ProofMalformed(f"Every peak is {HASH_SIZE} bytes long.")

    def extended(self, hashes: Sequence[bytes]) -> "Frontier":
        """Return the frontier after appending leaf hashes: row by row, two hashings for each leaf at most."""
        row, peaks, kept, height = list(hashes), list(self.peaks), [], 0
        while row or peaks:
            if self.size >> height & 1:
                row.insert(0, peaks.pop())
            if len(row) & 1:
                kept.append(row[-1])
            row, height = paired(row), height + 1
        return Frontier(self.size + len(hashes), tuple(reversed(kept)))

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


class Tree:
    """A tree held in memory, from which every proof of every size up to its own can be given."""

    def __init__(self, hashes: Sequence[bytes] = ()) -> None:
        self._rows: list[list[bytes]] = [[]]
        self.extend(hashes)

    def __len__(self) -> int:
        return len(self._rows[0])

    def extend(self, hashes: Sequence[bytes]) -> None:
        """Append leaf hashes."""
        row, height = list(hashes), 0
        while row:
            if height == len(self._rows):
                self._rows.append([])
            known = self._rows[height]
            start = len(known) & ~1
            known.extend(row)
            row, height = paired(known[start:]), height + 1

    def node(self, height: int, index: int) -> bytes:
        """Return the hash of a perfect subtree."""
        return self._rows[height][index]

    def root(self, size: int | None = None) -> bytes:
        """Return the root at a size (of all leaves if none is given); refuses sizes beyond the tree."""
        return subtree_root(self.node, 0, self._sized(size))

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """Return the inclusion proof of a leaf; refuses an index or size outside the tree."""
        return inclusion_proof(self.node, index, self._sized(size))

    def consistency_proof(self, first: int, second: int | None = None) -> list[bytes]:
        """Return the consistency proof between two sizes; refuses sizes outside the tree."""
        return consistency_proof(self.node, first, self._sized(second))

    def _sized(self, size: int | None) -> int:
        size = len(self) if size is None else size
        if not 0 <= size <= len(self):
            raise NotInTree(f"The tree has {len(self)} leaves, not {size}.")
        return size


def _split(count: int) -> int:
    """Return the largest power of two below the count."""
    return 1 << (count - 1).bit_length() - 1


def subtree_root(node: Node, start: int, end: int) -> bytes:
    """Return the root over the leaves from `start` until before `end`, a range that RFC 9162 splits a tree into."""
    if start == end:
        return EMPTY_ROOT
    count = end - start
    if count & (count - 1) == 0:
        height = count.bit_length() - 1
        return node(height, start >> height)
    middle = start + _split(count)
    return node_hash(subtree_root(node, start, middle), subtree_root(node, middle, end))


def inclusion_proof(node: Node, index: int, size: int) -> list[bytes]:
    """Return PATH(index, D[size]) of RFC 9162 section 2.1.3.1; refuses an index outside the tree."""
    if not 0 <= index < size:
        raise NotInTree(f"A tree of {size} leaves has no leaf {index}.")
    start, end, proof = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(subtree_root(node, middle, end))
            end = middle
        else:
            proof.append(subtree_root(node, start, middle))
            start = middle
    return proof[::-1]


def consistency_proof(node: Node, first: int, second: int) -> list[bytes]:
    """Return PROOF(first, D[second]) of RFC 9162 section 2.1.4.1 (empty from size 0); refuses a shrinking tree."""
    if not 0 <= first <= second:
        raise NotInTree(f"A tree of {second} leaves never had {first}.")
    if first in {0, second}:
        return []
    start, end, whole, proof = 0, second, True, []
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            proof.append(subtree_root(node, middle, end))
            end = middle
        else:
            proof.append(subtree_root(node, start, middle))
            start, whole = middle, False
    if not whole:
        proof.append(subtree_root(node, start, end))
    return proof[::-1]


def root_from_inclusion(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """Return the root that an inclusion proof leads to from a leaf hash (RFC 9162 section 2.1.3.2).

    Refuses an index outside the tree and a proof of another length than the index and size need.
    """
    if not 0 <= index < size:
        raise NotInTree(f"A tree of {size} leaves has no leaf {index}.")
    _check_hashes(leaf, *proof)
    place, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofMalformed(f"{len(proof)} hashes are too many for leaf {index} of {size}.")
        if place & 1 or place == last:
            root = node_hash(sibling, root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofMalformed(f"{len(proof)} hashes are too few for leaf {index} of {size}.")
    return root


def verify_inclusion(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Refuse unless the leaf hash is the leaf at `index` of the tree with that size and root."""
    if root_from_inclusion(index=index, size=size, leaf=leaf, proof=proof) != root:
        raise ProofDoesNotMatch(f"Leaf {index} is not in the tree of {size} leaves with that root.")


def verify_consistency(
    *, first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> None:
    """Refuse unless the second tree begins with all the leaves of the first (RFC 9162 section 2.1.4.2)."""
    if not 0 <= first <= second:
        raise NotInTree(f"A tree of {second} leaves never had {first}.")
    _check_hashes(first_root, second_root, *proof)
    if first in {0, second}:
        if proof:
            raise ProofMalformed("From no leaves, or from the same size, the proof is empty.")
        if first_root != (second_root if first else EMPTY_ROOT) or (second == 0 and second_root != EMPTY_ROOT):
            raise ProofDoesNotMatch(f"Two different roots for a tree of {first} leaves.")
        return
    path = [*([first_root] if first & (first - 1) == 0 else []), *proof]
    if _roots_from_consistency(first, second, path) != (first_root, second_root):
        raise ProofDoesNotMatch(f"The tree of {second} leaves does not begin with the tree of {first}.")


def _roots_from_consistency(first: int, second: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not path:
        raise ProofMalformed(f"The proof from {first} to {second} leaves is not empty.")
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofMalformed(f"The proof from {first} to {second} leaves has too many hashes.")
        if place & 1 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofMalformed(f"The proof from {first} to {second} leaves has too few hashes.")
    return before, after


def _check_hashes(*hashes: bytes) -> None:
    if any(len(item) != HASH_SIZE for item in hashes):
        raise ProofMalformed(f"Every hash is {HASH_SIZE} bytes long.")
