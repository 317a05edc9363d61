"""Revoking awards: their credits leave the learner's account for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from credentials.commands.award_shapes import REVOKED, UNCHANGED, AwardOutcome, refused
from credentials.models import Award, Revocation
from credentials.reasons import LONGEST, REASON_CODES, SHORTEST
from identity.principals import APPROVER, REGISTRAR, Principal
from institutions.queries import require_active
from ledger.acts import LAPSE, REDEEM, Act, Move, Writer
from ledger.acts import REVOKE as REVOKE_LOT
from ledger.commands.accounts import REVOKED_ACCOUNT
from ledger.commands.once import Slot, derived_key, once
from ledger.commands.record import CreditsNotAvailable, record
from ledger.queries.custody import LotState, states_of
from ledger.refusals import InvalidInput, Refusal

LOOKS = 5
"""How often a look at the lots is repeated when a redemption or a lapse came in between."""
GONE = {
    REDEEM: (
        "credits-already-redeemed",
        "These credits have been redeemed. Ask the institution that accepted them to reverse the redemption first.",
    ),
    LAPSE: ("credits-lapsed", "These credits have lapsed; there is nothing left to revoke."),
}


class AwardsBeingMoved(Refusal):
    """Redemptions or lapses of the same credits kept coming in between; nothing was revoked."""

    code = "awards-being-moved"
    title = "These credits are being moved at this moment"


@dataclass(frozen=True, slots=True)
class RevocationItem:
    """One award to be revoked, with a code and an explanation that its learner will read."""

    award_id: UUID
    reason_code: str
    reason: str


def revoke_awards(
    *, actor: Principal, institution_id: UUID, items: Sequence[RevocationItem], at: datetime, idempotency_key: str
) -> list[AwardOutcome]:
    """Revoke awards of one institution, each with its reason; return what became of each, in order.

    An approver or registrar of the institution may, and not while it is suspended. An award that is revoked
    already stays unchanged; one whose credits were redeemed or have lapsed, or that is not this institution's,
    is refused and the others go on. Of an award that is named twice the first reason is kept.
    """
    actor.require(APPROVER, REGISTRAR, institution_id=institution_id)
    for item in items:
        _check_reason(item)
    said = [[item.award_id, item.reason_code, item.reason] for item in items]
    with once(actor.id, idempotency_key, {"institution": institution_id, "revoke": said}) as slot:
        if slot.replayed:
            return [AwardOutcome.from_json(stored) for stored in slot.answer]
        require_active(institution_id)
        awards = _lock(institution_id, [item.award_id for item in items])
        outcomes = _settle(items, awards, actor=actor, at=at, key=idempotency_key, slot=slot)
        slot.answer = [outcome.to_json() for outcome in outcomes]
    return outcomes


def _check_reason(item: RevocationItem) -> None:
    if item.reason_code not in REASON_CODES:
        known = ", ".join(REASON_CODES)
        raise InvalidInput(
            f"The reason code is {item.reason_code[:40]!r}; expected one of {known}.", field="reason_code"
        )
    if not SHORTEST <= len(item.reason.strip()) <= LONGEST:
        raise InvalidInput(
            _("Say why in %(shortest)s to %(longest)s characters; the learner will read it.")
            % {"shortest": SHORTEST, "longest": LONGEST},
            field="reason",
        )


def _lock(institution_id: UUID, award_ids: Sequence[UUID]) -> dict[UUID, Award]:
    """Hold the awards until the end, so that two revocations of one award follow each other."""
    rows = Award.objects.filter(institution_id=institution_id, id__in=set(award_ids))
    return {award.id: award for award in rows.select_for_update(no_key=True).order_by("holding_id", "id")}


def _settle(
    items: Sequence[RevocationItem], awards: dict[UUID, Award], *, actor: Principal, at: datetime, key: str, slot: Slot
) -> list[AwardOutcome]:
    """Decide by where the lots are and write; look again when some moved between the look and the writing."""
    for _look in range(LOOKS):
        states = states_of([(award.holding_id, award.id) for award in awards.values()])
        outcomes = _outcomes([item.award_id for item in items], awards, states)
        going = {one.award_id for one in outcomes if one.status == REVOKED and one.award_id}
        acts = {name: _act(awards[name], at, key, slot) for name in sorted(going)}
        try:
            record(list(acts.values()), writer=Writer(actor.id, actor.kind), states=states)
        except CreditsNotAvailable:
            continue
        _keep({item.award_id: item for item in reversed(items)}, acts, actor, at)
        return outcomes
    raise AwardsBeingMoved("Some of these credits are being redeemed at this moment. Try again in a moment.")


def _keep(items: dict[UUID, RevocationItem], acts: dict[UUID, Act], actor: Principal, at: datetime) -> None:
    """Write down of each act who revoked and why."""
    Revocation.objects.bulk_create(
        Revocation(
            holding_id=act.holding_id, award_id=award_id, entry_id=act.id, reason_code=items[award_id].reason_code,
            reason=items[award_id].reason.strip(), revoked_by_id=actor.id, revoked_at=at,
        )
        for award_id, act in acts.items()
    )  # fmt: skip


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
