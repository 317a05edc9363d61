"""Opening accounts of people who sign in."""

from typing import Any

import pytest
from django.test import Client

from identity.commands.people import EmailTaken, create_user
from identity.models import User
from identity.principals import SYSTEM
from ledger.refusals import InvalidInput, NotPermitted
from tests.cast import NOON, PASSWORD, Cast, a_key

pytestmark = pytest.mark.django_db


def made(**parts: Any) -> User:
    return create_user(
        **{
            "actor": SYSTEM, "email": "Nila@Cast.example", "name": "Nila", "password": PASSWORD, "at": NOON,
            "idempotency_key": a_key(), **parts,
        }
    )  # fmt: skip


def test_a_user_signs_in_by_email_whatever_its_case(client: Client) -> None:
    made()
    answer = client.post("/accounts/login/", {"login": "nila@CAST.example", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/home/")


def test_a_wrong_password_opens_nothing(client: Client) -> None:
    made()
    answer = client.post("/accounts/login/", {"login": "nila@cast.example", "password": "wrong"})
    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies


def test_an_email_signs_in_one_person() -> None:
    made()
    with pytest.raises(EmailTaken):
        made(email="nila@cast.example")


@pytest.mark.parametrize("email", ["", "nila", "nila@", "a b@c.in", "nila@cast.example\0"])
def test_what_is_no_email_is_refused(email: str) -> None:
    with pytest.raises(InvalidInput):
        made(email=email)


def test_the_same_key_makes_one_user() -> None:
    first, again = made(idempotency_key="k"), made(idempotency_key="k")
    assert first.id == again.id
    assert User.objects.filter(email="nila@cast.example").count() == 1


def test_a_learner_opens_no_account_for_others(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        made(actor=cast.ananya)


def test_somebody_new_signs_up_and_is_led_on(client: Client) -> None:
    form = {"name": "Tara", "email": "tara@cast.example", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/accounts/signup/", form)
    assert (answer.status_code, answer["Location"]) == (302, "/home/")
    assert User.objects.get(email="tara@cast.example").name == "Tara"
