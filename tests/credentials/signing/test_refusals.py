"""What the strict writer refuses: whatever would be left out of the signature, or could be read in two ways."""

from typing import Any

import pytest

from credentials.signing import UnsignableDocument, canonical, strangers
from tests.credentials.signing.documents import BADGE, by_pyld, changed

SUBJECT = ("credentialSubject",)


def refused(document: dict[str, Any]) -> UnsignableDocument:
    with pytest.raises(UnsignableDocument) as refusal:
        canonical(document)
    return refusal.value


@pytest.mark.parametrize(
    ("extra", "pointer"),
    [
        ({"loyaltyPoints": 5}, "/credentialSubject/loyaltyPoints"),
        ({"a/b~c": 1}, "/credentialSubject/a~1b~0c"),
        (
            {"achievement": {"id": "urn:x:1", "type": ["Achievement"], "colour": "red"}},
            "/credentialSubject/achievement/colour",
        ),
    ],
)
def test_a_term_that_nobody_defines_is_refused_with_its_place(extra: dict[str, Any], pointer: str) -> None:
    document = changed(BADGE, SUBJECT, BADGE["credentialSubject"] | extra)
    assert refused(document).pointer == pointer


def test_a_type_that_nobody_defines_is_refused() -> None:
    assert "'Diploma'" in refused(changed(BADGE, ("type",), ["VerifiableCredential", "Diploma"])).reason


@pytest.mark.parametrize(
    "value", ["/credentials/1", "credentials", "", "urn with spaces:x", "https://x.example/<a>", "_:b0"]
)
def test_an_id_that_is_not_absolute_is_refused(value: str) -> None:
    assert refused(changed(BADGE, ("id",), value)).pointer == "/id"


@pytest.mark.parametrize("letter", ["\0", "\n", "\t", "\x1b", "\x7f", "\x85", "\ud800", "\udfff", "\ufffe", "\uffff"])
def test_control_characters_and_half_letters_are_refused(letter: str) -> None:
    refusal = refused(changed(BADGE, ("name",), f"Data{letter}Analysis"))
    assert refusal.pointer == "/name" and f"U+{ord(letter):04X}" in refusal.reason


@pytest.mark.parametrize("letters", ["क्‍ष", "क्‌ष", "नमस्ते", 'say "x" \\ y', "𝔘𝔫𝔦", "e\u0301"])
def test_real_writing_is_signed_as_it_is(letters: str) -> None:
    document = changed(BADGE, ("name",), letters)
    assert canonical(document) == by_pyld(document) == strangers.canonical(document)


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), {"x": None}, [[1]]])
def test_what_has_no_signed_form_is_refused(value: Any) -> None:
    assert refused(changed(BADGE, ("credentialSubject", "creditsEarned"), value))


@pytest.mark.parametrize("value", [2, 2.5, -3, 0, 0.1, 1e21, 123456789012345, 1e-7, True])
def test_numbers_are_spelled_as_pyld_spells_them(value: float) -> None:
    document = changed(BADGE, ("credentialSubject", "creditsEarned"), value)
    assert canonical(document) == by_pyld(document) == strangers.canonical(document)


@pytest.mark.parametrize(
    "local", ["https://evil.example/context", 7, {"@import": "x"}, {"name": {"@reverse": "urn:x"}}]
)
def test_a_context_that_is_not_pinned_or_not_understood_is_refused(local: Any) -> None:
    assert refused(BADGE | {"@context": [*BADGE["@context"], local]}).pointer == "/@context"


def test_a_document_nested_without_end_is_refused() -> None:
    node: dict[str, Any] = {"type": "Thing"}
    for _ in range(70):
        node = {"type": "Thing", "part": node}
    context = ["https://www.w3.org/ns/credentials/examples/v2"]
    assert "64" in refused({"@context": context, "@type": "Thing", "whole": {"@type": "Thing", "part": node}}).reason


@pytest.mark.parametrize(
    "extra", [{"loyalty": 1}, {"credentialSubject": {"id": "relative", "type": "AchievementSubject"}}]
)
def test_strangers_documents_are_not_signed_in_part_either(extra: dict[str, Any]) -> None:
    with pytest.raises(UnsignableDocument):
        strangers.canonical(BADGE | extra)
