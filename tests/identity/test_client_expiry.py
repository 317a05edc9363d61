"""API clients expire: no token, living ones stop, a new secret makes them good again."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from identity.commands.clients import years_after
from identity.models import ServicePrincipal
from identity.queries.team import clients_of
from ledger.acts import day_of
from ledger.refusals import InvalidInput
from tests.api.asking import ask_token, registered, token_of, with_token
from tests.cast import Cast, sign_in
from tests.identity.test_clients import register

pytestmark = pytest.mark.django_db
ENTRIES = "/api/v1/audit/entries/"


def today() -> date:
    return day_of(timezone.now())


def in_days(count: int) -> datetime:
    return timezone.now() + timedelta(days=count)


def test_a_client_is_good_for_a_year_unless_told(cast: Cast) -> None:
    assert registered().client.expires_on == years_after(today(), 1)


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, False), (1, True), (729, True), (732, False)])
def test_it_may_be_told_up_to_two_years(cast: Cast, days: int, fits: bool) -> None:
    said = {"roles": ["regulator"], "scopes": ["audit:read"], "at": timezone.now()}
    wanted = today() + timedelta(days=days)
    if fits:
        assert register(cast.operator, expires_on=wanted, **said).client.expires_on == wanted
    else:
        with pytest.raises(InvalidInput, match="expected a day after"):
            register(cast.operator, expires_on=wanted, **said)


def test_a_leap_day_has_its_day_before() -> None:
    assert years_after(date(2028, 2, 29), 1) == date(2029, 2, 28)


def test_an_expired_client_gets_no_token_and_is_told_why(db: None) -> None:
    made = registered()
    with time_machine.travel(in_days(367)):
        answer = ask_token(made.client_id, made.secret)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert f"expired on {made.client.expires_on}" in answer.json()["error_description"]
        posted = {"grant_type": "client_credentials", "client_id": made.client_id, "client_secret": made.secret}
        assert Client().post("/oauth/token", posted).json()["error"] == "invalid_client"


def test_only_who_knows_the_secret_is_told(db: None) -> None:
    made = registered()
    with time_machine.travel(in_days(367)):
        assert "expired on" not in ask_token(made.client_id, "wrong").content.decode()


def test_its_living_token_stops_on_the_day(db: None) -> None:
    made = registered()
    system = with_token(token_of(made))
    assert system.get(ENTRIES).status_code == 200
    ServicePrincipal.objects.update(expires_on=today())
    assert system.get(ENTRIES).status_code == 401


def test_a_new_secret_makes_it_good_for_another_year(client: Client, cast: Cast) -> None:
    made = registered()
    with time_machine.travel(in_days(400)):
        shown = sign_in(client, cast.operator).get("/staff/team/").content.decode()
        assert "Expired on" in shown
        client.post(f"/staff/team/clients/{made.client.id}/secret/", {"idempotency_key": "k"})
        made.client.refresh_from_db()
        assert made.client.expires_on == years_after(today(), 1)


def test_the_page_says_when_it_ends_soon(client: Client, cast: Cast) -> None:
    registered()
    assert clients_of(None)[0].state == "active"
    with time_machine.travel(in_days(345)):
        assert clients_of(None)[0].state == "expiring"
        assert "Ends soon" in sign_in(client, cast.operator).get("/operator/regulators/").content.decode()
