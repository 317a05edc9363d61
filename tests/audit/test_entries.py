"""Entries of the book by REST and on the regulator's pages."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.api.asking import a_regulators_system, registered, token_of, with_token
from tests.cast import Cast, sign_in
from tests.ledger.book import a_lot, deposit, holding, issuer, programme, redeem
from tests.ledger.sealing import seal_all

pytestmark = pytest.mark.django_db
ENTRIES = "/api/v1/audit/entries/"


@pytest.fixture
def book(db: None) -> dict[str, Any]:
    account, learner, goal = issuer(), holding(), programme()
    lots = [a_lot(account), a_lot(account, credits="2.5")]
    deposit(learner, *lots)
    redeem(learner, lots[0], goal)
    seal_all()
    return {"learner": str(learner), "lots": [str(lot.id) for lot in lots], "goal": str(goal)}


def test_a_regulators_system_reads_entries_with_their_transfers(book: dict[str, Any]) -> None:
    redeemed, deposited = a_regulators_system().get(ENTRIES, {"limit": 2, "level": "4.5"}).json()["results"]
    assert [redeemed["kind"], deposited["kind"]] == ["redeem", "deposit"]
    assert {move["lot_id"] for move in deposited["transfers"]} == set(book["lots"])
    assert redeemed["transfers"][0] | {"to_account_id": book["goal"], "credits": "4.00"} == redeemed["transfers"][0]


def test_filters_keep_only_what_fits(book: dict[str, Any]) -> None:
    system = a_regulators_system()
    assert {row["kind"] for row in system.get(ENTRIES, {"kind": "deposit"}).json()["results"]} == {"deposit"}
    assert system.get(ENTRIES, {"level": "7.5"}).json()["results"] == []
    assert system.get(ENTRIES, {"until": "2001-01-01T00:00:00Z"}).json()["results"] == []
    assert system.get(ENTRIES, {"institution": str(uuid4())}).json()["results"] == []


SENSELESS = ["kind=x", "level=99", "since=yesterday", "institution=1", "level=NaN", "until=0001-01-01T00:00:00%2B05:30"]


@pytest.mark.parametrize("query", SENSELESS)
def test_a_filter_that_makes_no_sense_is_422(query: str) -> None:
    assert a_regulators_system().get(f"{ENTRIES}?{query}").status_code == 422


def test_pages_hold_every_entry_once(book: dict[str, Any]) -> None:
    system, url, seen = a_regulators_system(), f"{ENTRIES}?limit=1&level=4.5", []
    while url:
        body = system.get(url).json()
        seen += [row["leaf_index"] for row in body["results"]]
        url = body["next"]
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == 2


def test_one_entry_is_read_by_its_id(book: dict[str, Any]) -> None:
    system = a_regulators_system()
    first = system.get(ENTRIES).json()["results"][0]
    assert system.get(f"{ENTRIES}{first['id']}/").json() == first
    assert system.get(f"{ENTRIES}{uuid4()}/").status_code == 404


@pytest.mark.parametrize("who", ["ananya", "issuer", "approver", "registrar", "operator", "visitor"])
def test_only_a_regulator_may(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))
    for path in (ENTRIES, "/api/v1/audit/totals/", "/regulator/", "/regulator/entries/"):
        assert client.get(path).status_code == 403


def test_an_institutions_client_may_not(cast: Cast) -> None:
    made = registered(institution_id=cast.awarding.id, roles=["registrar"], scopes=["learners:read"])
    assert with_token(token_of(made)).get(ENTRIES).json()["code"] == "insufficient-scope"


def test_a_regulator_finds_an_entry_on_the_page(client: Client, cast: Cast, book: dict[str, Any]) -> None:
    home = sign_in(client, cast.regulator).get("/regulator/entries/?kind=redeem").content.decode()
    (entry_id,) = re.findall(r"/regulator/entries/([0-9a-f-]{36})/", home)
    shown = client.get(f"/regulator/entries/{entry_id}/").content.decode()
    assert book["lots"][0][-12:] in shown
    assert "4.00" in shown


def test_no_entry_names_a_person(client: Client, cast: Cast) -> None:
    told = sign_in(client, cast.regulator).get(ENTRIES, {"limit": 1000}).content.decode()
    assert "Ananya" not in told
    assert "042177193356" not in told


@pytest.mark.parametrize("query", ["cursor=zzz", "limit=0", "kind=x", "institution=x", "since=x", "level=9", "page=-1"])
def test_a_strange_address_never_breaks_the_page(client: Client, cast: Cast, query: str) -> None:
    assert sign_in(client, cast.regulator).get(f"/regulator/entries/?{query}").status_code in {200, 400}


def test_times_are_written_in_utc(cast: Cast) -> None:
    seal_all()
    deposit(holding(), a_lot(issuer()))
    answered = sign_in(Client(), cast.regulator).get("/api/v1/audit/checkpoint/").json()
    assert answered["waiting_count"] > 0 and answered["oldest_waiting_at"].endswith("Z")
