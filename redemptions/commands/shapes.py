"""What the redemption commands take and answer, and the refusals they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from ledger.refusals import NotPermitted, Refusal

APPROVED, REFUSED, WITHDRAWN, REDEEMED, NOT_DECIDED = "approved", "refused", "withdrawn", "redeemed", "not-decided"


class OwnRequest(NotPermitted):
    """Nobody decides about credits of their own."""

    code = "own-request"
    title = gettext_lazy("You may not decide about your own credits; ask a colleague")


class NothingToRedeem(Refusal):
    """The plan chose no lot; the reason of each stands in `errors`."""

    code = "nothing-to-redeem"
    title = gettext_lazy("None of the credits can go towards this programme")


class NotEligible(Refusal):
    """An award that was asked for can't go: each reason stands in `errors`."""

    code = "award-not-eligible"
    title = gettext_lazy("Some of the credits you chose can't go towards this programme")


class RequestAlreadyEnded(Refusal):
    """The request was decided or withdrawn before."""

    code = "request-already-ended"
    title = gettext_lazy("This request has already been decided or withdrawn")


class RedemptionsBusy(Refusal):
    """Others keep redeeming the same credits at this moment."""

    code = "credits-being-redeemed"
    title = gettext_lazy("Others are redeeming the same credits at this moment; ask again")


@dataclass(frozen=True, slots=True)
class DecisionInput:
    """The institution's answer to one request; a refusal needs a reason code and a reason in words."""

    redemption_id: UUID
    approved: bool
    reason_code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DecisionOutcome:
    """What became of one decision: approved, refused, or not-decided (then code and detail say why)."""

    redemption_id: UUID
    status: str
    code: str = ""
    detail: str = ""

    def to_json(self) -> list[str]:
        """Return the short form kept with the receipt."""
        return [self.redemption_id.hex, self.status, self.code, self.detail]

    @classmethod
    def from_json(cls, stored: Sequence[Any]) -> "DecisionOutcome":
        """Read back what `to_json` wrote."""
        name, status, code, detail = stored
        return cls(UUID(name), status, code, detail)


@dataclass(frozen=True, slots=True)
class RedemptionItem:
    """One row of a bulk redemption: the named awards, or what the plan chooses; `key` is unique within the request."""

    holding_id: UUID
    learner_id: UUID
    programme_id: UUID
    award_ids: tuple[UUID, ...] | None
    key: str


@dataclass(frozen=True, slots=True)
class RedemptionOutcome:
    """What became of one row: redeemed (with its credits and lots) or refused (code and detail say why)."""

    redemption_id: UUID | None
    status: str
    code: str = ""
    detail: str = ""
    credits: Decimal = Decimal(0)
    lot_ids: tuple[UUID, ...] = ()

    def to_json(self) -> list[Any]:
        """Return the short form kept with the receipt."""
        name = "" if self.redemption_id is None else self.redemption_id.hex
        return [name, self.status, self.code, self.detail, str(self.credits), [lot.hex for lot in self.lot_ids]]

    @classmethod
    def from_json(cls, stored: Sequence[Any]) -> "RedemptionOutcome":
        """Read back what `to_json` wrote."""
        name, status, code, detail, credits, lots = stored
        return cls(
            UUID(name) if name else None, status, code, detail, Decimal(credits), tuple(UUID(lot) for lot in lots)
        )


def refused(code: str, detail: str) -> RedemptionOutcome:
    """Return the outcome of a row that was not redeemed."""
    return RedemptionOutcome(None, REFUSED, code, detail)
