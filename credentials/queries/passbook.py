"""A learner's passbook: every entry with its credits and the balance after it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from credentials.queries.awards import AwardView, award_views
from credentials.references import reference_of
from institutions.models import Programme
from institutions.queries import programmes_by_account
from ledger.acts import DEPOSIT, LAPSE, REDEEM, REINSTATE, REVOKE, day_of
from ledger.queries.statement import StatementLine, statement_of

KINDS = {DEPOSIT: "earned", REDEEM: "redeemed", REINSTATE: "reinstated", LAPSE: "expired", REVOKE: "revoked"}


@dataclass(frozen=True, slots=True)
class PassbookFilters:
    """What of the passbook to show; empty shows all. `kind` is earned, redeemed or expired."""

    kind: str = ""
    level: Decimal | None = None
    institution_id: UUID | None = None
    since: date | None = None
    until: date | None = None

    def admits(self, line: "PassbookLine") -> bool:
        """Tell whether a line is to be shown."""
        return (
            self.kind in ("", line.kind)
            and self.level in (None, *line.levels)
            and (self.institution_id is None or self.institution_id in line.institution_ids)
            and (self.since is None or line.on >= self.since)
            and (self.until is None or line.on <= self.until)
        )


@dataclass(frozen=True, slots=True)
class PassbookLine:
    """One entry: an award, or the awards that moved together; `party` is the institution on the other side."""

    on: date
    kind: str
    title: str
    party: str
    reference: str
    levels: tuple[Decimal, ...]
    hours: Decimal | None
    credits: Decimal
    balance: Decimal
    entry_id: UUID
    awards: tuple[AwardView, ...]
    institution_ids: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def level(self) -> Decimal | None:
        """Return the level, or None when several moved together."""
        return self.levels[0] if len(self.levels) == 1 else None

    @property
    def award_id(self) -> UUID | None:
        """Return the award that the line is of, when it is of one."""
        return self.awards[0].award_id if len(self.awards) == 1 else None


def passbook(holding_id: UUID, filters: PassbookFilters | None = None) -> list[PassbookLine]:
    """Return the lines of a holding, newest first; the balance is that of the whole book, whatever is shown."""
    lines = statement_of(holding_id)
    awards = award_views({(holding_id, line.lot_id) for line in lines})
    programmes = programmes_by_account({line.other_account_id for line in lines if line.kind in (REDEEM, REINSTATE)})
    balance, shown = Decimal("0.00"), []
    for _key, group in groupby(lines, key=lambda line: (line.entry_id, line.kind)):
        moved = list(group)
        balance += sum((line.change for line in moved), Decimal(0))
        shown.append(_line(moved, [awards[line.lot_id] for line in moved], programmes, balance))
    wanted = filters or PassbookFilters()
    return [line for line in reversed(shown) if wanted.admits(line)]


def _line(
    moved: Sequence[StatementLine], awards: Sequence[AwardView], programmes: dict[UUID, Programme], balance: Decimal
) -> PassbookLine:
    first, programme = moved[0], programmes.get(moved[0].other_account_id)
    party = programme.institution if programme else awards[0].institution
    return PassbookLine(
        on=day_of(first.happened_at),
        kind=KINDS[first.kind],
        title=_title(first.kind, awards, programme),
        party=party.local_name,
        reference=reference_of(first.lot_id if len(moved) == 1 and programme is None else first.entry_id),
        levels=tuple(sorted({line.level for line in moved})),
        hours=sum((line.hours for line in moved), Decimal(0)) if first.kind == DEPOSIT else None,
        credits=sum((line.change for line in moved), Decimal(0)),
        balance=balance,
        entry_id=first.entry_id,
        awards=tuple(awards),
        institution_ids=frozenset({party.id, *(award.award.institution_id for award in awards)}),
    )


def _title(kind: str, awards: Sequence[AwardView], programme: Programme | None) -> str:
    if programme is not None:
        words = _("Redeemed to %(programme)s") if kind == REDEEM else _("Returned from %(programme)s")
        return words % {"programme": programme.title}
    title = awards[0].local_title
    if kind == LAPSE:
        return _("Expired: %(title)s") % {"title": title}
    return _("Revoked: %(title)s") % {"title": title} if kind == REVOKE else title
