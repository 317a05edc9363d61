"""The book as a regulator reads it: entries and the conservation of credits, with institutions by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from identity.principals import REGULATOR, Principal
from institutions.queries.institutions import institution_names, institution_of, institutions_by_account
from ledger.queries.entries import EntryFilter, EntryView, entries, entry_of
from ledger.queries.totals import GROUPS, TotalLine, totals, unfolded_count
from ledger.refusals import Refusal

MAX_LINES = 10_000


class TooManyTotals(Refusal):
    """The totals asked for are more than one answer holds."""

    code = "too-many-totals"
    title = "Ask for fewer totals at once"
    status = 422


@dataclass(frozen=True, slots=True)
class ConservationLine:
    """Credits by what became of them: held = deposited - redeemed + reinstated - lapsed - revoked."""

    institution_id: UUID | None
    institution_name: str
    total: TotalLine


def may_inspect(actor: Principal) -> None:
    """Refuse everybody but a regulator: a person with the role, or a client of the bank with it."""
    actor.require(REGULATOR)


def entries_for(
    actor: Principal, wanted: EntryFilter, *, limit: int, beyond: UUID | None = None, oldest_first: bool = False
) -> list[EntryView]:
    """Return entries, newest first; only a regulator may."""
    may_inspect(actor)
    return entries(wanted, limit=limit, beyond=beyond, oldest_first=oldest_first)


def entry_for(actor: Principal, entry_id: UUID) -> EntryView:
    """Return one entry; only a regulator may."""
    may_inspect(actor)
    return entry_of(entry_id)


def conservation(
    actor: Principal,
    *,
    by: Iterable[str] = ("institution",),
    institution_id: UUID | None = None,
    level: Decimal | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[ConservationLine]:
    """Return totals by any of institution, level, day, as folded so far; refuses more lines than an answer holds."""
    may_inspect(actor)
    groups = ["account_id" if name == "institution" else name for name in by]
    accounts = None if institution_id is None else [institution_of(institution_id).account_id]
    lines = totals(by=groups, account_ids=accounts, level=level, since=since, until=until)
    if len(lines) > MAX_LINES:
        raise TooManyTotals(
            f"These are {len(lines)} lines; expected up to {MAX_LINES}. Name a shorter time.", field="by"
        )
    owners = institutions_by_account({line.account_id for line in lines if line.account_id})
    found = [(owners.get(line.account_id) if line.account_id else None, line) for line in lines]
    named = [ConservationLine(owner.id if owner else None, owner.name if owner else "", line) for owner, line in found]
    return sorted(named, key=_order)


def waiting_count() -> int:
    """Return how many entries the totals do not contain yet."""
    return unfolded_count()


def names_of(found: Iterable[EntryView]) -> dict[UUID, str]:
    """Return the names of the institutions that entries mention."""
    return institution_names({entry.institution_id for entry in found if entry.institution_id})


def _order(line: ConservationLine) -> tuple[object, ...]:
    total = line.total
    return (line.institution_name, str(line.institution_id), total.level or 0, total.day or date.min)


__all__ = [
    "GROUPS", "ConservationLine", "EntryFilter", "EntryView", "TooManyTotals", "conservation", "entries_for",
    "entry_for", "names_of", "waiting_count",
]  # fmt: skip
