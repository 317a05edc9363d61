"""Deciding requests: the accepting institution's yes or no to each, one or many at once."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from identity.principals import APPROVER, REGISTRAR, Principal
from institutions.queries import require_active
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import derived_key, once
from ledger.commands.record import record
from ledger.refusals import InvalidInput, NotFound
from redemptions.commands.settling import Claim, Settling, settle
from redemptions.commands.shapes import (
    APPROVED,
    NOT_DECIDED,
    REDEEMED,
    REFUSED,
    DecisionInput,
    DecisionOutcome,
    OwnRequest,
    RedemptionOutcome,
)
from redemptions.models import Decision, Redemption, Waiting
from redemptions.queries.goals import goals

SHORTEST, LONGEST = 10, 1000
ROOM_FOR_KEY = 160
REASON_CODES = frozenset(Decision.Reason.values)


def decide_redemptions(
    *, actor: Principal, decisions: Sequence[DecisionInput], at: datetime, idempotency_key: str
) -> list[DecisionOutcome]:
    """Approve or refuse waiting requests; return what became of each, in order.

    An approver or registrar of the programme's institution may, never about credits of their own, and not while
    the institution is suspended. An approval measures expiry and every cap again in this transaction: a
    request that no longer fits is not decided and says why, and the others go on. A refusal needs a
    reason code and a reason in words (UGC ABC Regulations 2021: every refusal carries its reason).
    """
    _check(decisions)
    request = [[d.redemption_id, d.approved, d.reason_code, d.reason] for d in decisions]
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return [DecisionOutcome.from_json(stored) for stored in slot.answer]
        rows = _requests(actor, [decision.redemption_id for decision in decisions])
        waiting = lock_waiting(rows)
        settling = Settling(Writer(actor.id, actor.kind), at, _root(idempotency_key), slot.digest)
        open_now = [decision for decision in decisions if decision.redemption_id in waiting]
        ended = _approve([rows[d.redemption_id] for d in open_now if d.approved], settling)
        ended |= _refuse([(rows[d.redemption_id], d) for d in open_now if not d.approved], settling)
        outcomes = [ended.get(decision.redemption_id) or _too_late(decision) for decision in decisions]
        slot.answer = [outcome.to_json() for outcome in outcomes]
    return outcomes


def _root(key: str) -> str:
    """Return what the keys of entries begin with: the key itself where a request's id still fits behind it."""
    return key if len(key) <= ROOM_FOR_KEY else hashlib.sha256(key.encode()).hexdigest()


def lock_waiting(redemption_ids: Iterable[UUID]) -> set[UUID]:
    """Keep the waiting requests among these from everybody else until the commit, in sorted order; return them."""
    rows = Waiting.objects.select_for_update().filter(redemption_id__in=list(redemption_ids))
    return set(rows.order_by("redemption_id").values_list("redemption_id", flat=True))


def _check(decisions: Sequence[DecisionInput]) -> None:
    if len({decision.redemption_id for decision in decisions}) != len(decisions):
        raise InvalidInput("A request can be decided once only; it is named twice.", field="redemption_id")
    for decision in decisions:
        if decision.approved:
            continue
        if decision.reason_code not in REASON_CODES:
            seen, known = decision.reason_code[:40], ", ".join(sorted(REASON_CODES))
            raise InvalidInput(f"The reason code is {seen!r}; expected one of {known}.", field="reason_code")
        if not SHORTEST <= len(decision.reason.strip()) <= LONGEST:
            told = gettext("Say why in %(shortest)s to %(longest)s characters; the learner will read it.")
            raise InvalidInput(told % {"shortest": SHORTEST, "longest": LONGEST}, field="reason")


def _requests(actor: Principal, redemption_ids: Sequence[UUID]) -> dict[UUID, Redemption]:
    """Return the requests, when all of them are the actor's to decide."""
    found = Redemption.objects.select_related("programme").filter(id__in=redemption_ids).in_bulk()
    places = {row.programme.institution_id for row in found.values()}
    if len(found) < len(redemption_ids) or not (places <= actor.institutions() or actor.kind == "system"):
        raise NotFound("There is no such request at your institution.")
    for place in sorted(places):
        actor.require(APPROVER, REGISTRAR, institution_id=place)
        require_active(place)
    if any(actor.id == row.asked_by_id or actor.learner_id == row.learner_id for row in found.values()):
        raise OwnRequest
    return found


def _approve(requests: Sequence[Redemption], settling: Settling) -> dict[UUID, DecisionOutcome]:
    if not requests:
        return {}
    known = goals(row.programme_id for row in requests)
    lots = _lots_of(row.id for row in requests)
    claims = [
        Claim(row.id.hex, row.holding_id, row.learner_id, known[row.programme_id], frozenset(lots[row.id]), row.id)
        for row in requests
    ]
    settled = zip(requests, settle(claims, settling), strict=True)
    return {row.id: _answer(row.id, outcome) for row, outcome in settled}


def _lots_of(redemption_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    rows = Redemption.objects.filter(id__in=list(redemption_ids)).values_list("id", "lots__lot_id")
    lots: dict[UUID, list[UUID]] = {}
    for redemption_id, lot_id in rows:
        lots.setdefault(redemption_id, []).append(lot_id)
    return lots


def _answer(redemption_id: UUID, outcome: RedemptionOutcome) -> DecisionOutcome:
    if outcome.status == REDEEMED:
        return DecisionOutcome(redemption_id, APPROVED)
    return DecisionOutcome(redemption_id, NOT_DECIDED, outcome.code, outcome.detail)


def _refuse(refusals: Sequence[tuple[Redemption, DecisionInput]], settling: Settling) -> dict[UUID, DecisionOutcome]:
    if not refusals:
        return {}
    acts = [_refusal_act(row, settling) for row, _decision in refusals]
    record(acts, writer=settling.writer)
    Decision.objects.bulk_create(
        Decision(
            redemption_id=row.id, verdict=REFUSED, reason_code=decision.reason_code, reason=decision.reason.strip(),
            decided_by_id=settling.writer.id, decided_at=settling.at, entry_id=act.id, holding_id=row.holding_id,
            programme_id=row.programme_id,
        )
        for (row, decision), act in zip(refusals, acts, strict=True)
    )  # fmt: skip
    Waiting.objects.filter(redemption_id__in=[row.id for row, _decision in refusals]).delete()
    return {row.id: DecisionOutcome(row.id, REFUSED) for row, _decision in refusals}


def _refusal_act(row: Redemption, settling: Settling) -> Act:
    return Act(
        kind=ACT, narration="redemption-refused", happened_at=settling.at,
        key=derived_key(settling.idempotency_key, row.id.hex), request_digest=settling.digest,
        institution_id=row.programme.institution_id, subject_id=row.id,
    )  # fmt: skip


def _too_late(decision: DecisionInput) -> DecisionOutcome:
    told = gettext("This request has already been decided or withdrawn.")
    return DecisionOutcome(decision.redemption_id, NOT_DECIDED, "request-already-ended", told)
