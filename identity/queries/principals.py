"""Who is behind a session or an access token, with every role, in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from allauth.idp.oidc.models import Token
from django.utils import timezone

from identity.models import ServicePrincipal, User
from identity.principals import Principal
from ledger.acts import day_of
from ledger.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Place:
    """An institution where somebody works."""

    id: UUID
    name: str
    name_hi: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """An actor with the institutions it works for, by name."""

    principal: Principal
    places: tuple[Place, ...] = ()


_USER_COLUMNS = (
    "id", "name", "email", "learner__id", "memberships__role", "memberships__ended_at",
    "memberships__institution_id", "memberships__institution__name", "memberships__institution__name_hi",
)  # fmt: skip


def visitor_of_user(user_id: UUID) -> Visitor:
    """Return an active user as an actor, with the roles held at this moment; refuses an unknown user."""
    rows = list(User.objects.filter(id=user_id, is_active=True).values_list(*_USER_COLUMNS))
    if not rows:
        raise NotFound("There is no such user, or the account is closed.")
    held = [row for row in rows if row[4] and row[5] is None]
    places = {row[6]: Place(row[6], row[7], row[8]) for row in held if row[6]}
    principal = Principal(
        id=rows[0][0],
        kind="user",
        name=rows[0][1] or rows[0][2],
        memberships=frozenset((row[4], row[6]) for row in held),
        learner_id=rows[0][3],
    )
    return Visitor(principal, _sorted(places.values()))


def principal_of_user(user_id: UUID) -> Principal:
    """Return an active user as an actor; refuses an unknown user."""
    return visitor_of_user(user_id).principal


def visitor_of_token(value: str) -> Visitor | None:
    """Return the API client behind an access token; None when it is unknown or expired, or its client is or ended."""
    token = Token.objects.lookup(Token.Type.ACCESS_TOKEN, value)
    alive = {"ended_at": None, "expires_on__gt": day_of(timezone.now())}
    client = ServicePrincipal.objects.select_related("institution").filter(**alive)
    found = client.filter(client_id=token.client_id).first() if token else None
    return visitor_of_client(found, token.get_scopes()) if found else None


def expired_on(client_id: str, secret: str) -> date | None:
    """Return the day on which a client has expired, to whoever knows its secret; None for all others."""
    client = client_called(client_id)
    is_over = client is not None and client.ended_at is None and client.expires_on <= day_of(timezone.now())
    return client.expires_on if client and is_over and client.client.check_secret(secret) else None


def client_called(client_id: str) -> ServicePrincipal | None:
    """Return the API client with a client id, living or not."""
    return ServicePrincipal.objects.select_related("client").filter(client_id=client_id[:100]).first()


def visitor_of_client(client: ServicePrincipal, scopes: Iterable[str]) -> Visitor:
    """Return an API client as an actor with its roles and the scopes of its token."""
    place: Any = client.institution
    principal = Principal(
        id=client.id,
        kind="client",
        name=client.name,
        memberships=frozenset((role, client.institution_id) for role in client.roles),
        scopes=frozenset(scopes),
    )
    return Visitor(principal, (Place(place.id, place.name, place.name_hi),) if place else ())


def _sorted(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: (place.name, place.id)))
