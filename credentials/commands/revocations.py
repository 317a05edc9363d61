"""Revoking awards: their credits leave the learner's account for good."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from credentials.commands.award_shapes import REVOKED, UNCHANGED, AwardOutcome, refused
from credentials.models import Award, Revocation
from identity.principals import APPROVER, REGISTRAR, Principal
from institutions.queries import require_active
from ledger.acts import LAPSE, REDEEM, Act, Move, Writer
from ledger.acts import REVOKE as REVOKE_LOT
from ledger.commands.accounts import REVOKED_ACCOUNT
from ledger.commands.once import Slot, derived_key, once
from ledger.commands.record import record
from ledger.queries.custody import LotState, states_of
from ledger.refusals import InvalidInput

REASONS = (Revocation.Reason.ERROR, Revocation.Reason.MISCONDUCT, Revocation.Reason.OTHER)
SHORTEST, LONGEST = 10, 1000
GONE = {
    REDEEM: (
        "credits-already-redeemed",
        "These credits have been redeemed. Ask the institution that accepted them to reverse the redemption first.",
    ),
    LAPSE: ("credits-lapsed", "These credits have lapsed; there is nothing left to revoke."),
}


def revoke_awards(
    *,
    actor: Principal,
    institution_id: UUID,
    award_ids: Sequence[UUID],
    reason_code: str,
    reason: str,
    at: datetime,
    idempotency_key: str,
) -> list[AwardOutcome]:
    """Revoke awards of one institution with a reason; return what became of each, in order.

    An approver or registrar of the institution may, and not while it is suspended. An award that is revoked
    already stays unchanged; one whose credits were redeemed or have lapsed, or that is not this institution's,
    is refused and the others go on.
    """
    actor.require(APPROVER, REGISTRAR, institution_id=institution_id)
    _check_reason(reason_code, reason)
    request = {"institution": institution_id, "revoke": award_ids, "code": reason_code, "reason": reason}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return [AwardOutcome.from_json(stored) for stored in slot.answer]
        require_active(institution_id)
        awards = _lock(institution_id, award_ids)
        states = states_of([(award.holding_id, award.id) for award in awards.values()])
        outcomes = _outcomes(award_ids, awards, states)
        going = [awards[name] for name in sorted({o.award_id for o in outcomes if o.status == REVOKED and o.award_id})]
        acts = [_act(award, at, idempotency_key, slot) for award in going]
        record(acts, writer=Writer(actor.id, actor.kind))
        Revocation.objects.bulk_create(
            Revocation(holding_id=award.holding_id, award_id=award.id, entry_id=act.id, reason_code=reason_code,
                       reason=reason.strip(), revoked_by_id=actor.id, revoked_at=at)
            for award, act in zip(going, acts, strict=True)
        )  # fmt: skip
        slot.answer = [outcome.to_json() for outcome in outcomes]
    return outcomes


def _check_reason(reason_code: str, reason: str) -> None:
    if reason_code not in REASONS:
        known = ", ".join(REASONS)
        raise InvalidInput(f"The reason code is {reason_code[:40]!r}; expected one of {known}.", field="reason_code")
    if not SHORTEST <= len(reason.strip()) <= LONGEST:
        raise InvalidInput(
            _("Say why in %(shortest)s to %(longest)s characters; the learner will read it.")
            % {"shortest": SHORTEST, "longest": LONGEST},
            field="reason",
        )


def _lock(institution_id: UUID, award_ids: Sequence[UUID]) -> dict[UUID, Award]:
    """Hold the awards until the end, so that two revocations of one award follow each other."""
    rows = Award.objects.filter(institution_id=institution_id, id__in=set(award_ids))
    return {award.id: award for award in rows.select_for_update(no_key=True).order_by("holding_id", "id")}


def _outcomes(
    award_ids: Sequence[UUID], awards: dict[UUID, Award], states: dict[tuple[UUID, UUID], LotState]
) -> list[AwardOutcome]:
    outcomes: list[AwardOutcome] = []
    for award_id in award_ids:
        award = awards.get(award_id)
        if award is None:
            detail = f"There is no award {award_id} of this institution."
            outcomes.append(refused("award-not-found", detail, award_id=award_id))
            continue
        state = states[award.holding_id, award_id]
        if state.is_held:
            outcomes.append(AwardOutcome(award_id, REVOKED))
        elif state.kind in GONE:
            outcomes.append(refused(*GONE[state.kind], award_id=award_id))
        else:
            outcomes.append(AwardOutcome(award_id, UNCHANGED))
    return outcomes


def _act(award: Award, at: datetime, idempotency_key: str, slot: Slot) -> Act:
    return Act(
        kind=REVOKE_LOT, narration="award-revoked", happened_at=at, key=derived_key(idempotency_key, award.id),
        request_digest=slot.digest, holding_id=award.holding_id, institution_id=award.institution_id,
        subject_id=award.id, moves=(Move(award.id, REVOKED_ACCOUNT),),
    )  # fmt: skip
