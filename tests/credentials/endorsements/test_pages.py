"""Pages of endorsements: handed in, shown to everybody, withdrawn with a second click."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from credentials.models import Endorsement, OfferingVersion
from tests.api.asking import post
from tests.cast import Cast, sign_in
from tests.cast_catalogue import a_version_row
from tests.credentials.endorsements.hands import COMMENT, Partner, accept, written
from tests.redemptions.browsing import can_send, get, send, text_of

pytestmark = pytest.mark.django_db
PARTNER = Partner()


@pytest.fixture
def version(cast: Cast) -> OfferingVersion:
    return a_version_row(cast.awarding.id, code="MAP-1", title="Maps for 'all'")


def page_of(version: OfferingVersion) -> str:
    return f"/staff/catalogue/{version.offering_id}/endorsements/"


def test_a_file_and_a_pasted_text_are_verified_and_shown(client: Client, cast: Cast, version: OfferingVersion) -> None:
    sign_in(client, cast.approver)
    form = f"{page_of(version)}?version=1#accept"
    first, second = PARTNER.says(version.id), Partner("Meridian Software").says(version.id)
    file = SimpleUploadedFile("endorsement.json", written(first), "application/json")
    assert "endorsed by Bharat Geospatial" in text_of(send(client, get(client, page_of(version)), form, file=file))
    pasted = send(client, get(client, page_of(version)), form, text=written(second).decode())
    assert "endorsed by Meridian Software" in text_of(pasted)
    public = get(Client(), f"/catalogue/{version.offering_id}/")
    assert COMMENT in public and "Bharat Geospatial Industries" in public and "Meridian Software" in public


def test_a_refused_file_keeps_the_page_and_says_why(client: Client, cast: Cast, version: OfferingVersion) -> None:
    sign_in(client, cast.registrar)
    form = f"{page_of(version)}?version=1#accept"
    said = PARTNER.says(version.id)
    said["credentialSubject"]["endorsementComment"] = "Changed."
    answer = send(client, get(client, page_of(version)), form, text=written(said).decode())
    assert "Not valid" in text_of(answer, 422) and not Endorsement.objects.exists()
    assert "one of the two" in text_of(send(client, answer.content.decode(), form), 422)
    large = SimpleUploadedFile("large.json", b"{" + b" " * 70_000 + b"}")
    assert "64 kB" in text_of(send(client, get(client, page_of(version)), form, file=large), 422)


def test_pressing_twice_accepts_once(client: Client, cast: Cast, version: OfferingVersion) -> None:
    page = get(sign_in(client, cast.registrar), page_of(version))
    text = written(PARTNER.says(version.id)).decode()
    for _ in range(2):
        assert send(client, page, f"{page_of(version)}?version=1#accept", text=text).status_code == 200
    assert Endorsement.objects.count() == 1


def test_the_page_gives_the_partner_an_address_and_a_line_for_the_shell(
    client: Client, cast: Cast, version: OfferingVersion
) -> None:
    page = get(sign_in(client, cast.issuer), page_of(version))
    assert f"/achievements/{version.id}" in page and "bin/endorse --key partner.key" in page
    assert "&#x27;Maps for &#x27;&quot;&#x27;&quot;&#x27;all&#x27;" in page  # quoted as a shell needs it
    assert not can_send(page, f"{page_of(version)}?version=1#accept")


def test_a_withdrawal_asks_first(client: Client, cast: Cast, version: OfferingVersion) -> None:
    kept = accept(cast.registrar, version.id, PARTNER.says(version.id))
    address = f"/staff/endorsements/{kept.id}/withdrawal/"
    assert address in get(sign_in(client, cast.approver), page_of(version))
    asked = get(client, address)
    assert Endorsement.objects.get().withdrawn_at is None
    assert "shown no more" in text_of(
        send(client, asked.replace('method="post">', f'method="post" action="{address}">'), address)
    )
    assert Endorsement.objects.get().withdrawn_at is not None
    assert COMMENT not in get(Client(), f"/catalogue/{version.offering_id}/")


def test_the_signed_document_is_open_to_anybody_until_it_is_withdrawn(
    client: Client, cast: Cast, version: OfferingVersion
) -> None:
    handed = written(PARTNER.says(version.id))
    kept = accept(cast.registrar, version.id, handed)
    answer = client.get(f"/endorsements/{kept.id}")
    assert answer.content == handed and answer["Content-Type"] == "application/vc" and answer["ETag"]
    Endorsement.objects.update(withdrawn_at=kept.accepted_at)
    assert client.get(f"/endorsements/{kept.id}").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("issuer", 200), ("approver", 200), ("registrar", 200), ("other_registrar", 404), ("ananya", 404),
     ("operator", 404), ("regulator", 404)],
)  # fmt: skip
def test_whose_page_it_is(client: Client, cast: Cast, version: OfferingVersion, who: str, status: int) -> None:
    kept = accept(cast.registrar, version.id, PARTNER.says(version.id))
    sign_in(client, getattr(cast, who))
    for path in (page_of(version), f"/staff/endorsements/{kept.id}/withdrawal/"):
        assert client.get(path).status_code == status, path


def test_an_issuer_who_posts_all_the_same_is_refused(client: Client, cast: Cast, version: OfferingVersion) -> None:
    kept = accept(cast.registrar, version.id, PARTNER.says(version.id))
    sign_in(client, cast.issuer)
    text = written(PARTNER.says(version.id)).decode()
    assert client.post(page_of(version), {"key": "a", "text": text}).status_code == 403
    assert client.post(f"/staff/endorsements/{kept.id}/withdrawal/", {"key": "b"}).status_code == 403


@pytest.mark.parametrize("query", ["?version=9", "?version=-1", "?version=99999999999", "?version=²", "?version="])
def test_a_strange_version_breaks_nothing(client: Client, cast: Cast, version: OfferingVersion, query: str) -> None:
    assert sign_in(client, cast.issuer).get(page_of(version) + query).status_code in {200, 404}


def test_an_old_version_keeps_its_own_endorsements(client: Client, cast: Cast, version: OfferingVersion) -> None:
    accept(cast.registrar, version.id, PARTNER.says(version.id))
    a_version_row(cast.awarding.id, code="MAP-1")
    sign_in(client, cast.issuer)
    assert COMMENT not in get(client, page_of(version)) and COMMENT in get(client, f"{page_of(version)}?version=1")
    assert COMMENT not in get(Client(), f"/catalogue/{version.offering_id}/")


def test_the_api_accepts_and_lists(client: Client, cast: Cast, version: OfferingVersion) -> None:
    path = f"/api/v1/micro-credentials/{version.offering_id}/endorsements/"
    made = post(sign_in(client, cast.registrar), path, {"document": PARTNER.says(version.id)})
    assert made.status_code == 201, made.content
    [listed] = Client().get(path).json()
    assert listed == made.json() and listed["endorser_did"] == PARTNER.did
    kept = Client().get(listed["document"].replace("http://testserver", ""))
    assert json.loads(kept.content if kept.status_code == 200 else "{}")["proof"]
    refused = post(client, path, {"document": PARTNER.says(uuid4())})
    assert (refused.status_code, refused.json()["code"]) == (409, "endorsement-refused")
