"""A presentation verifies with its proof, its holder and every credential in it."""

from typing import Any

import pytest

from credentials.vcapi.judging import Verifier
from credentials.vcapi.problems import DocumentProblem
from credentials.vcapi.proof_rules import Expected
from credentials.verifying.worlds import Stranger
from tests.cast import NOON
from tests.credentials.vcapi.hands import (
    EXAMPLES,
    HOLDER,
    REMOVED,
    V2,
    a_credential,
    a_presentation,
    by_a_stranger,
    changed,
    issued,
    presented,
    proven,
    verify_vp,
)

pytestmark = pytest.mark.django_db
OWN = {"type": ["VerifiablePresentation", "Own"], "at_context": [V2, {"Own": "https://example.org/#Own"}]}


@pytest.mark.parametrize(
    "members",
    [
        {}, {"id": "urn:uuid:1"}, {"holder": HOLDER.did}, {"holder": {"id": HOLDER.did}}, OWN,
        {"at_context": [V2, EXAMPLES]}, {"at_context": [V2, {"x": "https://example.org/#x"}]},
        {"verifiableCredential": REMOVED}, {"verifiableCredential": []},
    ],
)  # fmt: skip
def test_a_presentation_that_conforms_verifies(members: dict[str, Any]) -> None:
    answer = verify_vp(presented(issued(), issued(), **members))
    assert answer.status_code == 200, answer.content


@pytest.mark.parametrize(
    ("pointer", "members"),
    [
        ("/@context", {"at_context": [EXAMPLES, V2]}), ("/@context", {"at_context": [EXAMPLES]}),
        ("/type", {"type": REMOVED}), ("/type", {"type": ["VerifiableCredential"]}),
        ("/id", {"id": "no url"}), ("/holder", {"holder": "no url"}), ("/holder/id", {"holder": {"name": "x"}}),
        ("/verifiableCredential/0", {"verifiableCredential": ["https://example.org/1"]}),
        ("/verifiableCredential", {"verifiableCredential": 5}), ("/termsOfUse/type", {"termsOfUse": {"id": "urn:x:1"}}),
    ],
)  # fmt: skip
def test_a_presentation_that_does_not_conform_is_refused(pointer: str, members: dict[str, Any]) -> None:
    proof = presented()["proof"]
    answer = verify_vp({**a_presentation(**members), "proof": proof})
    assert (answer.status_code, answer.json()["pointer"]) == (400, pointer)


@pytest.mark.parametrize("context", ["https://example.com", "https ://not-a-url/contexts/example/v1", 123192875])
def test_a_presentation_in_a_context_that_is_not_known_is_refused(context: Any) -> None:
    assert verify_vp(changed(presented(), "@context", to=[V2, context])).status_code == 400


def test_a_presentation_without_proof_or_context_is_refused() -> None:
    assert verify_vp(a_presentation(issued())).status_code == 400
    assert verify_vp(changed(presented(), "@context", to=REMOVED)).status_code == 400


def test_a_changed_presentation_does_not_verify() -> None:
    made = presented(issued())
    assert verify_vp(changed(made, "proof", "proofValue", to="z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh")).status_code == 422
    assert verify_vp(changed(made, "verifiableCredential", 0, to=issued())).status_code == 422
    assert verify_vp(made | {"id": "urn:uuid:2"}).status_code == 422


def test_every_credential_in_it_must_verify() -> None:
    bad = changed(issued(), "credentialSubject", "id", to="did:example:another")
    answer = verify_vp(presented(issued(), bad))
    assert (answer.status_code, answer.json()["pointer"]) == (422, "/verifiableCredential/1/proof")
    assert verify_vp(presented(a_credential())).status_code == 400


def test_who_presents_an_own_credential_is_named_as_holder() -> None:
    own = by_a_stranger(a_credential(issuer=HOLDER.did))
    assert verify_vp(presented(own)).status_code == 422
    assert verify_vp(presented(own, holder=HOLDER.did)).status_code == 200
    assert verify_vp(presented(own, holder=issued()["issuer"])).status_code == 422


def test_a_holder_who_did_not_sign_is_refused() -> None:
    answer = verify_vp(presented(issued(), holder="did:example:acme"))
    assert (answer.status_code, answer.json()["pointer"]) == (422, "/holder")


def test_a_presentation_is_made_for_authentication_unless_another_purpose_is_expected() -> None:
    for_assertion = presented(purpose="assertionMethod")
    assert verify_vp(for_assertion).status_code == 422
    assert verify_vp(for_assertion, expectedProofPurpose="assertionMethod").status_code == 200
    assert verify_vp(presented(), expectedProofPurpose="keyAgreement").status_code == 422


def test_a_presentation_must_answer_the_challenge() -> None:
    assert verify_vp(presented(), challenge="c").status_code == 422
    assert verify_vp(presented(), domain="d").status_code == 422


def test_too_many_credentials_are_refused() -> None:
    assert verify_vp(presented(*[issued() for _ in range(51)])).status_code == 400


def test_a_proof_that_has_ended_presents_nothing() -> None:
    for expires, status in (("2020-01-01T00:00:00Z", 422), ("2920-01-01T00:00:00Z", 200)):
        made = proven(a_presentation(), proofPurpose="authentication", expires=expires)
        assert verify_vp(made).status_code == status


@pytest.mark.parametrize(
    ("members", "is_good"),
    [
        ({"authentication": ["did:web:holder.example#1"]}, True), ({"authentication": ["#1"]}, True), ({}, False),
        ({"assertionMethod": ["did:web:holder.example#1"]}, False), ({"authentication": ["#2"]}, False),
    ],
)  # fmt: skip
def test_a_holder_with_a_document_presents_by_the_keys_that_it_names_for_it(
    members: dict[str, Any], is_good: bool
) -> None:
    did, text = "did:web:holder.example", HOLDER.did.removeprefix("did:key:")
    method = {"id": f"{did}#1", "type": "Multikey", "controller": did, "publicKeyMultibase": text}
    world = Stranger(did_documents={did: {"id": did, "verificationMethod": [method], **members}})
    made = proven(a_presentation(holder=did), proofPurpose="authentication", verificationMethod=f"{did}#1")
    if is_good:
        Verifier(world, NOON).presentation(made, Expected())
    else:
        with pytest.raises(DocumentProblem):
            Verifier(world, NOON).presentation(made, Expected())
