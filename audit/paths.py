"""The way from a leaf to the root, step by step, as a picture needs it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.merkle import node_hash, root_from_inclusion


@dataclass(frozen=True, slots=True)
class Step:
    """One pairing: what stands left and right, which of them the path brought, and the hash of both."""

    left: str
    right: str
    sibling_side: str
    result: str


def steps_of(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> list[Step]:
    """Return the pairings that lead from a leaf hash to the root (RFC 9162 section 2.1.3.2), in hexadecimal.

    Refuses a proof of another length than the index and size need.
    """
    root_from_inclusion(index=index, size=size, leaf=leaf, proof=proof)
    place, last, here, steps = index, size - 1, leaf, []
    for sibling in proof:
        if from_left := bool(place & 1) or place == last:
            above = node_hash(sibling, here)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            above = node_hash(here, sibling)
        left, right = (sibling, here) if from_left else (here, sibling)
        steps.append(Step(left.hex(), right.hex(), "left" if from_left else "right", above.hex()))
        place, last, here = place >> 1, last >> 1, above
    return steps
