"""An operator lets a regulator in: a person and a system from one page."""

import re

import pytest
from django.core import mail
from django.test import Client

from identity.models import Membership, ServicePrincipal
from tests.api.asking import ask_token
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/operator/regulators/"
BOTH = {"email": "auditor@cast.example", "name": "Asha Auditor", "system": "Ministry's auditor", "idempotency_key": "k"}


def test_one_form_invites_the_person_and_registers_the_system(client: Client, cast: Cast) -> None:
    answer = sign_in(client, cast.operator).post(PAGE, BOTH)
    shown = answer.content.decode()
    assert Membership.objects.get(user__email=BOTH["email"]).role == "regulator"
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    made = ServicePrincipal.objects.get()
    secret = re.search(r'id="client-secret"[^>]*>(\w{48})<', shown)
    assert secret and ask_token(made.client_id, secret[1]).status_code == 200
    assert f"{made.client_id}:$CLIENT_SECRET" in shown
    assert answer["Cache-Control"] == "no-store"


def test_the_secret_is_shown_once_and_kept_as_a_digest(client: Client, cast: Cast) -> None:
    first = sign_in(client, cast.operator).post(PAGE, BOTH).content.decode()
    secret = re.search(r'id="client-secret"[^>]*>(\w{48})<', first)
    again = client.post(PAGE, BOTH).content.decode()
    assert secret and secret[1] not in again and "was sent before" in again
    assert secret[1] not in ServicePrincipal.objects.get().client.secret
    assert Membership.objects.filter(user__email=BOTH["email"]).count() == 1


@pytest.mark.parametrize("left_out", ["email", "system"])
def test_either_may_be_left_out(client: Client, cast: Cast, left_out: str) -> None:
    assert sign_in(client, cast.operator).post(PAGE, BOTH | {left_out: ""}).status_code == 200
    held = Membership.objects.filter(user__email=BOTH["email"]).count(), ServicePrincipal.objects.count()
    assert held == ((0, 1) if left_out == "email" else (1, 0))


def test_neither_is_refused_and_all_or_nothing_is_done(client: Client, cast: Cast) -> None:
    sign_in(client, cast.operator)
    assert "Neither a person nor a system" in client.post(PAGE, {"name": "x"}).content.decode()
    late = client.post(PAGE, BOTH | {"expires_on": "2001-01-01"})
    assert late.status_code == 422 and "would expire on" in late.content.decode()
    assert not Membership.objects.filter(user__email=BOTH["email"]).exists()
    assert mail.outbox == []


@pytest.mark.parametrize("who", ["ananya", "registrar", "regulator", "visitor"])
def test_nobody_else_may(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))
    assert [client.get(PAGE).status_code, client.post(PAGE, BOTH).status_code] == [403, 403]
    assert ServicePrincipal.objects.count() == 0
