"""Signing in: a fresh session, few guesses, and no way to another site."""

from ipaddress import IPv6Address
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.cast import PASSWORD, a_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def email(db: None) -> str:
    return a_user("Meera", password=PASSWORD).email


@pytest.fixture
def client() -> Client:
    """Somebody whose address nobody has used before: tries are counted by address too."""
    return Client(REMOTE_ADDR=str(IPv6Address(uuid4().int)))


def sign_in(client: Client, email: str, password: str = PASSWORD, **fields: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password, **fields})


def test_signing_in_gives_a_session_that_nobody_knew_before(client: Client, email: str) -> None:
    client.session.save()
    planted = client.cookies["sessionid"].value if "sessionid" in client.cookies else "x" * 32
    client.cookies["sessionid"] = planted
    assert sign_in(client, email)["Location"] == "/home/"
    assert client.cookies["sessionid"].value != planted


def test_after_five_wrong_passwords_the_right_one_waits_too(client: Client, email: str) -> None:
    for number in range(5):
        assert sign_in(client, email, f"wrong-{number}").status_code == 200
    assert sign_in(client, email).status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_nobody_is_sent_to_another_site(client: Client, email: str, elsewhere: str) -> None:
    assert sign_in(client, email, next=elsewhere)["Location"] == "/home/"
    for path, field in (("theme", {"theme": "dark"}), ("language", {"language": "hi"})):
        answer = client.post(f"/preferences/{path}/", {"next": elsewhere, **field})
        assert "evil" not in answer["Location"] and answer["Location"].startswith(("/", "http://testserver/"))
