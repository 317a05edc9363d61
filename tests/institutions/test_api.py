"""Institutions and programmes by API."""

import pytest
from django.test import Client

from institutions.queries.institutions import standing_of
from tests.cast import Cast, a_key, an_institution, sign_in

BASE = "/api/v1/institutions/"
NEW = {"aishe_code": "C-41234", "name": "Fergusson College", "kind": "autonomous-college", "state": "Maharashtra"}


def post(client: Client, path: str, body: dict, *, key: str = ""):  # noqa: ANN201
    return client.post(path, body, content_type="application/json", headers={"Idempotency-Key": key or a_key()})


def test_institutions_are_public_and_filtered(cast: Cast, client: Client) -> None:
    answer = client.get(BASE, {"state": "Telangana"})
    assert answer.status_code == 200
    [found] = answer.json()["results"]
    assert (found["aishe_code"], found["standing"]) == (cast.accepting.aishe_code, "approved")
    assert client.get(f"{BASE}{cast.accepting.aishe_code}/").json() == found


def test_an_unknown_code_is_a_404_problem(cast: Cast, client: Client) -> None:
    answer = client.get(f"{BASE}U-9999/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_operator_registers_approves_and_suspends(cast: Cast, client: Client) -> None:
    sign_in(client, cast.operator)
    made = post(client, BASE, NEW)
    assert (made.status_code, made.json()["standing"]) == (201, "registered")
    address = made["Location"]
    assert post(client, f"{address}approval/", {}).json()["standing"] == "approved"
    suspended = post(client, f"{address}suspension/", {"reason": "No assessment seen."}).json()
    assert (suspended["standing"], suspended["suspension_reason"]) == ("suspended", "No assessment seen.")
    assert post(client, f"{address}suspension/lifting/", {}).json()["standing"] == "approved"


def test_a_replay_answers_the_first_answer(cast: Cast, client: Client) -> None:
    sign_in(client, cast.operator)
    key = a_key()
    first, again = post(client, BASE, NEW, key=key), post(client, BASE, NEW, key=key)
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("who", ["registrar", "ananya", "regulator", "visitor"])
def test_others_change_nothing(cast: Cast, client: Client, who: str) -> None:
    sign_in(client, getattr(cast, who))
    waiting = an_institution(approved=False)
    assert post(client, BASE, NEW).status_code == 403
    assert post(client, f"{BASE}{waiting.aishe_code}/approval/", {}).status_code == 403
    assert standing_of(waiting.id).code == "registered"


def test_a_stranger_cannot_register(db: None, client: Client) -> None:
    assert post(client, BASE, NEW).status_code == 401


@pytest.mark.parametrize("body", [{}, NEW | {"kind": "x"}, NEW | {"aishe_code": "x"}, NEW | {"name": "a\x00b"}, []])
def test_bad_input_is_a_problem(cast: Cast, client: Client, body: dict) -> None:
    sign_in(client, cast.operator)
    assert post(client, BASE, body).status_code in {400, 422}


def test_a_programme_tells_its_caps_and_exits(cast: Cast, client: Client) -> None:
    [found] = client.get("/api/v1/programmes/", {"institution": str(cast.accepting.id), "open": "true"}).json()[
        "results"
    ]
    assert found["caps_in_force"]["rpl"] == "0.300"
    assert [row["credits"] for row in found["exit_points"]] == ["40.00", "80.00", "120.00"]
    assert found["institution"] == cast.accepting.aishe_code
    assert client.get(f"/api/v1/programmes/{found['id']}/").json() == found
    assert client.get("/api/v1/programmes/", {"institution": "x"}).status_code == 422
