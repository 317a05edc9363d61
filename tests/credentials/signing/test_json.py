"""Values that are signed as JSON: spelled as RFC 8785 spells them, or refused."""

import pytest

from credentials.signing import UnsignableDocument, strangers
from credentials.signing.forms import canonical_of_anybody
from credentials.signing.jcs import canonical_json

CONTEXT = {"x": {"@id": "urn:x", "@type": "@json"}}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "0"), (2.50, "2.5"), (1e15, "1000000000000000"), (0.0001, "0.0001"), (True, "true"),
        (None, "null"), ({"b": 1, "a": [2.0]}, '{"a":[2],"b":1}'), ("\n\x1f\u20ac", '"\\n\\u001f\u20ac"'),
        ({"\u20ac": 1, "\r": 2, "\U0001f600": 4, "\ufb33": 5}, '{"\\r":2,"\u20ac":1,"\U0001f600":4,"\ufb33":5}'),
    ],
)  # fmt: skip
def test_json_has_one_spelling(value: object, text: str) -> None:
    assert canonical_json(value, "") == text


@pytest.mark.parametrize("value", [1e-5, 1e-6, 5e-324, 1e16, 2**53, float("nan"), float("inf"), {1}, b"x"])
def test_numbers_that_are_spelled_in_several_ways_are_refused(value: object) -> None:
    with pytest.raises(UnsignableDocument):
        canonical_json([value], "")


@pytest.mark.parametrize("value", [{"a": "\x7f\n", "b": [1, 2.5, None]}, "text", [], {}, 1e-5])
def test_json_in_strangers_documents_is_read_as_pyld_reads_it(value: object) -> None:
    document = {"@context": CONTEXT, "@id": "urn:a", "x": value}
    assert canonical_of_anybody(document) == strangers.canonical(document)


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}])
def test_half_letters_in_json_are_refused(value: object) -> None:
    with pytest.raises(UnsignableDocument):
        canonical_of_anybody({"@context": CONTEXT, "@id": "urn:a", "x": value})
