"""The team page: inviting, ending, API clients; for registrars and operators only."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from identity.models import Membership, User
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db
TEAM = "/staff/team/"


def test_a_registrar_sees_the_team_of_the_own_institution(client: Client, cast: Cast) -> None:
    shown = sign_in(client, cast.registrar).get(TEAM).content.decode()
    assert "Aditi Approver" in shown
    assert User.objects.get(id=cast.other_approver.id).email not in shown


@pytest.mark.parametrize(("who", "status"), [("issuer", 403), ("ananya", 404), ("regulator", 404)])
def test_others_do_not(client: Client, cast: Cast, who: str, status: int) -> None:
    assert sign_in(client, getattr(cast, who)).get(TEAM).status_code == status


def test_nobody_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(TEAM)["Location"] == "/accounts/login/?next=/staff/team/"


def test_inviting_somebody_new_sends_a_link_and_grants_the_role(client: Client, cast: Cast) -> None:
    form = {"email": "new@cast.example", "name": "Neha New", "role": "approver", "idempotency_key": "k"}
    sign_in(client, cast.registrar)
    assert [client.post(TEAM, form).status_code for _ in range(2)] == [302, 302]
    held = Membership.objects.get(user__email="new@cast.example")
    assert (held.role, held.institution_id) == ("approver", cast.awarding.id)
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_a_refusal_is_shown_on_the_form(client: Client, cast: Cast) -> None:
    form = {"email": User.objects.get(id=cast.issuer.id).email, "name": "x", "role": "issuer"}
    assert "is held there already" in sign_in(client, cast.registrar).post(TEAM, form).content.decode()


def test_whoever_signed_up_under_an_address_of_another_gets_no_role(client: Client, cast: Cast) -> None:
    EmailAddress.objects.filter(user_id=cast.visitor.id).update(verified=False)
    form = {"email": User.objects.get(id=cast.visitor.id).email, "name": "x", "role": "approver"}
    assert "set a new password" in sign_in(client, cast.registrar).post(TEAM, form).content.decode()
    assert not Membership.objects.filter(user_id=cast.visitor.id).exists()


def test_a_role_of_another_institution_is_not_found(client: Client, cast: Cast) -> None:
    other = Membership.objects.get(user_id=cast.other_issuer.id)
    assert sign_in(client, cast.registrar).post(f"{TEAM}roles/{other.id}/end/").status_code == 404


def test_ending_a_role_keeps_the_row(client: Client, cast: Cast) -> None:
    held = Membership.objects.get(user_id=cast.issuer.id)
    sign_in(client, cast.registrar).post(f"{TEAM}roles/{held.id}/end/")
    held.refresh_from_db()
    assert held.ended_at is not None


def test_a_clients_secret_is_shown_once(client: Client, cast: Cast) -> None:
    form = {
        "client-name": "SIS",
        "client-roles": ["issuer"],
        "client-scopes": ["batches:write"],
        "idempotency_key": "k",
    }
    first = sign_in(client, cast.registrar).post(f"{TEAM}clients/", form)
    assert re.search(r'id="client-secret"[^>]*>\w{48}<', first.content.decode())
    assert first["Cache-Control"] == "no-store"
    again = client.post(f"{TEAM}clients/", form).content.decode()
    assert 'id="client-secret"' not in again
    assert "was sent before" in again
