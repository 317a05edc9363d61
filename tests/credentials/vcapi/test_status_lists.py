"""Status entries and status lists by Bitstring Status List 1.0."""

import base64
import gzip
from typing import Any

import pytest
from django.test import Client

from credentials.badges import bits
from tests.credentials.vcapi.hands import a_credential, changed, issue, issued, verify

pytestmark = pytest.mark.django_db
ENTRY = {
    "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "7",
    "statusListCredential": "https://issuer.example/lists/1",
}  # fmt: skip
MESSAGES = [{"status": f"0x{number}", "message": f"m{number}"} for number in range(4)]
LIST = {
    "id": "https://issuer.example/lists/1#list", "type": "BitstringStatusList", "statusPurpose": "revocation",
    "encodedList": bits.encode(bits.empty()),
}  # fmt: skip


def a_list(**members: Any) -> dict[str, Any]:
    return a_credential(
        type=["VerifiableCredential", "BitstringStatusListCredential"], credentialSubject=LIST | members
    )


@pytest.mark.parametrize(
    "members",
    [
        {}, {"statusListIndex": "0"}, {"id": "https://issuer.example/lists/1#7"}, {"statusSize": 1},
        {"statusSize": 2, "statusMessage": MESSAGES}, {"statusReference": "https://issuer.example/why"},
        {"statusReference": ["https://issuer.example/why", "urn:x:2"]}, {"statusPurpose": "message",
         "statusMessage": MESSAGES[:2]}, {"statusPurpose": "refresh"}, {"statusListIndex": "9" * 40},
    ],
)  # fmt: skip
def test_an_entry_that_conforms_is_issued(members: dict[str, Any]) -> None:
    assert issue(a_credential(credentialStatus=ENTRY | members)).status_code == 201
    assert issue(a_credential(credentialStatus=[ENTRY, ENTRY | members])).status_code == 201


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("statusPurpose", None), ("statusPurpose", ["revocation"]), ("statusPurpose", ""), ("statusListIndex", True),
        ("statusListIndex", 7), ("statusListIndex", "-1"), ("statusListIndex", "07"), ("statusListIndex", "7.0"),
        ("statusListIndex", ""), ("statusListIndex", "\u0967"), ("statusListCredential", "no url"),
        ("statusListCredential", None), ("id", ENTRY["statusListCredential"]), ("statusSize", 0),
        ("statusSize", "1"), ("statusSize", True), ("statusSize", 1.5), ("statusSize", 2), ("statusMessage", "x"),
        ("statusMessage", MESSAGES), ("statusMessage", [{"status": 1, "message": "m"}] * 2),
        ("statusMessage", [{"status": "1", "message": "m"}] * 2), ("statusMessage", [{"status": "0x0"}] * 2),
        ("statusReference", 5), ("statusReference", ["no url"]),
    ],
)  # fmt: skip
def test_an_entry_that_breaks_a_rule_is_malformed(name: str, value: Any) -> None:
    answer = issue(a_credential(credentialStatus=ENTRY | {name: value}))
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("#MALFORMED_VALUE_ERROR")


def test_a_purpose_of_messages_needs_messages() -> None:
    assert issue(a_credential(credentialStatus=ENTRY | {"statusPurpose": "message"})).status_code == 400


@pytest.mark.parametrize("members", [{}, {"statusPurpose": ["revocation", "suspension"]}, {"ttl": 0}, {"ttl": 300000}])
def test_a_status_list_is_issued_and_verifies(members: dict[str, Any]) -> None:
    assert verify(issued(a_list(**members))).status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type", "Other"), ("statusPurpose", None), ("statusPurpose", []), ("statusPurpose", [1]), ("ttl", -1),
        ("ttl", "1"), ("encodedList", None), ("encodedList", LIST["encodedList"][1:]), ("encodedList", "uAAAA"),
        ("encodedList", LIST["encodedList"] + "="), ("encodedList", "u" + LIST["encodedList"][1:40]),
    ],
)  # fmt: skip
def test_a_status_list_that_breaks_a_rule_is_malformed(name: str, value: Any) -> None:
    answer = issue(a_list(**{name: value}))
    assert (answer.status_code, answer.json()["pointer"].startswith("/credentialSubject")) == (400, True)


def test_a_list_that_is_too_short_is_told_by_its_own_problem_type() -> None:
    short = "u" + base64.urlsafe_b64encode(gzip.compress(bytes(100))).decode().rstrip("=")
    answer = issue(a_list(encodedList=short))
    assert answer.status_code == 400
    assert answer.json()["type"] == "https://www.w3.org/ns/credentials/status-list#STATUS_LIST_LENGTH_ERROR"


@pytest.mark.parametrize("purpose", ["revocation", "suspension"])
def test_a_credential_gets_an_entry_where_it_is_asked_and_the_list_behind_it_is_published(purpose: str) -> None:
    made = issued(credentialStatus={"type": "BitstringStatusListEntry", "statusPurpose": purpose})
    entry = made["credentialStatus"]
    assert (entry["type"], entry["statusPurpose"]) == ("BitstringStatusListEntry", purpose)
    assert str(int(entry["statusListIndex"])) == entry["statusListIndex"]
    published = Client().get("/vc-api/" + entry["statusListCredential"].split("/vc-api/")[1]).json()
    assert published["id"] == entry["statusListCredential"]
    assert "BitstringStatusListCredential" in published["type"]
    assert len(bits.decode(published["credentialSubject"]["encodedList"])) >= bits.FEWEST_BYTES
    assert verify(published).status_code == verify(made).status_code == 200


def test_an_index_beyond_the_list_is_out_of_range() -> None:
    made = issued(credentialStatus={"statusPurpose": "revocation"})
    beyond = {name: value for name, value in made.items() if name != "proof"}
    beyond = issued(changed(beyond, "credentialStatus", "statusListIndex", to="131072"))
    answer = verify(beyond)
    assert (answer.status_code, answer.json()["type"]) == (422, "https://www.w3.org/TR/vc-data-model#RANGE_ERROR")


def test_a_list_that_can_not_be_read_leaves_the_credential_unverified() -> None:
    answer = verify(issued(a_credential(credentialStatus=ENTRY)))
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("status-list#STATUS_RETRIEVAL_ERROR")


def test_two_entries_stand_in_a_list_and_one_that_was_there_is_kept() -> None:
    made = issued(
        a_credential(credentialStatus=ENTRY),
        credentialStatus=[{"type": ENTRY["type"]}, {"statusPurpose": "suspension"}],
    )
    assert [one["statusPurpose"] for one in made["credentialStatus"]] == ["revocation", "revocation", "suspension"]
    assert made["credentialStatus"][0] == ENTRY


def test_there_is_no_list_for_other_purposes() -> None:
    assert Client().get("/vc-api/status-lists/message").status_code == 404
