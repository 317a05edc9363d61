"""Who holds which role at a place, and which API clients it has."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from identity.models import Membership, ServicePrincipal
from ledger.acts import day_of

SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role that somebody holds now."""

    membership_id: UUID
    role: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a team."""

    user_id: UUID
    name: str
    email: str
    roles: tuple[RoleHeld, ...]


@dataclass(frozen=True, slots=True)
class ApiClient:
    """A program that acts for a place; its secret is known to nobody."""

    id: UUID
    client_id: str
    name: str
    roles: tuple[str, ...]
    scopes: tuple[str, ...]
    created_at: datetime
    expires_on: date
    ended_at: datetime | None

    @property
    def state(self) -> str:
        """Whether it lives: active, expiring within 30 days, expired, or ended."""
        if self.ended_at is not None:
            return "ended"
        left = (self.expires_on - day_of(timezone.now())).days
        return "expired" if left <= 0 else "expiring" if left <= SOON_DAYS else "active"


def team_of(institution_id: UUID | None) -> list[Member]:
    """Return everybody who holds a role at an institution (or at the bank: None), by name."""
    held = Membership.objects.filter(_at(institution_id), ended_at=None).select_related("user")
    members: dict[UUID, list[Membership]] = {}
    for membership in held.order_by("user__name", "user__email", "since", "id"):
        members.setdefault(membership.user_id, []).append(membership)
    return [_member(rows) for rows in members.values()]


def clients_of(institution_id: UUID | None) -> list[ApiClient]:
    """Return the API clients of an institution (or of the bank: None); living ones first, newest first."""
    rows = ServicePrincipal.objects.filter(_at(institution_id)).select_related("client")
    found = [_client(row) for row in rows.order_by("-created_at", "id")]
    return sorted(found, key=lambda client: client.ended_at is not None)


def _at(institution_id: UUID | None) -> Q:
    """Return the condition "at this institution", or "at the bank" for None."""
    return Q(institution=None) if institution_id is None else Q(institution_id=institution_id)


def _member(rows: list[Membership]) -> Member:
    user = rows[0].user
    roles = tuple(RoleHeld(row.id, row.role, row.since) for row in rows)
    return Member(user.id, user.name, user.email, roles)


def _client(row: ServicePrincipal) -> ApiClient:
    return ApiClient(
        id=row.id, client_id=row.client_id, name=row.name, roles=tuple(row.roles),
        scopes=tuple(row.client.get_scopes()), created_at=row.created_at, expires_on=row.expires_on,
        ended_at=row.ended_at,
    )  # fmt: skip
