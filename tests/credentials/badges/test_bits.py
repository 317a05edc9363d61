"""The coding of status lists: the standard's own example, round trips, and lists made to harm."""

import base64
import gzip
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.badges.bits import FEWEST_BYTES, FEWEST_ENTRIES, bit, decode, empty, encode, set_bits
from credentials.badges.refusals import BitstringRefused

# The encodedList of the examples in Bitstring Status List 1.0.
KNOWN = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
INDICES = st.integers(0, FEWEST_ENTRIES - 1)


def _text(packed: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def test_the_standards_example_is_read_and_written_to_the_letter() -> None:
    assert decode(KNOWN) == bytes(16384)
    assert encode(empty()) == KNOWN


def test_index_0_is_the_leftmost_bit() -> None:
    bits = set_bits(empty(), [0, 9, FEWEST_ENTRIES - 1])
    assert bits[:2] == b"\x80\x40"
    assert bits[-1] == 1


@settings(max_examples=50, deadline=None)
@given(st.sets(INDICES, max_size=30), INDICES)
def test_what_was_set_is_read_back_and_nothing_else(indices: set[int], other: int) -> None:
    read = decode(encode(set_bits(empty(), indices)))
    assert all(bit(read, index) for index in indices)
    assert bit(read, other) is (other in indices)
    assert sum(byte.bit_count() for byte in read) == len(indices)


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=99).map(lambda start: start + bytes(FEWEST_BYTES)))
def test_the_same_list_gives_the_same_text_without_padding(bits: bytes) -> None:
    assert encode(bits) == encode(bytearray(bits))
    assert "=" not in encode(bits)
    assert decode(encode(bits)) == bits


def test_the_list_given_is_left_as_it_was() -> None:
    before = bytearray(empty())
    set_bits(before, [3])
    assert before == empty()


@pytest.mark.parametrize("index", [-1, FEWEST_ENTRIES, 10**12])
def test_an_index_outside_the_list_is_refused(index: int) -> None:
    for act in (lambda: bit(empty(), index), lambda: set_bits(empty(), [index])):
        with pytest.raises(BitstringRefused) as refused:
            act()
        assert refused.value.code == "index-out-of-range"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = _text(gzip.compress(bytes(64 * 1024 * 1024)))
    assert len(bomb) < 100_000
    tracemalloc.start()
    with pytest.raises(BitstringRefused) as refused:
        decode(bomb, most_bytes=1024 * 1024)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code == "too-long"
    assert peak < 4 * 1024 * 1024


def test_a_text_longer_than_any_allowed_list_is_refused_unread() -> None:
    with pytest.raises(BitstringRefused, match="too-long"):
        decode("u" + "A" * 300_000, most_bytes=FEWEST_BYTES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-multibase"),
        (KNOWN[1:], "not-multibase"),
        ("z" + KNOWN[1:], "not-multibase"),
        ("u", "not-base64url"),
        (KNOWN + "=", "not-base64url"),
        (KNOWN.replace("-", "+"), "not-base64url"),
        ("u\u0661\u0662\u0663\u0664", "not-base64url"),
        ("uA", "not-base64url"),
        ("uAAAA", "not-gzip"),
        (KNOWN[:-8], "not-gzip"),
        (_text(gzip.compress(bytes(16384), mtime=0) + b"more"), "not-gzip"),
        (_text(gzip.compress(bytes(16384), mtime=0) * 2), "not-gzip"),
        (_text(gzip.compress(bytes(16383), mtime=0)), "too-short"),
    ],
)
def test_a_list_that_isnt_one_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(BitstringRefused) as refused:
        decode(text)
    assert refused.value.code == code


def test_a_list_with_a_changed_checksum_is_refused() -> None:
    packed = bytearray(gzip.compress(bytes(16384), mtime=0))
    packed[-6] ^= 1
    with pytest.raises(BitstringRefused, match="not-gzip"):
        decode(_text(bytes(packed)))


@settings(max_examples=200)
@given(st.text(max_size=60) | st.binary(max_size=60).map(_text))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    with pytest.raises(BitstringRefused):
        decode(text)


def test_a_short_list_is_never_written() -> None:
    for act in (lambda: encode(bytes(16383)), lambda: empty(FEWEST_ENTRIES - 1)):
        with pytest.raises(BitstringRefused, match="too-short"):
            act()
    assert len(empty(FEWEST_ENTRIES + 1)) == FEWEST_BYTES + 1
