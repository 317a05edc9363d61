"""Hands that carry credentials away, through the doors that people and machines use."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from credentials.commands.verifying import verify_credential
from credentials.links import link_key
from credentials.verifying.verdicts import Verdict
from tests.cast import Cast, sign_in
from tests.credentials.signed.hands import SIGNED_AT, award

FORMS = ("json", "jwt", "pdf", "png", "svg")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def an_award(cast: Cast, code: str = "GIS-101") -> UUID:
    """Deposit one award for Ananya."""
    return award(cast, code)[0]


def get(client: Client, path: str, *, accept: str = "*/*", status: int = 200, **headers: str) -> HttpResponse:
    """Ask for an address as a machine, unless told otherwise."""
    answer = client.get(path, headers={"Accept": accept, **headers})
    assert answer.status_code == status, answer.content[:1000]
    return answer


def by_link(path: str, award_id: UUID) -> str:
    """Return the address with the secret part of the credential's link."""
    return f"{path}?k={link_key(award_id)}"


def carried(cast: Cast, award_id: UUID, form: str, **headers: str) -> bytes:
    """Return a form of a credential as Ananya downloads it."""
    return get(sign_in(Client(), cast.ananya), f"/credentials/{award_id}.{form}", **headers).content


def verdict(content: bytes, **said: Any) -> Verdict:
    """Judge what was carried away."""
    return verify_credential(content, **{"at": SIGNED_AT, **said})
