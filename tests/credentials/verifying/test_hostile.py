"""Whatever is handed in, there is a verdict, and it isn't "valid"."""

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.verifying.engine import verify
from credentials.verifying.worlds import Stranger
from tests.credentials.verifying.bank import AT, Bank

ODD: list[Any] = [
    None,
    True,
    0,
    -1.5,
    "",
    "x",
    "\u202e",
    "did:web:",
    "did:key:z",
    "https://[",
    [],
    {},
    [[]],
    [None],
    {"id": "x"},
]
BANK = Bank()
WHOLE = BANK.institution.badge()
VALUES = st.recursive(st.sampled_from(ODD), lambda inner: st.lists(inner, max_size=2), max_leaves=4)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    named = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [place for name, value in named for place in ((*path, name), *places(value, (*path, name)))]


PLACES = places(WHOLE)


def changed(path: tuple[Any, ...], value: Any) -> bytes:
    document: Any = json.loads(json.dumps(WHOLE))
    node = document
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    return json.dumps(document).encode()


@pytest.mark.parametrize("name", list(WHOLE))
@pytest.mark.parametrize("value", ODD, ids=repr)
def test_an_odd_member_gets_a_verdict_that_is_not_valid(name: str, value: Any) -> None:
    verdict = verify(changed((name,), value), world=BANK, at=AT)
    assert verdict.outcome in ("invalid", "unverifiable")
    assert json.dumps(verdict.to_json())


@settings(deadline=None)
@given(st.sampled_from(PLACES), VALUES)
def test_an_odd_value_anywhere_gets_a_verdict(path: tuple[Any, ...], value: Any) -> None:
    verdict = verify(changed(path, value), world=BANK, at=AT)
    assert json.dumps(verdict.to_json())
    assert verdict.headline.sentence()


@settings(deadline=None)
@given(st.sampled_from([path for path in PLACES if path[0] != "proof"]), st.text(min_size=1, max_size=5))
def test_another_text_anywhere_is_never_valid(path: tuple[Any, ...], text: str) -> None:
    source = changed(path, text + "!")
    if json.loads(source) != WHOLE:
        assert verify(source, world=BANK, at=AT).outcome != "valid"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_get_a_verdict(source: bytes) -> None:
    assert verify(source, world=Stranger(), at=AT).outcome in ("invalid", "unverifiable")


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_a_flipped_bit_is_never_valid(seed: int) -> None:
    source = bytearray(json.dumps(WHOLE, ensure_ascii=False).encode())
    place = random.Random(seed).randrange(len(source) * 8)
    source[place >> 3] ^= 1 << (place & 7)
    try:
        same = json.loads(source) == WHOLE
    except ValueError:
        same = False
    assert same or verify(bytes(source), world=BANK, at=AT).outcome != "valid"
