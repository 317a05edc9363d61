"""The canonical form: byte-equal to PyLD, the same whatever the order, another whenever anything else changes."""

import contextlib
import json
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld

from credentials.signing import UnsignableDocument, canonical, nquads, strangers
from credentials.signing.canonical import canonical_form
from credentials.signing.forms import canonical_of_anybody
from credentials.signing.writer import Quad, Written, quads_of
from tests.credentials.signing.documents import BADGE, LIST, at, by_pyld, changed, documents, leaves, signed, without
from tests.credentials.signing.wild import odd_documents, wild_documents

GRAPH = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 5)), min_size=1, max_size=9)
VOCABULARY = "https://www.w3.org/ns/credentials/examples/v2"


@settings(max_examples=40, deadline=None)
@given(document=documents())
def test_our_documents_are_byte_equal_to_pyld(document: dict[str, Any]) -> None:
    assert canonical(document) == by_pyld(document) == strangers.canonical(document)


@settings(max_examples=25, deadline=None)
@given(document=documents())
def test_nodes_without_ids_are_told_apart_as_pyld_does(document: dict[str, Any]) -> None:
    bare = without(document, "id")
    assert canonical(bare) == by_pyld(bare) == strangers.canonical(bare)


@settings(max_examples=150, deadline=None)
@given(edges=GRAPH)
def test_graphs_of_nameless_nodes_are_labelled_as_pyld_does(edges: list[tuple[int, int, int]]) -> None:
    """Random graphs, many of them symmetrical; without nodes that point to themselves, which PyLD counts twice."""
    edges = [edge for edge in dict.fromkeys(edges) if edge[0] != edge[2]]
    lines = "".join(f"_:n{a} <urn:p{p}> _:n{b} .\n" for a, p, b in edges)
    expected = jsonld.normalize(
        lines, {"inputFormat": "application/n-quads", "format": "application/n-quads", "algorithm": "URDNA2015"}
    )
    quads = [Quad(f"_:n{a}", f"<urn:p{p}>", f"_:n{b}") for a, p, b in edges]
    assert canonical_form(Written(quads=quads)) == expected


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=st.one_of(odd_documents(), wild_documents()))
def test_whatever_the_strict_writer_accepts_pyld_reads_alike(document: dict[str, Any]) -> None:
    try:
        ours = canonical_form(quads_of(document, for_signing=False)).encode()
    except UnsignableDocument:
        return
    assert ours == strangers.canonical(document)


@settings(max_examples=20, deadline=None)
@given(document=documents(), seed=st.integers())
def test_the_order_of_members_means_nothing(document: dict[str, Any], seed: int) -> None:
    assert canonical(_shuffled(document, random.Random(seed))) == canonical(document)


def _shuffled(node: Any, chance: random.Random) -> Any:
    if isinstance(node, dict):
        names = chance.sample(list(node), len(node))
        return {name: _shuffled(node[name], chance) for name in names}
    return [_shuffled(item, chance) for item in node] if isinstance(node, list) else node


@pytest.mark.parametrize("path", leaves(BADGE), ids=lambda path: "/".join(map(str, path)))
def test_every_value_is_signed(path: tuple[Any, ...]) -> None:
    value = at(BADGE, path)
    other = value + 1 if isinstance(value, int | float) and not isinstance(value, bool) else f"{value}x"
    other = (not value) if isinstance(value, bool) else other
    # A type that is not defined any more is refused, which is no way to the same signature either.
    with contextlib.suppress(UnsignableDocument):
        assert canonical(changed(BADGE, path, other)) != canonical(BADGE)


@pytest.mark.parametrize("document", [BADGE, LIST, signed()], ids=["badge", "list", "signed"])
def test_what_is_kept_between_documents_changes_nothing(document: dict[str, Any]) -> None:
    again = json.loads(json.dumps(document))
    assert canonical(document) == canonical(again) == canonical(document)


def test_a_kept_achievement_is_not_taken_for_one_that_only_python_calls_equal() -> None:
    truth = changed(BADGE, ("credentialSubject", "creditsEarned"), 1)
    lie = changed(BADGE, ("credentialSubject", "creditsEarned"), True)
    assert canonical(truth) != canonical(lie)


def test_a_badge_of_ours_has_few_nameless_nodes_and_no_line_twice() -> None:
    lines = nquads(BADGE)
    names = {word for line in lines for word in line.split() if word.startswith("_:")}
    assert len(names) <= 4 and len(set(lines)) == len(lines) > 200


def test_a_graph_made_to_be_slow_is_refused_quickly() -> None:
    names = [f"n{number}" for number in range(12)]
    nodes = [{"type": "Thing", "knows": [{"likes": {"type": "Thing"}} for _ in names]} for _ in names]
    poisoned = {"@context": [VOCABULARY], "@type": ["Thing"], "all": nodes}
    for form in (canonical, canonical_of_anybody):
        with pytest.raises(UnsignableDocument, match="too many steps"):
            form(poisoned)


def test_the_direction_of_a_text_is_signed() -> None:
    def told(direction: str) -> bytes:
        name = {"@value": "مرحبا", "@language": "ar", "@direction": direction}
        return canonical_of_anybody(BADGE | {"name": name})

    assert told("rtl") != told("ltr") and b"https://www.w3.org/ns/i18n#ar_rtl" in told("rtl")
