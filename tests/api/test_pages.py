"""Cursor pages: every row once, in order, in both directions."""

import pytest
from django.test import Client

from tests.cast import a_user, a_visitor, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.endpoints")]
PEOPLE = "/api/test/people/"


@pytest.fixture
def visitor(client: Client) -> Client:
    for name in ("Asha", "Bina", "Bina", "Chand", "Dev", "Bina"):
        a_user(name)
    return sign_in(client, a_visitor("Zoya"))


def walk(client: Client, url: str, rel: str) -> list[list[str]]:
    pages = []
    while url:
        body = client.get(url).json()
        pages.append([row["id"] for row in body["results"]])
        url = body[rel]
    return pages


def test_pages_hold_every_row_once_in_order(visitor: Client) -> None:
    whole = [row["id"] for row in visitor.get(PEOPLE).json()["results"]]
    pages = walk(visitor, PEOPLE + "?limit=2", "next")
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert [row for page in pages for row in page] == whole


def test_going_back_shows_the_same_pages(visitor: Client) -> None:
    first = visitor.get(PEOPLE + "?limit=3").json()
    second = visitor.get(first["next"]).json()
    third = visitor.get(second["next"]).json()
    assert visitor.get(third["previous"]).json()["results"] == second["results"]
    assert walk(visitor, third["previous"], "previous")[-1] == [row["id"] for row in first["results"]]
    assert first["previous"] is None
    assert third["next"] is None


def test_links_are_told_in_the_header(visitor: Client) -> None:
    answer = visitor.get(PEOPLE + "?limit=3")
    assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "limit=-1", "cursor=zzz", "cursor=W10", "cursor=%F0"]
)
def test_a_foreign_cursor_or_limit_is_400(visitor: Client, query: str) -> None:
    assert visitor.get(f"{PEOPLE}?{query}").status_code == 400


def test_a_cursor_of_another_list_is_400_not_a_fault(visitor: Client) -> None:
    stolen = "W2ZhbHNlLCBbIkFzaGEiLCAibm8tdXVpZCJdXQ"  # [false, ["Asha", "no-uuid"]]
    assert visitor.get(f"{PEOPLE}?cursor={stolen}").json()["code"] == "cursor-invalid"
