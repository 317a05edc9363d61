"""What the door's own proofs are like, and what may be asked of them."""

import json
import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from credentials.signing import check_proofs, multikey
from credentials.verifying.dids import key_document
from tests.credentials.vcapi.hands import a_credential, a_presentation, ask, by_a_stranger, issue, issued, verify

pytestmark = pytest.mark.django_db
PATHS = ("credentials/issue", "credentials/verify", "presentations/prove", "presentations/verify")


def test_a_proof_is_one_of_data_integrity_by_the_doors_did_key() -> None:
    proof = issued()["proof"]
    method = proof["verificationMethod"]
    assert (proof["type"], proof["cryptosuite"]) == ("DataIntegrityProof", "eddsa-rdfc-2022")
    assert proof["proofPurpose"] == "assertionMethod"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", proof["created"])
    assert len(multikey.from_base58(proof["proofValue"].removeprefix("z"))) == 64
    assert key_document(method.split("#")[0])["verificationMethod"][0]["id"] == method


def test_a_proof_holds_by_the_engine_of_the_bank() -> None:
    made = issued()
    [facts] = check_proofs(made, key_of=lambda method, _purpose: multikey.decode(method.split("#")[1]))
    assert facts.verification_method == made["proof"]["verificationMethod"]


def test_the_door_issues_in_nobodys_name_but_its_own() -> None:
    did = issued()["proof"]["verificationMethod"].split("#")[0]
    assert issued()["issuer"] == did
    assert issued(a_credential(issuer={"id": "did:web:bank.example", "name": "B"}))["issuer"] == {
        "id": did,
        "name": "B",
    }


def test_the_issuer_stays_the_same_and_follows_from_the_master_key(settings: LazySettings) -> None:
    first = issued()["issuer"]
    assert issued()["issuer"] == first
    settings.MASTER_KEYS = "other:" + "B" * 43 + "="
    assert issued()["issuer"] != first


def test_a_proof_that_was_there_stays_beside_the_new_one() -> None:
    before = by_a_stranger(a_credential())
    proofs = issued(before)["proof"]
    assert proofs[0] == before["proof"]
    assert len(proofs) == 2


@pytest.mark.parametrize(
    "options",
    [
        {"cryptosuite": "eddsa-jcs-2022"}, {"type": "Ed25519Signature2020"}, {"proofPurpose": "authentication"},
        {"created": "yesterday"}, {"created": 1}, {"challenge": "1"}, {"domain": ["a"]}, {"credentialStatus": "x"},
        {"credentialStatus": {"type": "Other"}}, {"credentialStatus": {"statusPurpose": ["revocation"]}},
    ],
)  # fmt: skip
def test_options_that_this_issuer_does_not_make_are_refused(options: dict[str, Any]) -> None:
    answer = issue(a_credential(), **options)
    assert answer.status_code == 400
    assert answer.json()["pointer"].startswith("/options/")


def test_options_that_are_asked_are_signed() -> None:
    made = issued(created="2024-02-03T04:05:06Z", challenge="c", domain="d")
    assert {name: made["proof"][name] for name in ("created", "challenge", "domain")} == {
        "created": "2024-02-03T04:05:06Z", "challenge": "c", "domain": "d",
    }  # fmt: skip
    assert verify(made).status_code == 200


def test_a_presentation_is_proven_for_authentication_and_verifies() -> None:
    body = {"presentation": a_presentation(issued(), holder=issued()["issuer"]), "options": {}}
    answer = ask("presentations/prove", body)
    made = answer.json()["verifiablePresentation"]
    assert (answer.status_code, made["proof"]["proofPurpose"]) == (201, "authentication")
    assert ask("presentations/verify", {"verifiablePresentation": made}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_the_door_is_not_there_unless_it_was_opened(settings: LazySettings, path: str) -> None:
    settings.VC_API = False
    assert ask(path, {"credential": a_credential()}).status_code == 404
    assert Client().get("/vc-api/status-lists/revocation").status_code == 404


BODIES = ["", "{", "[]", '"x"', "null", "{}", '{"credential": 1}', '{"credential": {}, "credential": {}}', '{"a": NaN}',
    '{"credential": {"@context": ' + "[" * 5000 + "]" * 5000 + "}}", "\xff", '{"credential": {}, "options": 5}',
    '{"verifiableCredential": [], "verifiablePresentation": "x"}']  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_no_request_is_refused_as_such(path: str, body: str) -> None:
    answer = Client().post(f"/vc-api/{path}", body.encode("latin-1"), content_type="application/json")
    assert answer.status_code == 400
    assert json.loads(answer.content)["type"].startswith("https://www.w3.org/TR/vc-data-model#")


def test_only_the_method_that_is_there_is_answered() -> None:
    assert Client().get("/vc-api/credentials/issue").status_code == 405
