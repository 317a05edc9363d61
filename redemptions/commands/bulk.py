"""Redeeming in bulk: the rows of an institution's file, each by the learner's request or consent."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from identity.principals import APPROVER, REGISTRAR, Principal
from institutions.queries import require_active
from learners.queries import holds_consent
from ledger.acts import Writer, day_of
from ledger.commands.once import once
from ledger.refusals import InvalidInput
from redemptions.commands.settling import Claim, Settling, settle
from redemptions.commands.shapes import RedemptionItem, RedemptionOutcome, refused
from redemptions.queries.bulk import Request, standing_of, waiting_requests
from redemptions.queries.goals import Goal, goals

CONSENT = "institution-redeems"
KEY_LENGTH = 90


def redeem_credits(
    *,
    actor: Principal,
    institution_id: UUID,
    items: Sequence[RedemptionItem],
    at: datetime,
    batch_id: UUID | None = None,
    idempotency_key: str,
) -> list[RedemptionOutcome]:
    """Redeem credits of many learners towards an institution's programmes; return what became of each row, in order.

    An approver or registrar of the institution may, and not while it is suspended. A row answers the learner's
    waiting request for that programme; without one it needs the learner's consent to be redeemed for. Refused, while
    the others go on: unclaimed accounts, credits of one's own, programmes that are closed or another's, and
    lots that are gone, expired, or beyond a cap of the programme as measured in this transaction. Credits are
    whole lots in hundredths (UGC ABC Regulations 2021: the learner asks, the accepting institution decides).
    """
    actor.require(APPROVER, REGISTRAR, institution_id=institution_id)
    _check_keys(items, idempotency_key)
    request = {"institution": institution_id, "items": _digest(items), "batch": batch_id}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return [RedemptionOutcome.from_json(stored) for stored in slot.answer]
        require_active(institution_id)
        bench = _Bench(actor, institution_id, items, at)
        settling = Settling(Writer(actor.id, actor.kind), at, idempotency_key, slot.digest, batch_id)
        outcomes = _settle_sound(bench, items, settling)
        slot.answer = [outcome.to_json() for outcome in outcomes]
    return outcomes


def _settle_sound(bench: "_Bench", items: Sequence[RedemptionItem], settling: Settling) -> list[RedemptionOutcome]:
    """Redeem the rows that are in order and put their outcomes among those that aren't."""
    verdicts = [bench.verdict(item) for item in items]
    settled = iter(settle([verdict for verdict in verdicts if isinstance(verdict, Claim)], settling))
    return [next(settled) if isinstance(verdict, Claim) else verdict for verdict in verdicts]


def _check_keys(items: Sequence[RedemptionItem], idempotency_key: str) -> None:
    if len({item.key for item in items}) != len(items):
        raise InvalidInput("Every row of a request needs a key of its own.", field="key")
    if max((len(item.key) for item in items), default=0) > KEY_LENGTH or len(idempotency_key) > KEY_LENGTH:
        raise InvalidInput(f"Keys have at most {KEY_LENGTH} characters.", field="key")


def _digest(items: Sequence[RedemptionItem]) -> str:
    """Return SHA-256 of all that the rows say."""
    rows = (f"{i.key}\x1f{i.holding_id}\x1f{i.learner_id}\x1f{i.programme_id}\x1f{_named(i.award_ids)}" for i in items)
    return hashlib.sha256("\x1e".join(rows).encode()).hexdigest()


def _named(award_ids: tuple[UUID, ...] | None) -> str:
    return "plan" if award_ids is None else ",".join(str(award_id) for award_id in award_ids)


@dataclass(slots=True)
class _Bench:
    """What the rows of one request are measured against, read once for all of them."""

    actor: Principal
    institution_id: UUID
    at: datetime
    goals: dict[UUID, Goal]
    claimed: dict[UUID, tuple[UUID, bool]]
    requests: dict[tuple[UUID, UUID], Request]
    consenting: set[UUID]

    def __init__(self, actor: Principal, institution_id: UUID, items: Sequence[RedemptionItem], at: datetime) -> None:
        self.actor, self.institution_id, self.at = actor, institution_id, at
        self.goals = goals(item.programme_id for item in items)
        self.claimed = standing_of(item.learner_id for item in items)
        self.requests = waiting_requests({(item.holding_id, item.programme_id) for item in items})
        asking = [i.learner_id for i in items if (i.holding_id, i.programme_id) not in self.requests]
        self.consenting = holds_consent(asking, CONSENT, institution_id, day_of(at)) if asking else set()

    def verdict(self, item: RedemptionItem) -> Claim | RedemptionOutcome:
        """Return the claim that a row makes, or why it may not."""
        goal = self.goals.get(item.programme_id)
        if goal is None or goal.institution_id != self.institution_id:
            return refused("programme-not-yours", gettext("This programme is not one of your institution."))
        if not goal.is_open(self.at):
            return refused("programme-closed", gettext("This programme is closed."))
        if refusal := self._about_learner(item):
            return refusal
        request = self.requests.pop((item.holding_id, item.programme_id), None)
        if request is None:
            return self._by_consent(item, goal)
        if item.award_ids is not None and frozenset(item.award_ids) != request.award_ids:
            told = gettext("The learner asked for other awards than this row names. Name those, or leave them out.")
            return refused("differs-from-request", told)
        return Claim(item.key, item.holding_id, item.learner_id, goal, request.award_ids, request.redemption_id)

    def _about_learner(self, item: RedemptionItem) -> RedemptionOutcome | None:
        holding_id, is_claimed = self.claimed.get(item.learner_id, (None, False))
        if holding_id != item.holding_id:
            return refused("learner-unknown", gettext("There is no such learner."))
        if item.learner_id == self.actor.learner_id:
            return refused("own-request", gettext("You may not decide about your own credits; ask a colleague."))
        if not is_claimed:
            told = gettext("The learner has not claimed this account yet. Only its owner can let credits be redeemed.")
            return refused("account-unclaimed", told)
        return None

    def _by_consent(self, item: RedemptionItem, goal: Goal) -> Claim | RedemptionOutcome:
        if item.learner_id not in self.consenting:
            told = gettext("The learner has neither asked for this nor consented to it. Ask them to send a request.")
            return refused("consent-missing", told)
        if item.award_ids == ():
            return refused("nothing-to-redeem", gettext("This row names no award."))
        wanted = None if item.award_ids is None else frozenset(item.award_ids)
        return Claim(item.key, item.holding_id, item.learner_id, goal, wanted)
