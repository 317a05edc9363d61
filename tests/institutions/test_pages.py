"""The operator's and the registrar's pages, and who finds them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from institutions.models import Institution, Programme
from institutions.queries import caps_in_force
from institutions.queries.institutions import standing_of
from tests.cast import Cast, a_key, an_institution, sign_in

LIST = "/operator/institutions/"
NEW = {
    "aishe_code": "C-41234", "name": "Fergusson College", "kind": "autonomous-college", "state": "Maharashtra",
    "validity_years": "7",
}  # fmt: skip
DEGREE = {
    "kind": "degree", "code": "BA-ECO", "title": "B.A. Economics", "discipline": "Economics", "level_min": "4.5",
    "level_max": "5.5", "required_credits": "120", "courses_per_semester": "5", "validity_years": "7",
    "decision_days": "15",
}  # fmt: skip


def test_the_operator_registers_approves_suspends_and_lifts(cast: Cast, client: Client) -> None:
    sign_in(client, cast.operator)
    assert client.post(LIST, NEW | {"idempotency_key": a_key()}).status_code == 302
    place = Institution.objects.get(aishe_code="C-41234")
    page = f"{LIST}{place.id}/"
    for step, given, code in [
        ("approval/", {}, "approved"),
        ("suspension/", {"reason": "No assessment in term 2025-S1."}, "suspended"),
        ("lifting/", {}, "approved"),
    ]:
        assert client.post(page + step, given).status_code == 302
        assert standing_of(place.id).code == code
        assert client.get(page).status_code == 200
    assert "No assessment in term 2025-S1." in client.get(page).content.decode()


def test_a_refusal_stands_beside_its_field(cast: Cast, client: Client) -> None:
    sign_in(client, cast.operator)
    answer = client.post(LIST, NEW | {"aishe_code": "nonsense"})
    assert answer.status_code == 422
    assert "is not an AISHE code" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?q=pune", "?standing=suspended", "?standing=nonsense&q=" + "x" * 300])
def test_the_list_filters(cast: Cast, client: Client, query: str) -> None:
    answer = sign_in(client, cast.operator).get(LIST + query)
    assert answer.status_code == 200
    assert ("Savitribai" in answer.content.decode()) == (query in {"", "?q=pune"} or "nonsense" in query)


def test_a_regulator_reads_and_may_not_act(cast: Cast, client: Client) -> None:
    sign_in(client, cast.regulator)
    page = f"{LIST}{cast.awarding.id}/"
    assert b"suspension/" not in client.get(page).content
    assert client.post(page + "suspension/", {"reason": "Because I say so."}).status_code == 404
    assert client.post(LIST, NEW).status_code == 422


@pytest.mark.parametrize("who", ["ananya", "issuer", "registrar", "visitor"])
def test_others_do_not_find_the_operators_pages(cast: Cast, client: Client, who: str) -> None:
    sign_in(client, getattr(cast, who))
    waiting = an_institution(approved=False)
    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}{waiting.id}/").status_code == 404
    assert client.post(f"{LIST}{waiting.id}/approval/").status_code == 404
    assert standing_of(waiting.id).code == "registered"


def test_a_stranger_is_sent_to_sign_in(cast: Cast, client: Client) -> None:
    for page in (LIST, "/staff/programmes/"):
        assert client.get(page).url.startswith("/accounts/login/")


def test_a_registrar_opens_a_programme_sets_a_cap_and_closes(cast: Cast, client: Client) -> None:
    sign_in(client, cast.registrar)
    answer = client.post("/staff/programmes/new/", DEGREE | {"idempotency_key": a_key()})
    assert answer.status_code == 302
    row = Programme.objects.get(code="BA-ECO")
    assert row.institution_id == cast.awarding.id
    tomorrow = timezone.localdate() + timedelta(days=1)
    given = {"rule": "rpl", "percent": "25", "effective_from": tomorrow.isoformat()}
    assert client.post(answer.url, given).status_code == 302
    assert str(caps_in_force(row.id, tomorrow)["rpl"]) == "0.250"
    assert "25 %" in client.get(answer.url).content.decode()
    assert client.post(answer.url, given | {"effective_from": "2020-01-01"}).status_code == 422
    assert client.post(f"{answer.url}closing/").status_code == 302
    row.refresh_from_db()
    assert row.closed_at is not None


def test_staff_without_the_role_read_programmes_only(cast: Cast, client: Client) -> None:
    sign_in(client, cast.issuer)
    assert client.get("/staff/programmes/").status_code == 200
    assert client.get("/staff/programmes/new/").status_code == 403
    assert client.post("/staff/programmes/new/", DEGREE).status_code == 403


@pytest.mark.parametrize("who", ["registrar", "ananya", "operator"])
def test_other_institutions_programmes_are_not_found(cast: Cast, client: Client, who: str) -> None:
    sign_in(client, getattr(cast, who))
    page = f"/staff/programmes/{cast.programme.id}/"
    assert client.get(page).status_code == 404
    assert client.post(page + "closing/").status_code == 404
    cast.programme.refresh_from_db()
    assert cast.programme.closed_at is None
