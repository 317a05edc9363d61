"""Asking for a redemption, and taking the request back."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext, gettext_lazy

from identity.principals import Principal
from institutions.queries import require_active
from learners.models import Learner
from ledger.acts import ACT, Act, Writer, day_of
from ledger.commands.once import Slot, once
from ledger.commands.record import record
from ledger.refusals import InvalidInput, NotFound, NotPermitted, Refusal
from redemptions.commands.decisions import lock_waiting
from redemptions.commands.settling import REASONS_TOLD, moved_code, reason_of, shelves_of
from redemptions.commands.shapes import WITHDRAWN, NotEligible, NothingToRedeem, RequestAlreadyEnded
from redemptions.models import Decision, Redemption, RedemptionLot, Waiting
from redemptions.plan import Plan
from redemptions.planning import plan_redemption
from redemptions.queries.goals import Goal, goals
from redemptions.shelves import Shelf

MOST_LOTS = 500


class ProgrammeClosed(Refusal):
    """The programme takes no requests any more."""

    code = "programme-closed"
    title = gettext_lazy("This programme no longer takes requests")


class RequestAlreadyWaiting(Refusal):
    """A request of the same learner for the same programme waits already."""

    code = "request-already-waiting"
    title = gettext_lazy(
        "You already have a request waiting for this programme; withdraw it first, or wait for its decision"
    )


def request_redemption(
    *, actor: Principal, programme_id: UUID, award_ids: Collection[UUID] | None, at: datetime, idempotency_key: str
) -> Redemption:
    """Ask a programme's institution to redeem the named awards, or with None what the plan chooses.

    Only the learner may. Nothing moves before the decision, which is due `decision_days` after the request.
    Refuses closed programmes, a second request for the same programme while one waits, and awards
    that the plan turns away today (each with its reason). Rule: UGC ABC Regulations 2021, the learner asks.
    """
    wanted = None if award_ids is None else frozenset(award_ids)
    if wanted is not None and not 1 <= len(wanted) <= MOST_LOTS:
        raise InvalidInput(gettext("Choose at least one award (500 at most)."), field="award_ids")
    request = {"programme": programme_id, "awards": None if wanted is None else sorted(wanted)}
    with once(actor.id, idempotency_key, request) as slot:
        learner = learner_of(actor)
        if slot.replayed:
            return Redemption.objects.get(id=slot.answer["id"])
        goal = _open_goal(programme_id, at)
        shelf = shelves_of([learner.holding_id])[learner.holding_id]
        plan = _plan(goal, shelf, wanted, at)
        row = _write(actor, learner, goal, plan, at, slot, idempotency_key)
        slot.answer = {"id": row.id}
    return row


def withdraw_request(*, actor: Principal, redemption_id: UUID, at: datetime, idempotency_key: str) -> Redemption:
    """Take a waiting request back; only the learner who asked may, and only before it is decided."""
    with once(actor.id, idempotency_key, {"withdraw": redemption_id}) as slot:
        learner = learner_of(actor)
        row = Redemption.objects.select_related("programme").filter(id=redemption_id, learner=learner).first()
        if row is None:
            raise NotFound(gettext("You have no such request."))
        if slot.replayed:
            return row
        if not lock_waiting([row.id]):
            raise RequestAlreadyEnded
        act = _act("redemption-withdrawn", row.programme.institution_id, row.id, at, slot, idempotency_key)
        record([act], writer=Writer(actor.id, actor.kind))
        Decision.objects.create(
            redemption=row, verdict=WITHDRAWN, decided_by_id=actor.id, decided_at=at, entry_id=act.id,
            holding_id=row.holding_id, programme_id=row.programme_id,
        )  # fmt: skip
        Waiting.objects.filter(redemption=row).delete()
        slot.answer = {"id": row.id}
    return row


def learner_of(actor: Principal) -> Learner:
    """Return the account that the actor operates; a claimed one by the rows' own constraint."""
    if actor.learner_id is None:
        raise NotPermitted(gettext("Only a learner with an account can do this."))
    return Learner.objects.get(id=actor.learner_id)


def _open_goal(programme_id: UUID, at: datetime) -> Goal:
    goal = goals([programme_id]).get(programme_id)
    if goal is None:
        raise NotFound(gettext("There is no such programme."), field="programme_id")
    if not goal.is_open(at):
        raise ProgrammeClosed(field="programme_id")
    require_active(goal.institution_id)
    return goal


def _plan(goal: Goal, shelf: Shelf, wanted: frozenset[UUID] | None, at: datetime) -> Plan:
    """Return the plan, when it takes everything that was asked for and at least one lot."""
    plan = plan_redemption(
        lots=shelf.held.values(),
        programme=goal.view,
        already=shelf.redeemed.get(goal.account_id, ()),
        wanted_award_ids=wanted,
        on=day_of(at),
    )
    against = [r for r in plan.rejected if wanted is None or r.award_id in wanted]
    reasons = [_Reason(reason_of(r, shelf), code=moved_code(r, shelf) or r.code) for r in against]
    said = " ".join(reason.detail for reason in reasons[:REASONS_TOLD])
    if wanted is not None and reasons:
        raise NotEligible(said, field="award_ids", errors=reasons)
    if not plan.chosen:
        raise NothingToRedeem(said, errors=reasons)
    return replace(plan, rejected=tuple(r for r in plan.rejected if r.code != "not-asked-for"))


class _Reason(Refusal):
    """Why one award can't go; its code is the plan's."""

    def __init__(self, detail: str, *, code: str) -> None:
        super().__init__(detail or gettext("It can't go."), field="award_ids")
        self.code = code  # type: ignore[misc]


def _write(
    actor: Principal, learner: Learner, goal: Goal, plan: Plan, at: datetime, slot: Slot, key: str
) -> Redemption:
    row = Redemption(
        holding_id=learner.holding_id, learner=learner, programme_id=goal.id, origin=Redemption.Origin.LEARNER,
        asked_by_id=actor.id, asked_at=at, decide_by=at + timedelta(days=goal.decision_days), plan=plan.to_json(),
    )  # fmt: skip
    act = _act("redemption-requested", goal.institution_id, row.id, at, slot, key)
    row.entry_id = act.id
    record([act], writer=Writer(actor.id, actor.kind))
    row.save(force_insert=True)
    RedemptionLot.objects.bulk_create(
        RedemptionLot(redemption=row, lot_id=lot.lot_id, credits=lot.credits) for lot in plan.chosen
    )
    _wait(row)
    return row


def _wait(row: Redemption) -> None:
    try:
        with transaction.atomic():
            Waiting.objects.create(
                redemption=row, holding_id=row.holding_id, programme_id=row.programme_id, decide_by=row.decide_by
            )
    except IntegrityError as error:
        raise RequestAlreadyWaiting(field="programme_id") from error


def _act(narration: str, institution_id: UUID, subject_id: UUID, at: datetime, slot: Slot, key: str) -> Act:
    return Act(
        kind=ACT, narration=narration, happened_at=at, key=key, request_digest=slot.digest,
        institution_id=institution_id, subject_id=subject_id,
    )  # fmt: skip
