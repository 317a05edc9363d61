"""The book as it stood: which signed state of the log a reader asks for, and its totals."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Sum

from audit.models import Closing, ClosingLine
from ledger.queries.changes import changes
from ledger.queries.log import checkpoint_at, checkpoint_on, head
from ledger.queries.totals import GROUPS, TotalLine, line_of
from ledger.refusals import Refusal

MAX_LINES = 10_000
MOST_LEAVES = 1_000_000
"""How many leaves one answer adds up beyond the last closing."""
MOST_SUMS = 5 * MAX_LINES + 1
"""So many sums, of at most five kinds for each line, are more lines than an answer holds; more are not read."""


class NoStateThen(Refusal):
    """Nothing was signed at that size, or up to that time."""

    code = "no-checkpoint-then"
    title = "The log has no signed state like this"
    status = 404


class AskedTwice(Refusal):
    """Both a time and a size were given."""

    code = "as-of-or-size"
    title = "Give either a time or a size"
    status = 422


class NotClosedYet(Refusal):
    """Too much was sealed since the book was last added up."""

    code = "not-closed-yet"
    title = "The book is still being added up"
    status = 409


@dataclass(frozen=True, slots=True)
class BookState:
    """A state of the book that was signed: so many leaves, at that time. Before the first it is empty."""

    size: int = 0
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CountedLine:
    """A line of totals, and what learners hold as counted from the accounts of each transfer."""

    total: TotalLine
    held: Decimal


def book_state(*, as_of: datetime | None = None, size: int | None = None) -> BookState:
    """Return the state asked for: the last signed up to a time, the one of a size, or the newest.

    Refuses a time before the first checkpoint, a size at which none was signed, and both at once.
    """
    if as_of is not None and size is not None:
        raise AskedTwice("Saw both as_of and size; expected one of them.", field="size")
    if size is not None:
        found = checkpoint_at(size)
        told = f"No checkpoint was signed at {size} leaves: /api/v1/audit/checkpoints/ lists those that were."
    elif as_of is not None:
        found = checkpoint_on(as_of)
        told = f"The first checkpoint was signed after {as_of.isoformat()}."
    else:
        found, told = head(), ""
    if found is None and told:
        raise NoStateThen(told, field="as_of" if size is None else "size")
    return BookState(found.size, found.signed_at) if found else BookState()


def closed_size(*, up_to: int | None = None) -> int:
    """Return the size of the last closing, up to a size if one is given; 0 before the first."""
    rows = Closing.objects.order_by("-size").values_list("size", flat=True)
    return (rows if up_to is None else rows.filter(size__lte=up_to)).first() or 0


def totals_at(
    size: int,
    *,
    closed: int | None = None,
    by: Iterable[str] = ("account_id",),
    account_ids: Iterable[UUID] | None = None,
    level: Decimal | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[CountedLine]:
    """Return the totals of the log of so many leaves: of the last closing before, and of the leaves since.

    `closed` is that closing's size where it is known.
    Refuses when more leaves than an answer can add up were sealed since the last closing.
    """
    closed = closed_size(up_to=size) if closed is None else closed
    if size - closed > MOST_LEAVES:
        raise NotClosedYet(f"{size - closed} leaves are not added up yet; an answer adds up to {MOST_LEAVES}.")
    groups = [name for name in GROUPS if name in set(by)]
    wanted: dict[str, Any] = {"account_id": None if account_ids is None else set(account_ids), "level": level}
    sums: dict[tuple[Any, ...], _Sum] = defaultdict(_Sum)
    for key, row in _closed(closed, groups, wanted, since, until):
        sums[key].add(row["kind"], row["credits__sum"], row["lot_count__sum"], row["held__sum"])
    for change in changes(closed, size) if size > closed else ():
        in_time = (since is None or change.day >= since) and (until is None or change.day <= until)
        at_level = level is None or change.level == level
        if in_time and at_level and (wanted["account_id"] is None or change.account_id in wanted["account_id"]):
            key = tuple(getattr(change, name) for name in groups)
            sums[key].add(change.kind, change.credits, change.lot_count, change.held)
    return [
        CountedLine(line_of(dict(zip(groups, key, strict=True)), found.kinds), found.held)
        for key, found in sorted(sums.items())
    ]


class _Sum:
    """Credits and lots by kind, and what stayed with learners."""

    def __init__(self) -> None:
        self.kinds: dict[str, tuple[Decimal, int]] = {}
        self.held = Decimal(0)

    def add(self, kind: str, credits: Decimal, lot_count: int, held: Decimal) -> None:
        known = self.kinds.get(kind, (Decimal(0), 0))
        self.kinds[kind] = (known[0] + credits, known[1] + lot_count)
        self.held += held


def _closed(
    size: int, groups: list[str], wanted: dict[str, Any], since: date | None, until: date | None
) -> Iterable[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Yield the sums of all closings up to a size, each with its group."""
    rows = ClosingLine.objects.filter(size__lte=size)
    if wanted["account_id"] is not None:
        rows = rows.filter(account_id__in=wanted["account_id"])
    if wanted["level"] is not None:
        rows = rows.filter(level=wanted["level"])
    if since is not None:
        rows = rows.filter(day__gte=since)
    if until is not None:
        rows = rows.filter(day__lte=until)
    sums = rows.values(*groups, "kind").annotate(Sum("credits"), Sum("lot_count"), Sum("held")).order_by()
    for row in sums[:MOST_SUMS]:
        yield tuple(row[name] for name in groups), row
