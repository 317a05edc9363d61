"""Everybody starts on the page of their role, with its navigation."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "start"),
    [("ananya", "learner-home"), ("issuer", "staff-home"), ("approver", "staff-home"), ("regulator", "regulator-home"),
     ("operator", "operator-institutions"), ("visitor", "account-open")],
)  # fmt: skip
def test_home_is_the_start_page_of_the_role(client: Client, cast: Cast, who: str, start: str) -> None:
    try:
        expected = reverse(start)
    except NoReverseMatch:
        pytest.fail(f"the page {start} has no address")
    assert sign_in(client, getattr(cast, who)).get("/home/")["Location"] == expected


def test_the_navigation_marks_where_one_is(client: Client, cast: Cast) -> None:
    shown = sign_in(client, cast.regulator).get("/regulator/").context["nav_items"]
    assert [item["url"] for item in shown if item["current"]] == ["/regulator/"]


def test_anybody_may_read_the_public_pages_in_the_navigation(client: Client) -> None:
    for item in client.get("/help/").context["nav_items"]:
        assert client.get(item["url"]).status_code == 200
