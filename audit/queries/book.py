"""The book as a regulator reads it: entries and the conservation of credits, with institutions by name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from audit.queries.as_of import MAX_LINES, BookState, book_state, totals_at
from identity.principals import REGULATOR, Principal
from institutions.queries.institutions import institution_names, institution_of, institutions_by_account
from institutions.queries.programmes import programme_of
from ledger.queries.entries import EntryFilter, EntryView, entries, entry_of, look_ends_at
from ledger.queries.totals import GROUPS, TotalLine, totals, unfolded_count
from ledger.refusals import Refusal


class TooManyTotals(Refusal):
    """The totals asked for are more than one answer holds."""

    code = "too-many-totals"
    title = "Ask for fewer totals at once"
    status = 422


@dataclass(frozen=True, slots=True)
class ConservationLine:
    """Credits by what became of them: held = deposited - redeemed + reinstated - lapsed - revoked.

    `held_counted` is what learners hold as counted from the accounts of each transfer, in a signed state of the book.
    """

    institution_id: UUID | None
    institution_name: str
    total: TotalLine
    held_counted: Decimal | None = None

    @property
    def conserved(self) -> bool | None:
        """Whether the two ways of counting agree; None for totals as folded, which are counted one way only."""
        return None if self.held_counted is None else self.held_counted == self.total.held


def may_inspect(actor: Principal) -> None:
    """Refuse everybody but a regulator: a person with the role, or a client of the bank with it."""
    actor.require(REGULATOR)


def state_for(actor: Principal, *, as_of: datetime | None = None, size: int | None = None) -> BookState:
    """Return the signed state of the book that is asked for, by default the newest; only a regulator may."""
    may_inspect(actor)
    return book_state(as_of=as_of, size=size)


def within(wanted: EntryFilter, state: BookState, programme_id: UUID | None = None) -> EntryFilter:
    """Return the filter within a state of the book and, if one is named, a programme; refuses an unknown one."""
    wanted = replace(wanted, size=state.size)
    if programme_id is None:
        return wanted
    programme = programme_of(programme_id)
    place = wanted.institution_id or programme.institution_id
    return replace(wanted, account_id=programme.account_id, institution_id=place)


def entries_for(
    actor: Principal, wanted: EntryFilter, *, limit: int, beyond: int | None = None, oldest_first: bool = False
) -> list[EntryView]:
    """Return sealed entries in the order of the log, newest first; only a regulator may."""
    may_inspect(actor)
    return entries(wanted, limit=limit, beyond=beyond, oldest_first=oldest_first)


def entry_for(actor: Principal, entry_id: UUID) -> EntryView:
    """Return one entry, sealed or not; only a regulator may."""
    may_inspect(actor)
    return entry_of(entry_id)


def conservation(
    actor: Principal,
    *,
    by: Iterable[str] = ("institution",),
    institution_id: UUID | None = None,
    state: BookState | None = None,
    **days_and_level: Any,
) -> list[ConservationLine]:
    """Return totals by any of institution, level, day: as folded so far, or of a signed state of the book.

    `level`, `since` and `until` narrow them. Refuses more lines than an answer holds.
    """
    may_inspect(actor)
    groups = ["account_id" if name == "institution" else name for name in by]
    accounts = None if institution_id is None else [institution_of(institution_id).account_id]
    wanted: dict[str, Any] = {"by": groups, "account_ids": accounts, **days_and_level}
    if state is None:
        return _named([(line, None) for line in totals(**wanted)])
    return _named([(line.total, line.held) for line in totals_at(state.size, **wanted)])


def waiting_count() -> int:
    """Return how many entries the totals do not contain yet."""
    return unfolded_count()


def names_of(found: Iterable[EntryView]) -> dict[UUID, str]:
    """Return the names of the institutions that entries mention."""
    return institution_names({entry.institution_id for entry in found if entry.institution_id})


def _named(lines: list[tuple[TotalLine, Decimal | None]]) -> list[ConservationLine]:
    if len(lines) > MAX_LINES:
        raise TooManyTotals(
            f"These are {len(lines)} lines; expected up to {MAX_LINES}. Name a shorter time.", field="by"
        )
    owners = institutions_by_account({line.account_id for line, _ in lines if line.account_id})
    found = [(owners.get(line.account_id) if line.account_id else None, line, held) for line, held in lines]
    named = [
        ConservationLine(owner.id if owner else None, owner.name if owner else "", line, held)
        for owner, line, held in found
    ]
    return sorted(named, key=_order)


def _order(line: ConservationLine) -> tuple[object, ...]:
    total = line.total
    return (line.institution_name, str(line.institution_id), total.level or 0, total.day or date.min)


__all__ = [
    "GROUPS", "BookState", "ConservationLine", "EntryFilter", "EntryView", "TooManyTotals", "conservation",
    "entries_for", "entry_for", "look_ends_at", "names_of", "state_for", "waiting_count", "within",
]  # fmt: skip
