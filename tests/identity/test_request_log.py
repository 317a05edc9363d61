"""The log of requests: what is kept of whom, who reads it, and what it never holds."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from identity.commands.requests import forget_old_requests
from identity.models import LoggedRequest
from tests.api.asking import a_regulators_system, ask_token, registered, token_of, with_token
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db
ENTRIES, REQUESTS, PAGE = "/api/v1/audit/entries/", "/api/v1/audit/requests/", "/operator/requests/"


def kept() -> list[tuple[Any, ...]]:
    return list(LoggedRequest.objects.order_by("id").values_list("actor_kind", "method", "path", "status"))


def test_a_clients_requests_and_tokens_are_kept_with_their_id(db: None) -> None:
    made = registered()
    system = with_token(token_of(made))
    answer = system.get(f"{ENTRIES}?kind=deposit", headers={"Request-Id": "mine-7"})
    assert kept() == [
        ("client", "POST", "/oauth/token", 200), ("client", "GET", f"{ENTRIES}?kind=deposit", 200),
    ]  # fmt: skip
    line = LoggedRequest.objects.get(request_id="mine-7")
    assert (line.actor_id, line.bytes) == (made.client.id, len(answer.content))
    assert line.milliseconds < 60_000


def test_a_refused_token_and_a_refused_request_are_kept_too(cast: Cast) -> None:
    made = registered()
    ask_token(made.client_id, "wrong")
    institution = registered(institution_id=cast.awarding.id, roles=["registrar"], scopes=["learners:read"])
    with_token(token_of(institution)).get(ENTRIES)
    assert [line[3] for line in kept()] == [401, 200, 403]


def test_of_others_nothing_is_kept(client: Client, cast: Cast) -> None:
    client.get(ENTRIES)
    ask_token("nobody", "wrong")
    for who in (cast.ananya, cast.registrar, cast.operator):
        sign_in(client, who).get(ENTRIES)
    a_regulators_system().get("/api/v1/institutions/")
    assert [line[2] for line in kept()] == ["/oauth/token"]


def test_a_regulator_in_the_browser_is_kept(client: Client, cast: Cast) -> None:
    sign_in(client, cast.regulator).get("/api/v1/audit/totals/")
    assert kept() == [("user", "GET", "/api/v1/audit/totals/", 200)]


def test_no_secret_and_no_abc_id_of_a_query_is_kept(db: None) -> None:
    made = registered()
    token = token_of(made)
    with_token(token).get(f"{ENTRIES}?access_token={token}&client_secret={made.secret}&q=0421+7719+3356&kind=act")
    path = LoggedRequest.objects.get(path__startswith=ENTRIES).path
    assert token not in path and made.secret not in path and "7719" not in path
    assert "kind=act" in path


def test_the_answer_stands_when_the_line_cannot_be_written(db: None) -> None:
    system = a_regulators_system()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE identity_loggedrequest RENAME TO away")
    assert system.get(ENTRIES).status_code == 200


def test_a_client_reads_its_own_requests_only(db: None) -> None:
    first, second = a_regulators_system(), a_regulators_system()
    first.get(ENTRIES, headers={"Request-Id": "first-1"})
    second.get(ENTRIES, headers={"Request-Id": "second-1"})
    assert first.get(REQUESTS).json()["results"][0]["request_id"] == "first-1"
    assert "second-1" not in first.get(REQUESTS).content.decode()
    assert first.get(REQUESTS, {"request_id": "second-1"}).json()["results"] == []
    assert [row["status"] for row in second.get(REQUESTS, {"request_id": "second-1"}).json()["results"]] == [200]


def test_an_operator_finds_a_request_by_its_id_client_answer_and_day(client: Client, cast: Cast) -> None:
    made = registered()
    with_token(token_of(made)).get(ENTRIES, headers={"Request-Id": "wanted-1"})
    sign_in(client, cast.operator)
    day = timezone.localdate().isoformat()
    for query, found in (
        ("request_id=wanted-1", True), ("request_id=other", False), (f"client={made.client.id}", True),
        ("status=2", True), ("status=4", False), (f"day={day}", True), ("day=2001-01-01", False), ("day=x", True),
    ):  # fmt: skip
        assert ("wanted-1</code>" in client.get(f"{PAGE}?{query}").content.decode()) is found, query


def test_a_regulator_sees_regulators_systems_but_no_institutions(client: Client, cast: Cast) -> None:
    a_regulators_system().get(ENTRIES, headers={"Request-Id": "regulators-1"})
    institution = registered(institution_id=cast.awarding.id, roles=["registrar"], scopes=["learners:read"])
    with_token(token_of(institution)).get(ENTRIES, headers={"Request-Id": "institutions-1"})
    shown = sign_in(client, cast.regulator).get(PAGE).content.decode()
    assert "regulators-1" in shown and "institutions-1" not in shown
    assert "institutions-1" in sign_in(client, cast.operator).get(PAGE).content.decode()


def test_pages_of_the_log_hold_every_line_once(client: Client, cast: Cast) -> None:
    system = a_regulators_system()
    for number in range(5):
        system.get(ENTRIES, headers={"Request-Id": f"line-{number}"})
    sign_in(client, cast.operator)
    first = client.get(f"{PAGE}?limit=4")
    second = client.get(PAGE + first.context["next_url"] + "&limit=4")
    assert len({row.id for answer in (first, second) for row, _state in answer.context["requests"]}) == 6
    assert client.get(f"{PAGE}?cursor=W2ZhbHNlLCBbIngiXV0").status_code == 400


def test_lines_are_forgotten_after_400_days(db: None) -> None:
    a_regulators_system()
    assert forget_old_requests(at=timezone.now() + timedelta(days=399)) == 0
    assert forget_old_requests(at=timezone.now() + timedelta(days=401)) == 1
    assert kept() == []
