"""Exports by REST: asked once, watched, taken away in pieces."""

import gzip
import hashlib
import json
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from audit.commands.making import export_step
from audit.models import Export
from tests.api.asking import a_regulators_system, post, registered, token_of, with_token
from tests.audit.sealing import seal_all
from tests.cast import NOON, Cast, sign_in
from tests.ledger.book import a_lot, deposit, holding, issuer

pytestmark = pytest.mark.django_db
EXPORTS = "/api/v1/audit/exports/"


@pytest.fixture
def system(db: None) -> Client:
    account = issuer()
    for _ in range(5):
        deposit(holding(), a_lot(account))
    seal_all()
    return a_regulators_system()


def finished(system: Client, **body: Any) -> dict[str, Any]:
    asked = post(system, EXPORTS, body)
    export_step(export_id=asked.json()["id"], at=NOON, enough=lambda: False)
    return system.get(asked["Location"]).json()


def body_of(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content)


def test_asking_answers_202_and_where_to_look(system: Client) -> None:
    answer = post(system, EXPORTS, {"format": "csv", "kind": "deposit", "level": "4.5"}, key="k")
    told = answer.json()
    assert (answer.status_code, answer["Location"]) == (202, f"{EXPORTS}{told['id']}/")
    assert (told["state"], told["filters"]) == ("queued", {"kind": "deposit", "level": "4.5"})
    assert post(system, EXPORTS, {"format": "csv", "kind": "deposit", "level": "4.5"}, key="k").json() == told
    assert post(system, EXPORTS, {}, key=None).json()["code"] == "idempotency-key-missing"
    assert [row["id"] for row in system.get(EXPORTS).json()["results"]] == [told["id"]]


@pytest.mark.parametrize("body", [{"format": "xml"}, {"kind": "x"}, {"size": -1}, {"size": 3}, {"since": "soon"}])
def test_what_makes_no_sense_is_422(system: Client, body: dict[str, Any]) -> None:
    assert post(system, EXPORTS, body).status_code == 422
    assert Export.objects.count() == 0


def test_a_finished_export_names_its_files_and_they_are_what_the_manifest_says(system: Client) -> None:
    told = finished(system)
    assert (told["state"], told["made_count"], told["entry_count"]) == ("done", 2, 5)
    manifest = system.get(told["manifest_url"])
    parts = json.loads(manifest.content)["parts"]
    assert [part["sha256"] for part in parts] == [part["sha256"] for part in told["parts"]]
    for part in told["parts"]:
        answer = system.get(part["url"])
        assert hashlib.sha256(body_of(answer)).hexdigest() == part["sha256"]
        assert answer["ETag"] == f'"{part["sha256"]}"'
        assert (answer["Content-Type"], answer["Content-Length"]) == ("application/x-ndjson", str(part["bytes"]))
    assert hashlib.sha256(manifest.content).hexdigest() in system.get(told["note_url"]).content.decode()


def test_a_download_goes_on_where_it_broke_off(system: Client) -> None:
    part = finished(system)["parts"][0]
    whole = body_of(system.get(part["url"]))
    rest = system.get(part["url"], headers={"Range": "bytes=100-", "If-Range": f'"{part["sha256"]}"'})
    assert (rest.status_code, rest["Content-Range"]) == (206, f"bytes 100-{len(whole) - 1}/{len(whole)}")
    assert body_of(rest) == whole[100:]
    assert body_of(system.get(part["url"], headers={"Range": "bytes=10-19"})) == whole[10:20]
    assert body_of(system.get(part["url"], headers={"Range": "bytes=-7"})) == whole[-7:]


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=9-3", "bytes=a-b", "bytes=١-٢"])
def test_a_range_of_another_kind_gets_the_whole_file(system: Client, asked: str) -> None:
    part = finished(system)["parts"][0]
    answer = system.get(part["url"], headers={"Range": asked.encode().decode("latin-1")})
    assert (answer.status_code, len(body_of(answer))) == (200, part["bytes"])


def test_a_range_of_another_version_gets_the_whole_file(system: Client) -> None:
    part = finished(system)["parts"][0]
    answer = system.get(part["url"], headers={"Range": "bytes=5-", "If-Range": '"older"'})
    assert (answer.status_code, len(body_of(answer))) == (200, part["bytes"])


def test_a_range_behind_the_end_is_416_and_known_bytes_are_304(system: Client) -> None:
    part = finished(system)["parts"][0]
    behind = system.get(part["url"], headers={"Range": f"bytes={part['bytes']}-"})
    assert (behind.status_code, behind["Content-Range"]) == (416, f"bytes */{part['bytes']}")
    assert system.get(part["url"], headers={"If-None-Match": f'"{part["sha256"]}"'}).status_code == 304


def test_nothing_on_the_way_packs_the_bytes_anew(system: Client) -> None:
    part = finished(system)["parts"][0]
    answer = system.get(part["url"], headers={"Accept-Encoding": "gzip", "Range": "bytes=5-"})
    assert body_of(answer)[:2] != gzip.compress(b"")[:2]
    assert answer["Content-Length"] == str(part["bytes"] - 5)


def test_what_is_not_there_is_told(system: Client) -> None:
    told = post(system, EXPORTS, {}).json()
    assert system.get(f"{EXPORTS}{told['id']}/parts/1/").json()["code"] == "export-not-ready"
    assert system.get(f"{EXPORTS}{told['id']}/manifest/").json()["code"] == "export-not-ready"
    assert system.get(f"{EXPORTS}{told['id']}/parts/99/").status_code == 404
    assert system.get(f"{EXPORTS}{uuid4()}/").status_code == 404


@pytest.mark.parametrize("who", ["ananya", "issuer", "registrar", "operator", "visitor"])
def test_only_a_regulator_may(client: Client, cast: Cast, system: Client, who: str) -> None:
    told = finished(system)
    sign_in(client, getattr(cast, who))
    for path in (EXPORTS, f"{EXPORTS}{told['id']}/", told["parts"][0]["url"], told["manifest_url"], told["note_url"]):
        assert client.get(path).status_code == 403
    assert post(client, EXPORTS, {}).status_code == 403
    assert Export.objects.count() == 1


def test_an_institutions_client_may_not(cast: Cast, system: Client) -> None:
    made = registered(institution_id=cast.awarding.id, roles=["registrar"], scopes=["learners:read"])
    assert post(with_token(token_of(made)), EXPORTS, {}).json()["code"] == "insufficient-scope"
