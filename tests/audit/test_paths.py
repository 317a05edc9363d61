"""The picture of a proof is the proof: its last pairing is the root."""

import pytest

from audit.paths import steps_of
from ledger import merkle


@pytest.mark.parametrize("size", range(1, 35))
def test_every_way_ends_at_the_root_and_brings_the_siblings_of_the_proof(size: int) -> None:
    hashes = merkle.leaf_hashes(bytes([number]) for number in range(size))
    tree = merkle.Tree(hashes)
    for index in range(size):
        proof = tree.inclusion_proof(index)
        steps = steps_of(index=index, size=size, leaf=hashes[index], proof=proof)
        assert (steps[-1].result if steps else hashes[0].hex()) == tree.root().hex()
        assert [getattr(step, step.sibling_side) for step in steps] == [item.hex() for item in proof]
        here = [hashes[index].hex(), *(step.result for step in steps)]
        assert all(below in (step.left, step.right) for below, step in zip(here, steps, strict=False))


def test_a_proof_of_another_length_is_not_drawn() -> None:
    hashes = merkle.leaf_hashes(bytes([number]) for number in range(5))
    with pytest.raises(merkle.ProofMalformed):
        steps_of(index=1, size=5, leaf=hashes[1], proof=merkle.Tree(hashes).inclusion_proof(1)[:-1])
