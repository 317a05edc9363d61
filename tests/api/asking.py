"""Small hands for tests of the API: clients of every kind, tokens, POSTs with a key."""

import base64
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from identity.commands.clients import ClientSecret, register_client
from identity.principals import SYSTEM
from tests.cast import a_key


def registered(
    *, institution_id: UUID | None = None, roles: Any = ("regulator",), scopes: Any = ("audit:read",)
) -> ClientSecret:
    return register_client(
        actor=SYSTEM, name="A system", institution_id=institution_id, roles=list(roles), scopes=list(scopes),
        at=timezone.now(), idempotency_key=a_key(),
    )  # fmt: skip


def ask_token(client_id: str, secret: str, **fields: str) -> HttpResponse:
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    body = {"grant_type": "client_credentials", **fields}
    return Client().post("/oauth/token", body, headers={"Authorization": f"Basic {basic}"})


def token_of(made: ClientSecret) -> str:
    return ask_token(made.client_id, made.secret).json()["access_token"]


def with_token(token: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {token}"})


def a_regulators_system() -> Client:
    return with_token(token_of(registered()))


def post(client: Client, path: str, body: Any, *, key: str | None = "", **headers: str) -> HttpResponse:
    """POST JSON with a fresh idempotency key, with the one given, or with none (None)."""
    if key is not None:
        headers["Idempotency-Key"] = key or str(uuid4())
    return client.post(path, body, content_type="application/json", headers=headers)
