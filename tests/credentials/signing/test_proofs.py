"""Proofs: whole, by the right key, for the right purpose, alone, in sets and in chains; tokens in 1EdTech's form."""

import base64
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from credentials.benchmarks import signing as benchmark
from credentials.benchmarks.badges import badges
from credentials.signing import ProofInvalid, ProofMissing, UnsignableDocument, check_proofs, jose, multikey, sign
from credentials.signing.forms import canonical
from credentials.signing.proofs import _hash
from tests.credentials.signing.documents import BADGE, CREATED, KEY, METHOD, OTHER, changed, key_of, signed

RSA = generate_private_key(65_537, 2048)
KID = "did:web:bank.example:institutions:U-0001#jwt-1"


def reason(document: dict[str, Any]) -> str:
    with pytest.raises(ProofInvalid) as refusal:
        check_proofs(document, key_of=key_of)
    return refusal.value.reason_code


def with_proof(**members: Any) -> dict[str, Any]:
    document = signed()
    proof = {name: value for name, value in (document["proof"] | members).items() if value is not None}
    return document | {"proof": proof}


def test_a_whole_document_is_good_and_keeps_what_it_said() -> None:
    document = signed()
    assert {name: value for name, value in document.items() if name != "proof"} == BADGE
    assert [facts.verification_method for facts in check_proofs(document, key_of=key_of)] == [METHOD]


def test_signing_is_the_same_every_time_and_replaces_an_old_proof() -> None:
    assert signed() == signed(signed(key=OTHER))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("name",), "Foundations of Date Analysis"), (("validFrom",), "2020-01-01T00:00:00Z"),
        (("credentialSubject", "creditsEarned"), 40), (("issuer", "name"), "Another University"),
        (("credentialSubject", "achievement", "alignment", 0, "targetName"), "Something else"),
        (("credentialStatus", "statusListIndex"), "12"), (("id",), "https://bank.example/credentials/2"),
    ],
)  # fmt: skip
def test_a_changed_value_breaks_the_signature(path: tuple[Any, ...], value: Any) -> None:
    assert reason(changed(signed(), path, value)) == "signature-mismatch"


def test_a_removed_member_breaks_the_signature() -> None:
    document = signed()
    del document["credentialStatus"]
    assert reason(document) == "signature-mismatch"


def test_anothers_proof_and_anothers_key_are_no_good() -> None:
    assert reason(BADGE | {"proof": signed(changed(BADGE, ("name",), "Other"))["proof"]}) == "signature-mismatch"
    assert reason(signed(key=OTHER)) == "signature-mismatch"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"proofPurpose": "authentication"}, "purpose-wrong"), ({"proofPurpose": None}, "purpose-wrong"),
        ({"cryptosuite": "eddsa-jcs-2022"}, "cryptosuite-unknown"),
        ({"type": "Ed25519Signature2020"}, "proof-type-unknown"),
        ({"proofValue": None}, "proof-value-malformed"), ({"proofValue": "u" + "A" * 86}, "proof-value-malformed"),
        ({"proofValue": "z111"}, "proof-value-malformed"), ({"verificationMethod": 7}, "verification-method-missing"),
        ({"created": "2026-11-28"}, "date-malformed"), ({"expires": 5}, "date-malformed"),
        ({"created": "2026-11-28T09:00:01Z"}, "signature-mismatch"),
        ({"previousProof": "urn:x"}, "previous-proof-missing"),
        ({"@context": ["https://w3id.org/security/data-integrity/v2"]}, "context-mismatch"),
    ],
)  # fmt: skip
def test_each_fault_of_a_proof_has_a_name(members: dict[str, Any], code: str) -> None:
    assert reason(with_proof(**members)) == code


@pytest.mark.parametrize("proof", [None, [], "x", [7], [{}] * 11])
def test_no_proof_is_not_a_good_one(proof: Any) -> None:
    with pytest.raises((ProofMissing, ProofInvalid)):
        check_proofs(BADGE | {"proof": proof}, key_of=key_of)


def test_of_a_set_every_proof_must_hold() -> None:
    first, second = signed()["proof"], signed(changed(BADGE, ("name",), "Other"))["proof"]
    assert len(check_proofs(BADGE | {"proof": [first, dict(first)]}, key_of=key_of)) == 2
    assert reason(BADGE | {"proof": [first, second]}) == "signature-mismatch"


def chained() -> dict[str, Any]:
    """Return a document with a second proof that covers the first."""
    options = {"verificationMethod": METHOD, "proofPurpose": "assertionMethod", "created": "2026-11-28T09:00:00Z"}
    first = {"id": "urn:uuid:1", "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", **options}
    second = {**first, "id": "urn:uuid:2", "previousProof": "urn:uuid:1"}
    first["proofValue"] = f"z{multikey.base58(KEY.sign(_hash(dict(first), BADGE, canonical)))}"
    second["proofValue"] = f"z{multikey.base58(KEY.sign(_hash(dict(second), BADGE | {'proof': [first]}, canonical)))}"
    return BADGE | {"proof": [first, second]}


def test_a_chain_holds_while_the_first_proof_is_the_one_that_was_signed() -> None:
    document = chained()
    assert len(check_proofs(document, key_of=key_of)) == 2
    swapped = dict(signed()["proof"], id="urn:uuid:1", created="2026-11-28T09:00:00Z")
    assert reason(document | {"proof": [swapped, document["proof"][1]]}) == "signature-mismatch"


def test_a_purpose_that_was_asked_for_is_required() -> None:
    document = sign(BADGE, key=KEY, verification_method=METHOD, created=CREATED, purpose="authentication")
    found = check_proofs(document, key_of=lambda _method, _purpose: KEY.public_key(), purpose="authentication")
    assert [facts.purpose for facts in found] == ["authentication"]


def test_a_token_holds_the_credential_and_says_its_claims_again() -> None:
    token = jose.sign_jwt(BADGE, key=RSA, kid=KID)
    assert jwt.get_unverified_header(token) == {"alg": "RS256", "kid": KID, "typ": "JWT"}
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert (claims["iss"], claims["jti"], claims["sub"]) == (
        BADGE["issuer"]["id"], BADGE["id"], BADGE["credentialSubject"]["id"],
    )  # fmt: skip
    assert jose.open_jwt(token, key_of=lambda _kid, _purpose: RSA.public_key()) == BADGE


@pytest.mark.parametrize("moment", ["2026-11-28", "2026-11-28T09:00:00", "soon", 7])
def test_a_token_of_a_time_without_its_zone_is_not_made(moment: Any) -> None:
    with pytest.raises(UnsignableDocument, match="/validFrom"):
        jose.sign_jwt(BADGE | {"validFrom": moment}, key=RSA, kid=KID)


def test_a_proof_of_a_time_without_its_zone_is_not_made() -> None:
    with pytest.raises(ValueError, match="zone"):
        sign(BADGE, key=KEY, verification_method=METHOD, created=CREATED.replace(tzinfo=None))


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512", "PS256", None, ["RS256"]])
def test_a_token_of_another_algorithm_is_refused_before_a_key_is_looked_for(algorithm: Any) -> None:
    header = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "kid": KID}).encode()).rstrip(b"=").decode()
    token = f"{header}.{jose.sign_jwt(BADGE, key=RSA, kid=KID).partition('.')[2]}"
    with pytest.raises(ProofInvalid) as refusal:
        jose.open_jwt(token, key_of=lambda _kid, _purpose: pytest.fail("asked for a key"))
    assert refusal.value.reason_code in ("algorithm-unknown", "token-malformed")


@pytest.mark.parametrize("claim", ["iss", "jti", "sub", "nbf"])
def test_a_token_that_contradicts_its_credential_is_refused(claim: str) -> None:
    forged = jwt.encode(BADGE | {claim: 5 if claim == "nbf" else "x"}, RSA, "RS256", headers={"kid": KID})
    with pytest.raises(ProofInvalid, match="claim-contradicts"):
        jose.open_jwt(forged, key_of=lambda _kid, _purpose: RSA.public_key())


@pytest.mark.parametrize(
    "key", [generate_private_key(65_537, 1024).public_key(), KEY.public_key()], ids=["short", "other"]
)
def test_a_key_that_does_not_fit_is_refused(key: Any) -> None:
    with pytest.raises(ProofInvalid, match="key-kind-wrong"):
        jose.open_jwt(jose.sign_jwt(BADGE, key=RSA, kid=KID), key_of=lambda _kid, _purpose: key)


def test_the_measured_peer_makes_the_same_signature() -> None:
    key = KEY
    document = badges(1)[0]
    ours = sign(document, key=key, verification_method=benchmark.METHOD, created=benchmark.CREATED)
    assert ours["proof"]["proofValue"] == f"z{multikey.base58(benchmark.signed_by_pyld(document, key))}"
