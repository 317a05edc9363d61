"""A learner's lots while a list of redemptions is planned: what one row takes, the next can't have."""

from collections.abc import Iterable
from uuid import UUID

from redemptions.plan_inputs import LotView


class Shelf:
    """The lots of one holding: held, redeemed by account, and gone otherwise."""

    __slots__ = ("gone", "held", "redeemed")

    def __init__(self) -> None:
        self.held: dict[UUID, LotView] = {}
        self.redeemed: dict[UUID, list[LotView]] = {}
        self.gone: dict[UUID, str] = {}

    def put(self, lot: LotView, *, kind: str, account_id: UUID, is_held: bool) -> None:
        """Place a lot where the book has it; `kind` is that of its newest transfer."""
        if is_held:
            self.held[lot.lot_id] = lot
            return
        self.gone[lot.lot_id] = kind
        self.redeemed.setdefault(account_id, []).append(lot)

    def redeem(self, lots: Iterable[LotView], account_id: UUID) -> None:
        """Move lots to a programme's account, as the rows before in the list did."""
        for lot in lots:
            del self.held[lot.lot_id]
            self.put(lot, kind="redeem", account_id=account_id, is_held=False)
