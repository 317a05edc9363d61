"""The tree: published values, and properties over every index and every pair of sizes up to 70."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import merkle
from tests.ledger.log.vectors import CONSISTENCY, INCLUSION, LEAVES, ROOTS, hashes

TREE = merkle.Tree(merkle.leaf_hashes(LEAVES))
NUMBERED = merkle.Tree(merkle.leaf_hashes(str(number).encode() for number in range(70)))
REFUSED = (merkle.NotInTree, merkle.ProofMalformed, merkle.ProofDoesNotMatch)
sizes = st.integers(1, 70)


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word by word."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return merkle.node_hash(root_by_definition(leaves[:half]), root_by_definition(leaves[half:]))


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8 % len(data)] ^= 1 << bit % 8
    return bytes(changed)


def test_hashes_are_those_of_the_reference_implementation() -> None:
    assert merkle.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle.leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert (
        merkle.node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_published_ones_by_every_road(size: int) -> None:
    leaves = merkle.leaf_hashes(LEAVES[:size])
    assert merkle.root_of(leaves) == merkle.Frontier().extended(leaves).root == TREE.root(size) == ROOTS[size - 1]


@pytest.mark.parametrize(("place", "proof"), INCLUSION.items())
def test_inclusion_proofs_are_the_published_ones(place: tuple[int, int], proof: list[str]) -> None:
    index, size = place
    assert TREE.inclusion_proof(index, size) == hashes(proof)
    leaf = merkle.leaf_hash(LEAVES[index])
    merkle.verify_inclusion(index=index, size=size, leaf=leaf, proof=hashes(proof), root=ROOTS[size - 1])


@pytest.mark.parametrize(("pair", "proof"), CONSISTENCY.items())
def test_consistency_proofs_are_the_published_ones(pair: tuple[int, int], proof: list[str]) -> None:
    first, second = pair
    assert TREE.consistency_proof(first, second) == hashes(proof)
    consistent(first, second, hashes(proof), ROOTS[first - 1], ROOTS[second - 1])


def consistent(first: int, second: int, proof: list[bytes], first_root: bytes, second_root: bytes) -> None:
    merkle.verify_consistency(first=first, second=second, first_root=first_root, second_root=second_root, proof=proof)


def test_every_leaf_of_every_size_up_to_70_is_proved() -> None:
    for size in range(1, 71):
        for index in range(size):
            proof, leaf = NUMBERED.inclusion_proof(index, size), NUMBERED.node(0, index)
            merkle.verify_inclusion(index=index, size=size, leaf=leaf, proof=proof, root=NUMBERED.root(size))


def test_every_pair_of_sizes_up_to_70_is_consistent() -> None:
    for second in range(71):
        for first in range(second + 1):
            proof = NUMBERED.consistency_proof(first, second)
            consistent(first, second, proof, NUMBERED.root(first), NUMBERED.root(second))


@pytest.mark.parametrize("size", range(1, 71))
def test_the_root_is_that_of_the_definition(size: int) -> None:
    leaves = [NUMBERED.node(0, index) for index in range(size)]
    assert NUMBERED.root(size) == root_by_definition(leaves) == merkle.root_of(leaves)


@given(st.lists(st.integers(0, 40), max_size=8))
def test_a_frontier_grown_in_any_steps_is_the_same(steps: list[int]) -> None:
    leaves = merkle.leaf_hashes(str(number).encode() for number in range(sum(steps)))
    frontier, tree, start = merkle.Frontier(), merkle.Tree(), 0
    for step in steps:
        frontier = frontier.extended(leaves[start : start + step])
        tree.extend(leaves[start : start + step])
        start += step
    assert frontier == merkle.Frontier().extended(leaves)
    assert frontier.root == tree.root() == merkle.root_of(leaves)
    assert len(frontier.peaks) == start.bit_count()


@given(st.data())
def test_a_tampered_inclusion_proof_never_verifies(data: st.DataObject) -> None:
    size = data.draw(sizes)
    index = data.draw(st.integers(0, size - 1))
    parts = [NUMBERED.node(0, index), NUMBERED.root(size), *NUMBERED.inclusion_proof(index, size)]
    at, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[at] = flipped(parts[at], bit)
    leaf, root, *proof = parts
    with pytest.raises(merkle.ProofDoesNotMatch):
        merkle.verify_inclusion(index=index, size=size, leaf=leaf, proof=proof, root=root)


@given(st.data())
def test_an_inclusion_proof_holds_for_its_own_index_only(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 70))
    index, other = data.draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True))
    with pytest.raises(REFUSED):
        merkle.verify_inclusion(
            index=other,
            size=size,
            leaf=NUMBERED.node(0, index),
            proof=NUMBERED.inclusion_proof(index, size),
            root=NUMBERED.root(size),
        )


@given(st.data())
def test_a_tampered_consistency_proof_never_verifies(data: st.DataObject) -> None:
    second = data.draw(sizes)
    first = data.draw(st.integers(1, second))
    parts = [NUMBERED.root(first), NUMBERED.root(second), *NUMBERED.consistency_proof(first, second)]
    at, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[at] = flipped(parts[at], bit)
    with pytest.raises(merkle.ProofDoesNotMatch):
        consistent(first, second, parts[2:], parts[0], parts[1])


@given(st.data())
def test_a_proof_with_a_hash_more_or_less_is_malformed(data: st.DataObject) -> None:
    second = data.draw(st.integers(2, 70))
    first, index = data.draw(st.integers(1, second - 1)), data.draw(st.integers(0, second - 1))
    proof, inclusion = NUMBERED.consistency_proof(first, second), NUMBERED.inclusion_proof(index, second)
    roots = NUMBERED.root(first), NUMBERED.root(second)
    at = data.draw(st.integers(0, len(proof)))
    for wrong in (proof[:-1], proof[1:], [*proof[:at], roots[1], *proof[at:]]):
        with pytest.raises(merkle.ProofMalformed):
            consistent(first, second, wrong, *roots)
    for wrong in (inclusion[:-1], inclusion[1:], [*inclusion, roots[1]], [roots[1], *inclusion]):
        with pytest.raises(merkle.ProofMalformed):
            merkle.verify_inclusion(index=index, size=second, leaf=NUMBERED.node(0, index), proof=wrong, root=roots[1])


@given(st.data())
def test_an_edited_leaf_is_never_consistent_with_what_was_signed(data: st.DataObject) -> None:
    second = data.draw(sizes)
    first = data.draw(st.integers(1, second))
    edited = [NUMBERED.node(0, index) for index in range(second)]
    edited[data.draw(st.integers(0, first - 1))] = merkle.leaf_hash(b"edited")
    rewritten = merkle.Tree(edited)
    with pytest.raises(merkle.ProofDoesNotMatch):
        consistent(first, second, rewritten.consistency_proof(first, second), NUMBERED.root(first), rewritten.root())


def test_what_lies_outside_the_tree_is_refused() -> None:
    for asked in (lambda: TREE.inclusion_proof(8), lambda: TREE.inclusion_proof(-1), lambda: TREE.root(9)):
        with pytest.raises(merkle.NotInTree):
            asked()
    with pytest.raises(merkle.NotInTree):
        TREE.consistency_proof(5, 4)
    with pytest.raises(merkle.NotInTree):
        consistent(5, 4, [], ROOTS[4], ROOTS[3])
    with pytest.raises(merkle.NotInTree):
        merkle.verify_inclusion(index=1, size=1, leaf=ROOTS[0], proof=[], root=ROOTS[0])


def test_hashes_and_peaks_of_the_wrong_form_are_refused() -> None:
    with pytest.raises(merkle.ProofMalformed):
        merkle.verify_inclusion(index=0, size=1, leaf=b"", proof=[], root=b"")
    with pytest.raises(merkle.ProofMalformed):
        consistent(1, 2, [b"short"], ROOTS[0], ROOTS[1])
    with pytest.raises(merkle.ProofMalformed):
        merkle.Frontier(3, (ROOTS[0],))
    with pytest.raises(merkle.ProofMalformed):
        merkle.Frontier(1, (b"short",))


def test_an_empty_tree_precedes_every_tree_with_its_own_root_only() -> None:
    consistent(0, 0, [], merkle.EMPTY_ROOT, merkle.EMPTY_ROOT)
    consistent(0, 5, [], merkle.EMPTY_ROOT, ROOTS[4])
    with pytest.raises(merkle.ProofDoesNotMatch):
        consistent(0, 5, [], ROOTS[0], ROOTS[4])
    with pytest.raises(merkle.ProofMalformed):
        consistent(0, 5, [ROOTS[0]], merkle.EMPTY_ROOT, ROOTS[4])
