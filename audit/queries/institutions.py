"""Institutions as a regulator watches them: volumes, what is rejected, what waits and for how long."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, Sum

from audit.queries.book import may_inspect
from batches.models import Batch, BatchChunk
from identity.principals import Principal
from institutions.queries.institutions import Standing, standing_of, standings
from ledger.queries.latest import last_acts
from ledger.queries.totals import TotalLine, totals
from redemptions.models import Waiting

MOST_CODES = 8
_ZERO = Decimal(0)
NONE = TotalLine(None, None, None, _ZERO, _ZERO, _ZERO, _ZERO, _ZERO, 0)


@dataclass(frozen=True, slots=True)
class Waits:
    """Things that wait: how many, since when the oldest, and how many are past their day."""

    count: int = 0
    since: datetime | None = None
    late_count: int = 0

    def days(self, now: datetime) -> int:
        """Return how many whole days the oldest has waited."""
        return max((now - self.since).days, 0) if self.since else 0


@dataclass(frozen=True, slots=True)
class Watched:
    """One institution with its volumes, rejects, ageing and last act."""

    standing: Standing
    total: TotalLine = NONE
    row_count: int = 0
    rejected_count: int = 0
    files: Waits = Waits()
    requests: Waits = Waits()
    last_act_at: datetime | None = None

    @property
    def id(self) -> UUID:
        """Return the institution's id."""
        return self.standing.institution.id

    @property
    def waiting_since(self) -> datetime | None:
        """Return since when the oldest of files and requests waits."""
        return min((one.since for one in (self.files, self.requests) if one.since), default=None)

    @property
    def rejected_share(self) -> Decimal:
        """Return the share of rows of files that must be mended."""
        return Decimal(self.rejected_count) / self.row_count if self.row_count else Decimal(0)


@dataclass(frozen=True, slots=True)
class Month:
    """What an institution deposited in a month, and what of its credits was redeemed."""

    first_day: date
    awards: int
    deposited: Decimal
    redeemed: Decimal


@dataclass(frozen=True, slots=True)
class InstitutionDetail:
    """One institution in full: by month, and the commonest reasons why rows were rejected."""

    watched: Watched
    months: tuple[Month, ...]
    codes: tuple[tuple[str, int], ...]


def watched_institutions(actor: Principal, *, now: datetime, search: str = "", standing: str = "") -> list[Watched]:
    """Return institutions with their figures, in a fixed number of statements; only a regulator may."""
    may_inspect(actor)
    return _watched(standings(search=search, standing=standing), now)


def watched_institution(actor: Principal, institution_id: UUID, *, now: datetime) -> InstitutionDetail:
    """Return one institution in full; refuses an unknown one. Only a regulator may."""
    may_inspect(actor)
    (watched,) = _watched([standing_of(institution_id)], now)
    return InstitutionDetail(watched, _months(watched.standing.institution.account_id), _codes(institution_id))


def _watched(found: list[Standing], now: datetime) -> list[Watched]:
    one = found[0].institution if len(found) == 1 else None
    only = Q() if one is None else Q(institution_id=one.id)
    lines = {line.account_id: line for line in totals(account_ids=None if one is None else [one.account_id])}
    rows, files = _rows(only), _files(only)
    requests, last = _requests(one.id if one else None, now), last_acts([row.institution.id for row in found])
    return [
        Watched(
            row, lines.get(row.institution.account_id, NONE), *rows.get(row.institution.id, (0, 0)),
            files.get(row.institution.id, Waits()), requests.get(row.institution.id, Waits()),
            last.get(row.institution.id),
        )
        for row in found
    ]  # fmt: skip


def _rows(only: Q) -> dict[UUID, tuple[int, int]]:
    """Count rows of files that were sent in earnest, and those of them that must be mended."""
    batches = Batch.objects.filter(only, dry_run=False).exclude(stage=Batch.Stage.CANCELLED)
    counted = BatchChunk.objects.filter(batch__in=batches).values_list("batch__institution_id").order_by()
    return {owner: counts for owner, *counts in counted.annotate(Sum("row_count"), Sum("error_count"))}  # type: ignore[misc]


def _files(only: Q) -> dict[UUID, Waits]:
    """Count files that are checked and wait for a second person."""
    ready = Batch.objects.filter(only, stage=Batch.Stage.READY, dry_run=False).values_list("institution_id").order_by()
    return {owner: Waits(*counts) for owner, *counts in ready.annotate(Count("id"), Min("read_at"))}


def _requests(institution_id: UUID | None, now: datetime) -> dict[UUID, Waits]:
    """Count requests to redeem that wait for an accepting institution, and those past their day."""
    rows = (
        Waiting.objects.all()
        if institution_id is None
        else Waiting.objects.filter(programme__institution_id=institution_id)
    )
    counted = (
        rows.values_list("programme__institution_id")
        .order_by()
        .annotate(count=Count("pk"), since=Min("redemption__asked_at"), late=Count("pk", filter=Q(decide_by__lt=now)))
    )
    return {owner: Waits(*counts) for owner, *counts in counted}


def _months(account_id: UUID) -> tuple[Month, ...]:
    found: dict[date, list[Any]] = {}
    for line in totals(by=("day",), account_ids=[account_id]):
        if line.day is not None:
            month = found.setdefault(line.day.replace(day=1), [0, Decimal(0), Decimal(0)])
            month[0] += line.lot_count
            month[1] += line.deposited
            month[2] += line.redeemed
    nothing = (0, Decimal(0), Decimal(0))
    return tuple(Month(day, *found.get(day, nothing)) for day in _without_gaps(sorted(found)))


def _without_gaps(months: list[date]) -> Iterator[date]:
    """Yield every month from the first to the last, those without credits too."""
    day = months[0] if months else date.max
    while months and day <= months[-1]:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)


def _codes(institution_id: UUID) -> tuple[tuple[str, int], ...]:
    """Return the commonest problems and warnings of an institution's files."""
    chunks = BatchChunk.objects.filter(batch__institution_id=institution_id, batch__dry_run=False)
    counted: Counter[str] = Counter()
    for codes in chunks.exclude(codes={}).values_list("codes", flat=True):
        counted.update(codes)
    return tuple(counted.most_common(MOST_CODES))


SORTS: dict[str, Callable[[Watched], Any]] = {
    "name": lambda row: row.standing.institution.name.lower(),
    "awards": lambda row: -row.total.lot_count,
    "deposited": lambda row: -row.total.deposited,
    "redeemed": lambda row: -row.total.redeemed,
    "rejected": lambda row: (-row.rejected_share, -row.rejected_count),
    "waiting": lambda row: (row.waiting_since is None, row.waiting_since),
    "late": lambda row: -row.requests.late_count,
    "last": lambda row: (row.last_act_at is None, -(row.last_act_at.timestamp() if row.last_act_at else 0)),
}


def in_order(rows: list[Watched], by: str) -> list[Watched]:
    """Return institutions in one of the orders; an unknown one is by name."""
    return sorted(rows, key=lambda row: (SORTS.get(by, SORTS["name"])(row), SORTS["name"](row), str(row.id)))


__all__ = [
    "SORTS", "InstitutionDetail", "Watched", "in_order", "watched_institution", "watched_institutions",
]  # fmt: skip
