"""The log of requests: who asked what, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from identity.models import LoggedRequest, ServicePrincipal
from identity.principals import OPERATOR, REGULATOR, Principal
from ledger.acts import BOOK_TIMEZONE


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """Which requests are wanted; `client_id` is a client's id in the bank, `day` is India's."""

    request_id: str = ""
    client_id: UUID | None = None
    status: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with its answer; `name` is the API client's, empty for people."""

    id: int
    request_id: str
    actor_id: UUID
    actor_kind: str
    name: str
    method: str
    path: str
    status: int
    milliseconds: int
    bytes: int | None
    at: datetime


def own_requests(actor: Principal) -> "QuerySet[LoggedRequest]":
    """Return the requests that the actor itself has made; only a regulator may ask."""
    actor.require(REGULATOR)
    return LoggedRequest.objects.filter(actor_id=actor.id)


def requests_for(
    actor: Principal, wanted: RequestFilter, *, limit: int, beyond: int | None = None, oldest_first: bool = False
) -> list[RequestView]:
    """Return requests, newest first (or oldest): all for an operator, those of regulators' systems for a regulator."""
    rows = _seen_by(actor).filter(_conditions(wanted))
    if beyond is not None:
        rows = rows.filter(id__gt=beyond) if oldest_first else rows.filter(id__lt=beyond)
    return _views(list(rows.order_by("id" if oldest_first else "-id")[:limit]))


def clients_seen_by(actor: Principal) -> list[tuple[UUID, str]]:
    """Return the API clients whose requests the actor may see, by name."""
    actor.require(OPERATOR, REGULATOR)
    rows = ServicePrincipal.objects.all() if actor.has(OPERATOR) else _of_regulators()
    return list(rows.order_by("name", "id").values_list("id", "name"))


def _seen_by(actor: Principal) -> "QuerySet[LoggedRequest]":
    actor.require(OPERATOR, REGULATOR)
    if actor.has(OPERATOR):
        return LoggedRequest.objects.all()
    return LoggedRequest.objects.filter(Q(actor_id=actor.id) | Q(actor_id__in=_of_regulators().values("id")))


def _of_regulators() -> "QuerySet[ServicePrincipal]":
    return ServicePrincipal.objects.filter(institution=None, roles__contains=[REGULATOR])


def _conditions(wanted: RequestFilter) -> Q:
    found = Q()
    if wanted.request_id:
        found &= Q(request_id=wanted.request_id)
    if wanted.client_id:
        found &= Q(actor_id=wanted.client_id)
    if wanted.status in ("2", "3", "4", "5"):
        found &= Q(status__gte=int(wanted.status) * 100, status__lt=int(wanted.status) * 100 + 100)
    if wanted.day and wanted.day.year < 9999:
        start = datetime.combine(wanted.day, time.min, tzinfo=BOOK_TIMEZONE)
        found &= Q(at__gte=start, at__lt=start + timedelta(days=1))
    return found


def _views(rows: Sequence[LoggedRequest]) -> list[RequestView]:
    names = dict(ServicePrincipal.objects.filter(id__in={row.actor_id for row in rows}).values_list("id", "name"))
    return [
        RequestView(
            row.id, row.request_id, row.actor_id, row.actor_kind, names.get(row.actor_id, ""), row.method, row.path,
            row.status, row.milliseconds, row.bytes, row.at,
        )
        for row in rows
    ]  # fmt: skip
