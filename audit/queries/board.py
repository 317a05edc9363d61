"""The integrity board: where the log stands, what the nation holds, and whether two ways of counting agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from audit.queries.as_of import book_state, closed_size, totals_at
from audit.queries.book import ConservationLine, conservation, may_inspect, waiting_count
from audit.queries.log import LogState, log_state
from identity.principals import Principal
from ledger.queries.growth import Day, leaves_by_day
from ledger.queries.log import Alarm, alarms

FIGURES = ("deposited", "redeemed", "reinstated", "lapsed", "revoked", "held")
SOON = timedelta(seconds=10)
"""An entry that waits longer is late: the sequencer comes every two seconds."""
DAYS = 14
AT_ONCE = 10_000
"""How many leaves beyond the last closing the board adds up each time it is looked at: a sixth of a second."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Where the log stands at a moment; `code` is sealed, waiting, late, alarm or empty."""

    state: LogState
    at: datetime

    @property
    def delay(self) -> timedelta | None:
        """How long the oldest waiting entry waits."""
        oldest = self.state.waiting.oldest_at
        return None if oldest is None else max(self.at - oldest, timedelta(0))

    @property
    def code(self) -> str:
        """How the log is."""
        if self.state.codes:
            return "alarm"
        if self.delay is not None:
            return "late" if self.delay > SOON else "waiting"
        return "sealed" if self.state.shown else "empty"


@dataclass(frozen=True, slots=True)
class BoardLine:
    """An institution's totals, and whether they are conserved in the log so far (None: not in it yet)."""

    line: ConservationLine
    conserved: bool | None


@dataclass(frozen=True, slots=True)
class Board:
    """The conservation of credits: by institution, of the nation, and how much of the log the check covers."""

    lines: Sequence[BoardLine]
    nation: dict[str, Decimal]
    unfolded: int
    checked_size: int

    @property
    def is_conserved(self) -> bool:
        """Whether every line that was checked is conserved."""
        return all(line.conserved is not False for line in self.lines)


def seal_of(actor: Principal, *, at: datetime) -> Seal:
    """Return where the log stands; only a regulator may."""
    return Seal(log_state(actor), at)


def board_of(actor: Principal) -> Board:
    """Return the conservation of credits; only a regulator may."""
    lines = conservation(actor)
    closed, newest = closed_size(), book_state().size
    size = newest if newest - closed <= AT_ONCE else closed
    counted = totals_at(size, closed=closed)
    checked = {line.total.account_id: line.held == line.total.held for line in counted}
    nation = {name: sum((getattr(line.total, name) for line in lines), Decimal(0)) for name in FIGURES}
    found = [BoardLine(line, checked.get(line.total.account_id)) for line in lines]
    return Board(found, nation, waiting_count(), size)


def growth_of(actor: Principal, *, until: date) -> list[Day]:
    """Return the leaves sealed on each of the last days; only a regulator may."""
    may_inspect(actor)
    return leaves_by_day(until=until, days=DAYS)


def past_alarms(actor: Principal) -> list[Alarm]:
    """Return the alarms that are over, newest first; only a regulator may."""
    may_inspect(actor)
    return alarms(ended=True)
