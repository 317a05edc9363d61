"""What a holding sums up to, read from the book: held, redeemed, lapsed, by level."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger.acts import LAPSE, REDEEM, REVOKE
from ledger.queries.custody import LotState, lots_of

_ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class LevelSum:
    """The credits and hours that are held at one level."""

    level: Decimal
    credits: Decimal
    hours: Decimal
    lot_count: int


@dataclass(frozen=True, slots=True)
class HoldingSum:
    """A holding in figures: deposited = held + redeemed + lapsed + revoked; what has expired can't be redeemed."""

    deposited: Decimal
    held: Decimal
    expired: Decimal
    redeemed: Decimal
    lapsed: Decimal
    revoked: Decimal
    levels: tuple[LevelSum, ...]


def holding_sum(holding_id: UUID, *, on: date) -> HoldingSum:
    """Return the sums of one holding on a day."""
    lots = lots_of([holding_id])
    moved = {kind: _credits(lot for lot in lots if lot.kind == kind) for kind in (REDEEM, LAPSE, REVOKE)}
    held = [lot for lot in lots if lot.is_held]
    return HoldingSum(
        deposited=_credits(lots),
        held=_credits(held),
        expired=_credits(lot for lot in held if lot.expires_on <= on),
        redeemed=moved[REDEEM],
        lapsed=moved[LAPSE],
        revoked=moved[REVOKE],
        levels=_levels(held),
    )


def _levels(held: Iterable[LotState]) -> tuple[LevelSum, ...]:
    by_level: dict[Decimal, list[LotState]] = defaultdict(list)
    for lot in held:
        by_level[lot.level].append(lot)
    return tuple(
        LevelSum(level, _credits(lots), sum((lot.hours for lot in lots), _ZERO), len(lots))
        for level, lots in sorted(by_level.items())
    )


def _credits(lots: Iterable[LotState]) -> Decimal:
    return sum((lot.credits for lot in lots), _ZERO)
