"""The public page of who signs, its standing for programs, and its keys by the API."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from credentials.commands.signing_keys import signing_keys
from credentials.queries.dids import institution_did_document
from institutions.commands import lift_suspension, suspend_institution
from tests.cast import NOON, Cast, an_institution
from tests.cast_catalogue import a_version_row
from tests.credentials.keys.hands import key_number, rotate
from tests.credentials.signed.hands import SIGNED_AT

pytestmark = pytest.mark.django_db
PEOPLE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
WHY = "Results were awarded without an examination."


def suspend(cast: Cast) -> None:
    suspend_institution(
        actor=cast.operator, institution_id=cast.awarding.id, reason=WHY, at=NOON, idempotency_key=str(uuid4())
    )


def page(client: Client, path: str, language: str = "en") -> str:
    answer = client.get(path, headers=PEOPLE | {"Accept-Language": language})
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return answer.content.decode()


def test_people_get_a_page_and_machines_the_profile(client: Client, cast: Cast) -> None:
    path = f"/institutions/{cast.awarding.aishe_code}"
    a_version_row(cast.awarding.id, title="Maps for all")
    signing_keys([cast.awarding.id], at=SIGNED_AT)
    shown = page(client, path)
    assert "Maps for all" in shown and "key-1" in shown and "did:web:" in shown and "Approved since" in shown
    for accept in ("application/json", "application/ld+json", "*/*", ""):
        answer = client.get(path, headers={"Accept": accept} if accept else {})
        assert answer.json()["type"] == ["Profile"] and "Accept" in answer["Vary"]
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406
    assert client.get(f"{path}?format=json", headers=PEOPLE).json()["name"] == cast.awarding.name


def test_the_page_has_both_names_and_speaks_hindi(client: Client) -> None:
    place = an_institution(name="Vindhya University", name_hi="विंध्य विश्वविद्यालय")
    a_version_row(place.id, title="Maps", title_hi="नक्शे")
    for language, title in (("en", "Maps"), ("hi", "नक्शे")):
        shown = page(client, f"/institutions/{place.aishe_code}", language)
        assert "Vindhya University" in shown and "विंध्य विश्वविद्यालय" in shown and title in shown


def test_the_bank_has_a_page_too(client: Client, db: None) -> None:
    assert "did:web:" in page(client, "/bank")
    assert client.get("/bank").json()["type"] == ["Profile"]


@pytest.mark.parametrize("path", ["/institutions/U-NONE", "/institutions/U-NONE/standing", "/institutions/%00"])
def test_an_unknown_institution_is_not_found(client: Client, db: None, path: str) -> None:
    assert client.get(path, headers=PEOPLE).status_code in {400, 404}


def standing(client: Client, cast: Cast) -> dict[str, Any]:
    answer = client.get(f"/institutions/{cast.awarding.aishe_code}/standing")
    assert answer["Access-Control-Allow-Origin"] == "*" and answer["ETag"]
    told: dict[str, Any] = answer.json()
    return told


def test_a_suspension_is_told_to_people_and_programs(client: Client, cast: Cast) -> None:
    assert standing(client, cast)["standing"] == "approved"
    suspend(cast)
    told = standing(client, cast)
    assert (told["standing"], told["since"], told["reason"]) == ("suspended", NOON.isoformat(), WHY)
    shown = page(client, f"/institutions/{cast.awarding.aishe_code}")
    assert WHY in shown and "Suspended since" in shown
    lift_suspension(actor=cast.operator, institution_id=cast.awarding.id, at=SIGNED_AT, idempotency_key=str(uuid4()))
    told = standing(client, cast)
    assert (told["standing"], told["since"], told["reason"]) == ("approved", SIGNED_AT.isoformat(), "")
    assert told["suspensions"][0]["lifted_at"] == SIGNED_AT.isoformat()
    assert "Suspended before" in page(client, f"/institutions/{cast.awarding.aishe_code}")


def test_one_that_was_never_approved_says_so(client: Client) -> None:
    place = an_institution(approved=False)
    assert client.get(f"/institutions/{place.aishe_code}/standing").json()["standing"] == "registered"
    assert "Not approved yet" in page(client, f"/institutions/{place.aishe_code}")


def test_the_did_document_points_to_the_standing(client: Client, cast: Cast) -> None:
    signing_keys([cast.awarding.id], at=SIGNED_AT)
    [service] = institution_did_document(cast.awarding.aishe_code)["service"]
    assert service["type"] == "IssuerStanding" and service["id"].endswith("#standing")
    assert service["serviceEndpoint"] == standing(client, cast)["id"]


def test_the_api_lists_the_keys_with_their_states(client: Client, cast: Cast) -> None:
    signing_keys([cast.awarding.id], at=SIGNED_AT)
    rotate(cast.registrar, cast.awarding.id, compromised_at=SIGNED_AT)
    told = client.get(f"/api/v1/institutions/{cast.awarding.aishe_code}/keys/").json()
    assert [key["state"] for key in told["keys"]] == ["compromised", "active"]
    assert told["keys"][0]["id"].startswith(told["did"]) and key_number(2, cast.awarding.id)
    assert client.get("/api/v1/institutions/U-NONE/keys/").status_code == 404
