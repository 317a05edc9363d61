"""The learner's home: balance and where it came from, levels, the next exit, what needs attention."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from credentials.dates import years_after
from credentials.queries.passbook import PassbookLine, passbook
from credentials.queries.revoked import recent_revocations
from ledger.acts import REDEEM, day_of
from ledger.ncrf import CURRENT_LEVELS, Level
from redemptions.queries.attention import Notice, notices
from redemptions.queries.choosing import Prospect, nearest_prospect
from redemptions.queries.holdings import KeptLot, kept_lots
from redemptions.queries.requests import requests_of

ZERO = Decimal("0.00")
NEWEST_LINES = 5
MONTHS = 12


@dataclass(frozen=True, slots=True)
class LevelRow:
    """Credits of one level: available for longer than a year, expiring within one, redeemed."""

    level: Decimal
    available: Decimal
    expiring: Decimal
    redeemed: Decimal

    @property
    def name(self) -> str:
        """Return what stands at the level, an English message id."""
        return CURRENT_LEVELS.names_of(Level.of(self.level))[0]

    @property
    def total(self) -> Decimal:
        """Return all credits of the level."""
        return self.available + self.expiring + self.redeemed


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """The balance at the end of a month (or today)."""

    on: date
    balance: Decimal


@dataclass(frozen=True, slots=True)
class HomeFigures:
    """Everything on the learner's home, from the book."""

    balance: Decimal
    redeemed: Decimal
    hours: Decimal
    institution_count: int
    last_credited_on: date | None
    levels: tuple[LevelRow, ...]
    series: tuple[MonthPoint, ...]
    prospect: Prospect | None
    notices: tuple[Notice, ...]
    newest: tuple[PassbookLine, ...]
    is_new: bool

    @property
    def longest(self) -> Decimal:
        """Return the total of the largest level, the scale of the bars."""
        return max((row.total for row in self.levels), default=ZERO)

    @property
    def balances(self) -> list[Decimal]:
        """Return the balances of the series."""
        return [point.balance for point in self.series]


def home_figures(holding_id: UUID, learner_id: UUID, *, at: datetime) -> HomeFigures:
    """Return the figures of one learner's home; what expired but has not lapsed yet is not counted as available."""
    today = day_of(at)
    lots, lines = kept_lots([holding_id])[holding_id], passbook(holding_id)
    usable = [lot for lot in lots if lot.state.is_held and lot.state.expires_on > today]
    redeemed = [lot for lot in lots if lot.state.kind == REDEEM]
    requests = requests_of(learner_id, at=at)
    earned = [line for line in lines if line.kind == "earned"]
    return HomeFigures(
        balance=_sum(usable),
        redeemed=_sum(redeemed),
        hours=sum((lot.state.hours for lot in usable + redeemed), ZERO),
        institution_count=len({lot.view.issuing_institution_id for lot in usable + redeemed}),
        last_credited_on=earned[0].on if earned else None,
        levels=tuple(_levels(usable, redeemed, today)),
        series=tuple(_series(lines, today)),
        prospect=nearest_prospect(holding_id, lots, at=at, on=today),
        notices=tuple(notices(learner_id, requests, usable, recent_revocations(lines, at=at), at=at)),
        newest=tuple(lines[:NEWEST_LINES]),
        is_new=not lines,
    )


def _sum(lots: Sequence[KeptLot]) -> Decimal:
    return sum((lot.state.credits for lot in lots), ZERO)


def _levels(usable: Sequence[KeptLot], redeemed: Sequence[KeptLot], today: date) -> list[LevelRow]:
    year_end = years_after(today, 1)
    found = sorted({lot.state.level for lot in [*usable, *redeemed]})
    return [
        LevelRow(
            level=level,
            available=_sum([lot for lot in usable if lot.state.level == level and lot.state.expires_on > year_end]),
            expiring=_sum([lot for lot in usable if lot.state.level == level and lot.state.expires_on <= year_end]),
            redeemed=_sum([lot for lot in redeemed if lot.state.level == level]),
        )
        for level in found
    ]


def _series(lines: Sequence[PassbookLine], today: date) -> list[MonthPoint]:
    """Return the balance of the book at the end of each of the last twelve months; lines come newest first."""
    ends = [_month_start(today, back - 1) for back in range(MONTHS - 1, 0, -1)]
    points = []
    for month in ends:
        before = next((line.balance for line in lines if line.on < month), ZERO)
        points.append(MonthPoint(_month_start(month, 1), before))
    return [*points, MonthPoint(today, lines[0].balance if lines else ZERO)]


def _month_start(day: date, back: int) -> date:
    """Return the first day of the month so many months before."""
    month = day.year * 12 + day.month - 1 - back
    return date(month // 12, month % 12 + 1, 1)
