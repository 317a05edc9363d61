"""Apps that may read for a learner, and who stands behind their tokens."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from allauth.idp.oidc.models import Token
from django.utils.functional import Promise

from identity.principals import Principal
from identity.queries.principals import principal_of_user
from identity.scopes import READER_SCOPES
from ledger.refusals import NotFound


@dataclass(frozen=True, slots=True)
class AppAccess:
    """An app, what it may read, and since when."""

    client_id: str
    name: str
    scopes: tuple[str | Promise, ...]
    since: datetime


def apps_of(user_id: UUID) -> list[AppAccess]:
    """Return the apps that may read something of a user at this moment, by name."""
    rows = Token.objects.valid().filter(user_id=user_id, client__principal=None).select_related("client")
    found: dict[str, AppAccess] = {}
    for row in rows.order_by("client__name", "created_at"):
        scopes = tuple(READER_SCOPES[scope] for scope in row.get_scopes() if scope in READER_SCOPES)
        found.setdefault(row.client_id, AppAccess(row.client_id, row.client.name, scopes, row.created_at))
    return list(found.values())


def reader_of_token(value: str) -> Principal | None:
    """Return the learner behind an app's access token, with the token's scopes and no role of any kind.

    None when the token is unknown, expired, no learner's, or the account is closed: an app never acts as staff.
    """
    token = Token.objects.lookup(Token.Type.ACCESS_TOKEN, value)
    if token is None or token.user_id is None:
        return None
    try:
        person = principal_of_user(token.user_id)
    except NotFound:
        return None
    return replace(person, memberships=frozenset(), scopes=frozenset(token.get_scopes()))
