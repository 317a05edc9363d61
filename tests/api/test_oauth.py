"""Access tokens of API clients."""

from datetime import timedelta

import pytest
import time_machine
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone

from identity.commands.clients import end_client, rotate_client_secret
from identity.principals import SYSTEM
from tests.api.asking import a_regulators_system, ask_token, registered, token_of, with_token
from tests.cast import NOON, a_key

pytestmark = pytest.mark.django_db
ENTRIES = "/api/v1/audit/entries/"


def test_a_token_opens_what_its_scope_names() -> None:
    assert a_regulators_system().get(ENTRIES).status_code == 200


def test_a_token_is_kept_only_as_a_digest() -> None:
    token = token_of(registered())
    assert not Token.objects.filter(hash=token).exists()
    assert Token.objects.filter(type="at").count() == 1


def test_a_bad_token_is_401_and_says_so() -> None:
    for token in ("nonsense", "x" * 600, "a b"):
        answer = with_token(token).get(ENTRIES)
        assert answer.status_code == 401
        assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_a_token_dies_after_a_quarter_of_an_hour() -> None:
    system = a_regulators_system()
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert system.get(ENTRIES).status_code == 401


def test_a_wrong_secret_gets_no_token() -> None:
    made = registered()
    answer = ask_token(made.client_id, "wrong")
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer["WWW-Authenticate"].startswith("Basic")


@pytest.mark.parametrize("credentials", ["AAA6AAA=", "//86//8=", "!", "\xff", ""])
def test_credentials_that_no_client_has_get_no_token(credentials: str) -> None:
    body, headers = {"grant_type": "client_credentials"}, {"Authorization": f"Basic {credentials}"}
    assert Client().post("/oauth/token", body, headers=headers).status_code in {400, 401}


def test_a_client_gets_no_scope_that_it_was_not_given() -> None:
    made = registered()
    assert ask_token(made.client_id, made.secret, scope="awards:write").status_code == 400


def test_a_new_secret_stops_the_old_one_and_its_tokens() -> None:
    made = registered()
    system = with_token(token_of(made))
    newer = rotate_client_secret(actor=SYSTEM, client_id=made.client.id, at=timezone.now(), idempotency_key=a_key())
    assert system.get(ENTRIES).status_code == 401
    assert ask_token(made.client_id, made.secret).status_code == 401
    assert ask_token(made.client_id, newer.secret).status_code == 200


def test_an_ended_client_gets_nothing() -> None:
    made = registered()
    system = with_token(token_of(made))
    end_client(actor=SYSTEM, client_id=made.client.id, at=NOON, idempotency_key=a_key())
    assert system.get(ENTRIES).status_code == 401
    assert ask_token(made.client_id, made.secret).status_code >= 400


@pytest.mark.parametrize(
    "body", [{}, {"grant_type": "password"}, {"grant_type": "client_credentials", "client_id": "\0"}]
)
def test_a_request_that_is_no_token_request_is_refused(client: Client, body: dict[str, str]) -> None:
    assert client.post("/oauth/token", body).status_code in {400, 401}
