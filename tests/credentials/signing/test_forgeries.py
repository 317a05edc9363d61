"""Signed documents that somebody changed so that the signature might still hold: it must not."""

import time
from typing import Any

import pytest

from credentials.signing import ProofInvalid, UnsignableDocument, canonical, check_proofs, strangers
from credentials.signing.forms import canonical_of_anybody
from tests.credentials.signing.documents import BADGE, METHOD, changed, key_of, signed

V2 = "https://www.w3.org/ns/credentials/v2"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
SWAP = {"name": "https://schema.org/description", "description": "https://schema.org/name"}
PLAIN = {
    "@context": [V2], "id": "urn:uuid:1", "type": ["VerifiableCredential"],
    "issuer": {"id": METHOD.partition("#")[0], "name": "Honest University", "description": "A mill of diplomas"},
    "credentialSubject": {"id": "urn:uuid:2"},
}  # fmt: skip


def refused(document: dict[str, Any]) -> bool:
    with pytest.raises((ProofInvalid, UnsignableDocument)):
        check_proofs(document, key_of=key_of)
    return True


def swapped() -> dict[str, Any]:
    """Return a signed document in which the issuer's name and description changed places."""
    document = signed(PLAIN)
    issuer = document["issuer"]
    return document | {"issuer": issuer | {"name": issuer["description"], "description": issuer["name"]}}


@pytest.mark.parametrize("local", [[V2, SWAP], [V2, None, V2, SWAP], [V2, None], [SWAP, V2], [V2, [SWAP]]])
def test_what_two_members_say_can_not_be_swapped_by_a_context(local: list[Any]) -> None:
    assert check_proofs(signed(PLAIN), key_of=key_of)
    assert refused(swapped() | {"@context": local})


@pytest.mark.parametrize("local", [SWAP, [SWAP], None, [None, SWAP], {"@protected": False, **SWAP}])
def test_nor_by_one_deeper_in_the_document(local: Any) -> None:
    document = swapped()
    assert refused(document | {"issuer": {"@context": local, **document["issuer"]}})


def test_a_protected_term_may_be_said_again_as_it_was() -> None:
    again = {"name": {"@id": "https://schema.org/name", "@protected": True}, "hobby": "https://schema.org/hobby"}
    document = PLAIN | {"@context": [V2, again], "hobby": "chess"}
    assert canonical(document) == strangers.canonical(document)


QUADS = '> .\n<urn:forged> <urn:says> "so'


@pytest.mark.parametrize(
    ("local", "members"),
    [
        ({"x": {"@id": "urn:x", "@container": "@language"}}, {"x": {f'en{QUADS}"@en': "v"}}),
        ({"x": "urn:x"}, {"x": {"@value": "v", "@language": f"en{QUADS}"}}),
        ({"x": "urn:x"}, {"x": {"@value": True, "@type": f"urn:t{QUADS}"}}),
        ({"x": "urn:x"}, {"x": {"@id": f"urn:y{QUADS}"}}), ({"x": "urn:x"}, {"@type": f"urn:y{QUADS}"}),
        ({"x": {"@id": "urn:x", "@type": f"urn:y{QUADS}"}}, {"x": True}), ({"x": f"urn:y{QUADS}"}, {"x": 1}),
        ({"x": "urn:x"}, {f"urn:y{QUADS}": 1}), ({"@vocab": f"urn:y{QUADS}"}, {"x": 1}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", [canonical, strangers.canonical, canonical_of_anybody])
def test_no_quads_are_smuggled_in(form: Any, local: dict[str, Any], members: dict[str, Any]) -> None:
    with pytest.raises(UnsignableDocument):
        form({"@context": local, "@id": "urn:a", **members})


@pytest.mark.parametrize(
    "members", [{"_:x": 1}, {"k": {"unsigned": {"@id": "urn:b"}}}, {"@type": "urn:a b"}, {"@type": "relative"}]
)
def test_strangers_documents_have_no_unsigned_parts(members: dict[str, Any]) -> None:
    context = {"k": {"@id": "urn:k", "@container": "@index"}}
    with pytest.raises(UnsignableDocument):
        canonical_of_anybody({"@context": context, "@id": "urn:a", **members})


def test_what_was_signed_with_line_breaks_by_others_is_checked_without_pyld() -> None:
    text = 'first\nsecond\ttab \b\f\r \x00 \x7f \\ " end'
    [line] = canonical_of_anybody({"@context": EXAMPLES, "@id": "urn:a", "x": text}).decode().splitlines()
    assert r'"first\nsecond\ttab \b\f\r \u0000 \u007F \\ \" end"' in line
    assert strangers.canonical({"@context": EXAMPLES, "@id": "urn:a", "x": text}).decode() == f"{line}\n"


def nested(depth: int) -> dict[str, Any]:
    """Return large nodes in one another, with a nameless one in the last."""
    node: dict[str, Any] = {"@type": "Last"}
    for number in range(depth):
        node = {"@id": f"urn:n:{number}", **{f"p{place}": "v" for place in range(10)}, "in": node}
    return {"@context": EXAMPLES, "@id": "urn:a", "in": node}


@pytest.mark.parametrize(
    "document",
    [
        nested(55), {"@context": EXAMPLES, "@id": "urn:a", "x": [{} for _ in range(30_000)]},
        {"@context": EXAMPLES, "@id": "urn:a", "x": [None, *({"y": str(number)} for number in range(30_000))]},
        {"@context": EXAMPLES, "@graph": [{"@id": f"_:{n}", "y": {"@id": f"_:{n + 1}"}} for n in range(900)]},
        {"@context": {f"t{number}": f"t{number + 1}:x#" for number in range(3000)} | {"t3000": "urn:x#"}, "t1": "v"},
        {"@context": {"x": {"@id": "urn:x", "@container": "@list"}}, "@id": "urn:a", "x": ["v"] * 2500},
    ],
    ids=["nested", "alike", "fallback", "chain", "definitions", "list"],
)  # fmt: skip
def test_documents_made_to_be_slow_are_done_with_quickly(document: dict[str, Any]) -> None:
    """Each took from half a minute to for ever, or ended in another error, when it was found."""
    began = time.process_time()
    try:
        canonical_of_anybody(document)
    except UnsignableDocument as refusal:
        assert refusal.reason
    assert time.process_time() - began < 5


@pytest.mark.parametrize(("one", "other"), [(0.3, 0.30000000000000004), (2**53, 2**53 + 1), (1e22, 10**22 + 1)])
def test_two_numbers_are_never_signed_alike(one: float, other: float) -> None:
    forms = set()
    for value in (one, other):
        try:
            forms.add(canonical(changed(BADGE, ("credentialSubject", "creditsEarned"), value)))
        except UnsignableDocument as refusal:
            assert refusal.pointer == "/credentialSubject/creditsEarned"
            forms.add(b"")
    assert len(forms) == 2
