"""Undoing an approved redemption: the institution that redeemed gives the lots back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, gettext_lazy

from identity.principals import APPROVER, REGISTRAR, Principal
from institutions.queries import require_active
from ledger.acts import REINSTATE, Act, Move, Writer
from ledger.commands.once import Slot, once
from ledger.commands.record import CreditsNotAvailable, record
from ledger.refusals import InvalidInput, NotFound, Refusal
from redemptions.commands.decisions import LONGEST, SHORTEST
from redemptions.commands.shapes import APPROVED, OwnRequest
from redemptions.models import Redemption, Reversal


class NotRedeemed(Refusal):
    """Only an approved redemption can be reversed."""

    code = "not-redeemed"
    title = gettext_lazy("This request was not approved, so there is nothing to reverse")


class AlreadyReversed(Refusal):
    """The redemption was reversed before."""

    code = "already-reversed"
    title = gettext_lazy("This redemption has already been reversed")


def reverse_redemption(
    *, actor: Principal, redemption_id: UUID, reason: str, at: datetime, idempotency_key: str
) -> Reversal:
    """Give all lots of an approved redemption back to the learner, with a reason of 10 to 1,000 characters.

    An approver or registrar of the redeeming institution may, never about credits of their own, and not while
    the institution is suspended. Lots that expired meanwhile go back too, and lapse afterwards like any
    other. Rule: redeemed is irrevocable; a correction is an entry of the institution that redeemed, with a reason.
    """
    said = reason.strip()
    if not SHORTEST <= len(said) <= LONGEST:
        told = gettext("Say why in %(shortest)s to %(longest)s characters; the learner will read it.")
        raise InvalidInput(told % {"shortest": SHORTEST, "longest": LONGEST}, field="reason")
    with once(actor.id, idempotency_key, {"reverse": redemption_id, "reason": said}) as slot:
        row = _redemption(actor, redemption_id)
        if slot.replayed:
            return Reversal.objects.get(redemption=row)
        require_active(row.programme.institution_id)
        reversal = _reverse(actor, row, said, at, slot, idempotency_key)
        slot.answer = {"id": row.id}
    return reversal


def _redemption(actor: Principal, redemption_id: UUID) -> Redemption:
    rows = Redemption.objects.select_related("programme", "decision", "reversal")
    row = rows.filter(id=redemption_id).first()
    if row is None or row.programme.institution_id not in actor.institutions():
        raise NotFound(gettext("There is no such request at your institution."))
    actor.require(APPROVER, REGISTRAR, institution_id=row.programme.institution_id)
    if row.learner_id == actor.learner_id:
        raise OwnRequest
    return row


def _reverse(actor: Principal, row: Redemption, reason: str, at: datetime, slot: Slot, key: str) -> Reversal:
    if getattr(row, "decision", None) is None or row.decision.verdict != APPROVED:
        raise NotRedeemed
    if getattr(row, "reversal", None) is not None:
        raise AlreadyReversed
    moves = [Move(lot_id, row.programme.account_id) for lot_id in row.lots.values_list("lot_id", flat=True)]
    act = Act(
        kind=REINSTATE, narration="redemption-reversed", happened_at=at, key=key, request_digest=slot.digest,
        holding_id=row.holding_id, institution_id=row.programme.institution_id, subject_id=row.id, moves=moves,
    )  # fmt: skip
    try:
        record([act], writer=Writer(actor.id, actor.kind))
    except CreditsNotAvailable as race:
        raise AlreadyReversed from race
    return Reversal.objects.create(
        redemption=row, reason=reason, reversed_at=at, reversed_by_id=actor.id, entry_id=act.id
    )
