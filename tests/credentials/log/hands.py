"""A sealed book with an award of Ananya's, and the files that she takes away."""

from html import unescape
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from credentials.models import Award
from tests.cast import Cast, sign_in
from tests.credentials.portable.hands import BROWSER, an_award, get
from tests.ledger.sealing import seal_all


def a_sealed_award(cast: Cast, code: str = "GIS-101") -> UUID:
    award_id = an_award(cast, code)
    seal_all()
    return award_id


def entry_of_award(award_id: UUID) -> UUID:
    return Award.objects.get(id=award_id).entry_id


def page(cast: Cast, path: str, who: str = "ananya") -> str:
    client = sign_in(Client(), getattr(cast, who)) if who else Client()
    return unescape(get(client, path, accept=BROWSER).content.decode())


def taken(cast: Cast, path: str, who: str = "ananya", **expected: Any) -> HttpResponse:
    client = sign_in(Client(), getattr(cast, who)) if who else Client()
    return get(client, path, **expected)
