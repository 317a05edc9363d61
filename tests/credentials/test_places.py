"""The secret order of places in a status list."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.places import LIST_SIZE, places

SEED = bytes(range(32))


def test_every_place_is_given_out_exactly_once() -> None:
    assert sorted(places(SEED, first=0, count=LIST_SIZE)) == list(range(LIST_SIZE))


@given(seed=st.binary(min_size=32, max_size=32), first=st.integers(0, LIST_SIZE - 50), count=st.integers(0, 50))
def test_a_part_is_the_same_as_in_the_whole(seed: bytes, first: int, count: int) -> None:
    whole = places(seed, first=0, count=0) + [places(seed, first=n, count=1)[0] for n in range(first, first + count)]
    assert places(seed, first=first, count=count) == whole


def test_neighbours_in_time_are_not_neighbours_in_the_list() -> None:
    found = places(SEED, first=0, count=2000)
    close = sum(abs(one - other) < 100 for one, other in itertools.pairwise(found))
    assert close < 20  # by chance some 3 of 2,000


def test_another_seed_is_another_order() -> None:
    assert places(SEED, first=0, count=100) != places(bytes(32), first=0, count=100)


@pytest.mark.parametrize(("first", "count"), [(LIST_SIZE, 1), (-1, 1), (0, LIST_SIZE + 1)])
def test_places_beyond_the_list_are_refused(first: int, count: int) -> None:
    with pytest.raises(ValueError, match="131072 places"):
        places(SEED, first=first, count=count)
