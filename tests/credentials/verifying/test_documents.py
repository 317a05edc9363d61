"""Documents that could be read in two ways, or hardly at all."""

import pytest

from credentials.verifying.documents import strict_json
from credentials.verifying.verdicts import CheckFailed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": 1, "a": 2}', "json-duplicate-key"),
        ('{"x": {"credits": 2, "credits": 20}}', "json-duplicate-key"),
        ('{"a": 1, "\\u0061": 2}', "json-duplicate-key"),
        ('{"a": NaN}', "json-number"),
        ('{"a": -Infinity}', "json-number"),
        ('{"a": 1e999}', "json-number"),
        ('{"a": ' + "9" * 5000 + "}", "json-number"),
        ('{"id": 7}', "id-not-text"),
        ('{"a": [{"@id": {}}]}', "id-not-text"),
        ('{"id": null}', "id-not-text"),
        ('{"a": "\\ud800"}', "json-text"),
        ('{"\\udfff": 1}', "json-text"),
        ('{"a": 1', "json-broken"),
        ('{"a": 1} {"b": 2}', "json-broken"),
        ("[1]", "json-not-an-object"),
        ('{"a":' * 64 + "1" + "}" * 64, None),
        ('{"a":' * 65 + "1" + "}" * 65, "json-too-deep"),
        ('{"a":' + "[" * 100_000, "json-too-deep"),
        ('{"a":' + "[" * 100_000 + "]" * 100_000 + "}", "json-too-deep"),
        ('{"a": "' + "x" * 2_000_000 + '"}', "too-large"),
    ],
)
def test_a_document_has_one_meaning_and_a_bound(text: str, code: str | None) -> None:
    if code is None:
        assert strict_json(text)
        return
    with pytest.raises(CheckFailed) as refused:
        strict_json(text)
    assert refused.value.code == code


def test_text_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(CheckFailed) as refused:
        strict_json(b'{"a": "\xff"}')
    assert refused.value.code == "not-utf-8"


def test_the_place_of_an_id_is_told_as_a_pointer() -> None:
    with pytest.raises(CheckFailed) as refused:
        strict_json('{"a/b": [{"id": "x"}, {"id": []}]}')
    assert refused.value.parameters["pointer"] == "/a~1b/1/id"


def test_the_sentence_names_what_was_seen() -> None:
    with pytest.raises(CheckFailed, match="The key credits appears twice"):
        strict_json('{"credits": 1, "credits": 2}')
