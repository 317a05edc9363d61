"""A credential verifies only as it was signed, by its issuer, for this purpose and in time."""

import json
from typing import Any

import pytest

from credentials.commands.jwt_form import as_jwt
from credentials.queries.dids import bank_profile
from credentials.signing import sign
from tests.cast import NOON, Cast
from tests.credentials.vcapi.hands import (
    HOLDER,
    MADE_AT,
    REMOVED,
    V2,
    a_credential,
    ask,
    by_a_stranger,
    chained,
    changed,
    issued,
    proven,
    verify,
)

pytestmark = pytest.mark.django_db
OURS = a_credential(issuer=HOLDER.did)
VERIFIED = {"verified": True, "problemDetails": [], "errors": [], "warnings": []}


def problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].split("#")[1]


def test_a_strangers_credential_verifies() -> None:
    answer = verify(by_a_stranger(OURS))
    assert answer.status_code == 200
    assert answer.json().items() >= VERIFIED.items()


def test_a_proof_need_not_say_when_it_was_made_in_utc() -> None:
    for created in ("2026-02-01T10:00:00+05:30", "2026-02-01T10:00:00.123Z"):
        assert verify(issued(created=created)).status_code == 200


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("proof",), REMOVED), (("proof",), None), (("proof",), []), (("proof",), "x"), (("proof", "type"), REMOVED),
        (("proof", "cryptosuite"), REMOVED), (("proof", "cryptosuite"), 7), (("proof", "verificationMethod"), REMOVED),
        (("proof", "verificationMethod"), "no url"), (("proof", "proofPurpose"), REMOVED),
        (("proof", "proofPurpose"), ["assertionMethod"]), (("proof", "proofValue"), REMOVED),
        (("proof", "proofValue"), None), (("proof", "created"), "invalidDate"),
        (("proof", "created"), "2026-02-01T10:00:00"), (("proof", "expires"), "2036-02-01T10:00:00"),
        (("proof", "id"), "no url"), (("proof", "domain"), 5), (("proof", "challenge"), ["x"]),
        (("proof", "nonce"), 1), (("proof", "previousProof"), 5), (("issuer",), REMOVED), (("type",), ["Other"]),
        (("@context",), REMOVED), (("credentialSubject",), {}),
    ],
)  # fmt: skip
def test_a_proof_or_a_document_out_of_form_is_malformed(path: tuple[str, ...], to: Any) -> None:
    answer = verify(changed(by_a_stranger(OURS), *path, to=to))
    assert answer.status_code == 400
    assert answer.json()["verified"] is False


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("proof", "type"), "UnknownProofType"), (("proof", "cryptosuite"), "unknown-cryptosuite-2017"),
        (("proof", "cryptosuite"), "eddsa-jcs-2022"), (("proof", "verificationMethod"), "did:key:invalidVm"),
        (("proof", "verificationMethod"), "did:example:nobody#key"), (("proof", "proofPurpose"), "invalidPurpose"),
        (("proof", "proofPurpose"), "authentication"), (("proof", "proofValue"), "z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh"),
        (("proof", "created"), "2025-05-05T09:00:01Z"), (("proof", "previousProof"), "urn:uuid:nowhere"),
        (("credentialSubject", "id"), "did:example:another"), (("issuer",), "did:example:another"),
        (("validFrom",), "2024-01-01T00:00:00Z"), (("name",), "Somebody"),
    ],
)  # fmt: skip
def test_what_was_changed_or_is_unknown_does_not_verify(path: tuple[str, ...], to: Any) -> None:
    status, kind = problem(verify(changed(by_a_stranger(OURS), *path, to=to)))
    assert (status, kind) == (422, "PROOF_VERIFICATION_ERROR")


def test_a_proof_value_without_its_multibase_letter_does_not_verify() -> None:
    made = by_a_stranger(OURS)
    assert verify(changed(made, "proof", "proofValue", to=made["proof"]["proofValue"][1:])).status_code == 422
    assert verify(changed(made, "proof", "proofValue", to=made["proof"]["proofValue"] + "abc")).status_code == 422


def test_another_key_can_not_speak_for_the_issuer() -> None:
    assert problem(verify(by_a_stranger(a_credential(issuer=issued()["issuer"]))))[0] == 422


@pytest.mark.parametrize(
    ("options", "status", "kind"),
    [
        ({"expectedProofPurpose": "assertionMethod"}, 200, ""), ({"checks": ["proof"]}, 200, ""),
        ({"expectedProofPurpose": "authentication"}, 422, "PROOF_VERIFICATION_ERROR"),
        ({"challenge": "1235abcd6789"}, 422, "INVALID_CHALLENGE_ERROR"),
        ({"domain": "domain.example"}, 422, "INVALID_DOMAIN_ERROR"),
        ({"challenge": 1}, 400, "MALFORMED_VALUE_ERROR"),
    ],
)  # fmt: skip
def test_a_proof_must_be_what_the_verifier_expects(options: dict[str, Any], status: int, kind: str) -> None:
    answer = verify(by_a_stranger(OURS), **options)
    assert answer.status_code == status
    assert not kind or answer.json()["type"].endswith(f"#{kind}")


def test_the_right_challenge_and_domain_are_accepted() -> None:
    made = issued(challenge="c", domain="d")
    assert verify(made, challenge="c", domain="d").status_code == 200
    assert verify(made, challenge="c", domain="e").status_code == 422


@pytest.mark.parametrize("members", [{"validUntil": "2020-01-01T00:00:00Z"}, {"validFrom": "2920-01-01T00:00:00Z"}])
def test_a_credential_out_of_its_time_does_not_verify(members: dict[str, str]) -> None:
    assert problem(verify(issued(a_credential(**members)))) == (422, "RANGE_ERROR")


def test_a_chain_of_proofs_verifies_and_covers_the_one_before() -> None:
    made = chained(proven(OURS, id="urn:uuid:1"))
    assert verify(made).status_code == 200
    assert problem(verify(changed(made, "proof", 0, "created", to="2025-05-05T09:00:02Z")))[0] == 422


def test_several_proofs_before_one_may_be_named_in_a_list() -> None:
    assert verify(chained(proven(OURS, id="urn:uuid:1"), previousProof=["urn:uuid:1"])).status_code == 200
    assert verify(chained(proven(OURS, id="urn:uuid:1"), previousProof=["urn:uuid:1", "urn:uuid:2"])).status_code == 422
    assert verify(chained(proven(OURS, id="urn:uuid:1"), previousProof=[])).status_code == 400
    nowhere = verify(chained(proven(OURS, id="urn:uuid:1"), previousProof="urn:uuid:2")).json()
    assert nowhere["pointer"] == "/proof/1/previousProof"


def test_a_set_of_proofs_verifies_if_each_does() -> None:
    first, second = by_a_stranger(OURS), sign(OURS, key=HOLDER.key, verification_method=HOLDER.method, created=NOON)
    both = first | {"proof": [first["proof"], second["proof"]]}
    assert first["proof"] != second["proof"] and MADE_AT != NOON
    assert verify(both).status_code == 200
    assert verify(changed(both, "proof", 1, "created", to="2020-01-01T00:00:00Z")).status_code == 422


def test_an_enveloped_credential_of_the_bank_verifies_and_another_does_not(cast: Cast) -> None:
    document = a_credential(issuer=bank_profile()["id"], validFrom="2024-01-01T00:00:00Z")
    token = as_jwt(document, institution_id=None, at=NOON)
    envelope = {"@context": V2, "type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{token}"}
    assert verify(envelope).status_code == 200
    assert verify(envelope | {"id": envelope["id"][:-8] + "AAAAAAAA"}).status_code == 422
    for wrong in ({"@context": []}, {"@context": ["https://w3id.org/security/multikey/v1"]}, {"id": token}):
        assert verify(envelope | wrong).status_code == 400
    assert verify(envelope | {"type": "VerifiableCredential"}).status_code == 400


def test_problem_details_name_type_title_and_place() -> None:
    told = json.loads(verify(changed(by_a_stranger(OURS), "issuer", to="no url")).content)
    assert told["problemDetails"] == [{name: told[name] for name in ("type", "title", "status", "detail", "pointer")}]
    assert (told["pointer"], told["errors"]) == ("/issuer", [told["detail"]])


def test_a_document_that_is_nothing_known_is_refused_by_both_verifiers() -> None:
    nothing = {"type": ["NonconformingDocument"]}
    assert verify(nothing).status_code == 400
    assert ask("presentations/verify", {"verifiablePresentation": nothing}).status_code == 400
