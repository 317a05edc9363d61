"""Totals of the nation and its institutions, as folded so far, and the law they obey."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from ledger.acts import DEPOSIT, LAPSE, REDEEM, REINSTATE, REVOKE
from ledger.models import Total, UnfoldedEntry


@dataclass(frozen=True, slots=True)
class TotalLine:
    """Credits of one issuing account, level and day (or of any group of them), by what happened to them."""

    account_id: UUID | None
    level: Decimal | None
    day: date | None
    deposited: Decimal
    redeemed: Decimal
    reinstated: Decimal
    lapsed: Decimal
    revoked: Decimal
    lot_count: int

    @property
    def held(self) -> Decimal:
        """What is left with learners: deposited = held + redeemed - reinstated + lapsed + revoked."""
        return self.deposited - self.redeemed + self.reinstated - self.lapsed - self.revoked


GROUPS = ("account_id", "level", "day")


def totals(
    *,
    by: Iterable[str] = ("account_id",),
    account_ids: Iterable[UUID] | None = None,
    level: Decimal | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[TotalLine]:
    """Return totals grouped by any of account_id, level, day; an empty `by` gives the nation's single line."""
    groups = [name for name in GROUPS if name in set(by)]
    rows = Total.objects.all()
    if account_ids is not None:
        rows = rows.filter(account_id__in=list(account_ids))
    if level is not None:
        rows = rows.filter(level=level)
    if since is not None:
        rows = rows.filter(day__gte=since)
    if until is not None:
        rows = rows.filter(day__lte=until)
    found = rows.values(*groups, "kind").annotate(sum=Sum("credits"), count=Sum("lot_count")).order_by(*groups)
    lines: dict[tuple[object, ...], dict[str, tuple[Decimal, int]]] = {}
    for row in found:
        lines.setdefault(tuple(row[name] for name in groups), {})[row["kind"]] = (row["sum"], row["count"])
    return [line_of(dict(zip(groups, key, strict=True)), kinds) for key, kinds in lines.items()]


def unfolded_count() -> int:
    """Return how many entries the totals do not contain yet."""
    return UnfoldedEntry.objects.count()


def line_of(group: Mapping[str, object], kinds: Mapping[str, tuple[Decimal, int]]) -> TotalLine:
    """Return a group's line from the credits and the number of lots of each kind of transfer."""

    def credits(kind: str) -> Decimal:
        return kinds.get(kind, (Decimal(0), 0))[0]

    return TotalLine(
        account_id=group.get("account_id"),  # type: ignore[arg-type]
        level=group.get("level"),  # type: ignore[arg-type]
        day=group.get("day"),  # type: ignore[arg-type]
        deposited=credits(DEPOSIT),
        redeemed=credits(REDEEM),
        reinstated=credits(REINSTATE),
        lapsed=credits(LAPSE),
        revoked=credits(REVOKE),
        lot_count=kinds.get(DEPOSIT, (Decimal(0), 0))[1],
    )
