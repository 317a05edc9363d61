"""API clients: who registers them, and with what."""

from typing import Any

import pytest

from identity.commands.clients import ClientEnded, ClientSecret, end_client, register_client, rotate_client_secret
from identity.principals import Principal
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.cast import NOON, Cast, a_key

pytestmark = pytest.mark.django_db


def register(actor: Principal, **parts: Any) -> ClientSecret:
    given = {
        "name": "Student system", "institution_id": None, "roles": ["issuer"], "scopes": ["batches:write"], "at": NOON,
        "idempotency_key": a_key(),
    }  # fmt: skip
    return register_client(actor=actor, **{**given, **parts})


def test_a_registrar_registers_a_client_whose_secret_is_shown_once(cast: Cast) -> None:
    made = register(cast.registrar, institution_id=cast.awarding.id, idempotency_key="k")
    assert made.client.client.check_secret(made.secret)
    assert made.secret not in made.client.client.secret
    again = register(cast.registrar, institution_id=cast.awarding.id, idempotency_key="k")
    assert (again.client_id, again.secret) == (made.client_id, "")


@pytest.mark.parametrize("who", ["issuer", "other_registrar", "ananya"])
def test_nobody_else_registers_one_there(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        register(getattr(cast, who), institution_id=cast.awarding.id)


def test_a_registrar_registers_none_for_the_bank(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        register(cast.registrar, roles=["regulator"], scopes=["audit:read"])


@pytest.mark.parametrize(
    "parts", [{"scopes": ["audit:read"]}, {"roles": ["regulator"]}, {"scopes": []}, {"roles": []}, {"name": " "}]
)
def test_an_institutions_client_holds_only_what_fits(cast: Cast, parts: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        register(cast.registrar, institution_id=cast.awarding.id, **parts)


def test_a_client_of_others_is_not_found(cast: Cast) -> None:
    made = register(cast.registrar, institution_id=cast.awarding.id)
    with pytest.raises(NotFound):
        rotate_client_secret(actor=cast.other_registrar, client_id=made.client.id, at=NOON, idempotency_key=a_key())


def test_an_ended_client_stays_ended(cast: Cast) -> None:
    made = register(cast.registrar, institution_id=cast.awarding.id)
    end_client(actor=cast.registrar, client_id=made.client.id, at=NOON, idempotency_key=a_key())
    for act in (rotate_client_secret, end_client):
        with pytest.raises(ClientEnded):
            act(actor=cast.registrar, client_id=made.client.id, at=NOON, idempotency_key=a_key())
