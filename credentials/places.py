"""The order in which the places of a status list are given out: secret, and without a repetition."""

import hashlib
from collections.abc import Iterator

LIST_SIZE = 131_072
"""Bits of a list: the least that the Bitstring Status List specification allows (16 kB, for the privacy of a herd)."""

_HALF_BITS, _ROUNDS = 9, 4
_HALF_MASK = (1 << _HALF_BITS) - 1


def places(seed: bytes, *, first: int, count: int) -> list[int]:
    """Return the places number `first` to `first + count - 1` of a list with this seed.

    A keyed permutation (a Feistel network over 18 bits, walked until it falls into the list): neighbours in time have
    places that tell nothing of each other, and no place comes twice. Refuses numbers beyond the list.
    """
    if not 0 <= first <= first + count <= LIST_SIZE:
        raise ValueError(f"A list has {LIST_SIZE} places; asked for {first} to {first + count - 1}.")
    return [_place(seed, number) for number in range(first, first + count)]


def _place(seed: bytes, number: int) -> int:
    return next(place for place in _walk(seed, number) if place < LIST_SIZE)


def _walk(seed: bytes, place: int) -> Iterator[int]:
    while True:
        place = _permuted(seed, place)
        yield place


def _permuted(seed: bytes, number: int) -> int:
    left, right = number >> _HALF_BITS, number & _HALF_MASK
    for turn in range(_ROUNDS):
        mixed = hashlib.blake2b(bytes([turn]) + right.to_bytes(2, "big"), key=seed, digest_size=2).digest()
        left, right = right, left ^ (int.from_bytes(mixed, "big") & _HALF_MASK)
    return left << _HALF_BITS | right
