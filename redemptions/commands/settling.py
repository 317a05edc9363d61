"""Moving the credits of many redemptions at once: planned against one reading, written in a few statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from ledger.acts import LAPSE, REDEEM, Act, Move, Writer, day_of
from ledger.commands.once import derived_key
from ledger.commands.record import CreditsNotAvailable, record
from ledger.copying import copy_rows
from ledger.identifiers import new_id
from ledger.queries.custody import LotState
from redemptions.caps import CapMeters, CapRules
from redemptions.commands.shapes import APPROVED, REDEEMED, RedemptionOutcome, RedemptionsBusy, refused
from redemptions.exits import Tally
from redemptions.models import Redemption, Waiting
from redemptions.plan import Rejection
from redemptions.plan_inputs import LotView
from redemptions.planning import choose_lots
from redemptions.queries.goals import Goal
from redemptions.queries.holdings import KeptLot, kept_lots
from redemptions.queries.turns import Pair, last_turns
from redemptions.shelves import Shelf

States = dict[tuple[UUID, UUID], LotState]
ATTEMPTS = 4
REASONS_TOLD = 3
REDEMPTION_COLUMNS = (
    "id", "holding_id", "learner_id", "programme_id", "origin", "asked_by_id", "asked_at", "decide_by", "entry_id",
    "batch_id",
)  # fmt: skip
DECISION_COLUMNS = (
    "redemption_id", "verdict", "reason_code", "reason", "decided_by_id", "decided_at", "entry_id", "holding_id",
    "programme_id", "turn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """Credits that are to go to a programme: the awards that were named, all of them, or what the plan chooses.

    `waiting_id` is the request that this answers; without one a redemption is written for it.
    """

    key: str
    holding_id: UUID
    learner_id: UUID
    goal: Goal
    wanted: frozenset[UUID] | None
    waiting_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Settling:
    """What all redemptions of one list have in common."""

    writer: Writer
    at: datetime
    idempotency_key: str
    digest: bytes
    batch_id: UUID | None = None


@dataclass(slots=True)
class Going:
    """A claim that goes: its lots, its turn among the approvals of the pair, and its entry."""

    claim: Claim
    lots: tuple[LotView, ...]
    turn: int
    redemption_id: UUID = field(default_factory=new_id)
    entry_id: UUID = field(default_factory=new_id)

    def __post_init__(self) -> None:
        self.redemption_id = self.claim.waiting_id or self.redemption_id

    def outcome(self) -> RedemptionOutcome:
        """Return what became of the claim."""
        credits = sum((lot.credits for lot in self.lots), Decimal(0))
        return RedemptionOutcome(
            self.redemption_id, REDEEMED, credits=credits, lot_ids=tuple(lot.lot_id for lot in self.lots)
        )


def settle(claims: Sequence[Claim], settling: Settling) -> list[RedemptionOutcome]:
    """Redeem every claim that may go by what the book says now; return what became of each, in order.

    Claims of the same learner see each other in the order of the list. When another transaction is quicker
    (the book's or the turn's constraint says so), everything is read and planned again, which turns the losers away.
    """
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                results, states = _plan(claims, settling)
                _write([result for result in results if isinstance(result, Going)], settling, states)
            return [result.outcome() if isinstance(result, Going) else result for result in results]
        except CreditsNotAvailable:
            continue
        except IntegrityError as error:
            if "decision_in_turn" not in str(error):
                raise
    raise RedemptionsBusy


def shelves_of(holding_ids: Iterable[UUID]) -> dict[UUID, Shelf]:
    """Return where the lots of each holding are."""
    return _shelves(kept_lots(holding_ids))


def _shelves(kept: dict[UUID, list[KeptLot]]) -> dict[UUID, Shelf]:
    shelves = {}
    for holding_id, lots in kept.items():
        shelf = shelves[holding_id] = Shelf()
        for lot in lots:
            state = lot.state
            shelf.put(lot.view, kind=state.kind, account_id=state.account_id, is_held=state.is_held)
    return shelves


def _plan(claims: Sequence[Claim], settling: Settling) -> tuple[list[Going | RedemptionOutcome], States]:
    # Turns are read before the lots: whoever redeems in between takes the turn that this plan will ask for.
    turns = last_turns({(claim.holding_id, claim.goal.id) for claim in claims})
    kept = kept_lots(claim.holding_id for claim in claims)
    shelves = _shelves(kept)
    day = day_of(settling.at)
    rules = {goal.id: CapRules(goal.view, day) for goal in {claim.goal.id: claim.goal for claim in claims}.values()}
    results = [_settled(claim, shelves[claim.holding_id], rules[claim.goal.id], turns, day) for claim in claims]
    return results, {(lot.state.holding_id, lot.state.lot_id): lot.state for lots in kept.values() for lot in lots}


def _settled(
    claim: Claim, shelf: Shelf, rules: CapRules, turns: dict[Pair, int], day: date
) -> Going | RedemptionOutcome:
    already = shelf.redeemed.get(claim.goal.account_id, ())
    tally, meters = Tally.of(already, claim.goal.view), CapMeters(rules, already=already)
    chosen, rejected = choose_lots(
        shelf.held.values(), tally, meters, already=already, wanted_award_ids=claim.wanted, on=day
    )
    if claim.wanted is not None and len(chosen) < len(claim.wanted):
        against = [rejection for rejection in rejected if rejection.award_id in claim.wanted]
        return refused(moved_code(against[0], shelf) or against[0].code, told(against, shelf))
    if not chosen:
        return refused("nothing-to-redeem", told(rejected, shelf) or gettext("There are no credits to redeem."))
    pair = (claim.holding_id, claim.goal.id)
    turns[pair] = turns.get(pair, 0) + 1
    shelf.redeem(chosen, claim.goal.account_id)
    return Going(claim, chosen, turns[pair])


def told(rejections: Sequence[Rejection], shelf: Shelf) -> str:
    """Return the first reasons in words."""
    return " ".join(reason_of(rejection, shelf) for rejection in rejections[:REASONS_TOLD])


def reason_of(rejection: Rejection, shelf: Shelf) -> str:
    """Return why one award stays where it is; what was moved away says so instead of just not being held."""
    if moved_code(rejection, shelf) is None:
        said = rejection.sentence(gettext)
    elif shelf.gone[rejection.award_id] == LAPSE:
        said = gettext("These credits have lapsed.")
    elif shelf.gone[rejection.award_id] == REDEEM:
        said = gettext("These credits have already been redeemed.")
    else:
        said = gettext("The award of these credits was revoked.")
    return said if rejection.lot is None else f"{rejection.lot.title}: {said}"


def moved_code(rejection: Rejection, shelf: Shelf) -> str | None:
    """Return the code of an award that the learner had once, or None."""
    return "credits-already-moved" if rejection.code == "not-held" and rejection.award_id in shelf.gone else None


def _write(goings: Sequence[Going], settling: Settling, states: States) -> None:
    if not goings:
        return
    ordered = sorted(goings, key=lambda going: (going.claim.holding_id, going.claim.goal.id, going.turn))
    record([_act(going, settling) for going in ordered], writer=settling.writer, states=states)
    fresh = [going for going in ordered if going.claim.waiting_id is None]
    copy_rows("redemptions_redemption", REDEMPTION_COLUMNS, (_redemption_row(going, settling) for going in fresh))
    copy_rows(
        "redemptions_redemptionlot",
        ("redemption_id", "lot_id", "credits"),
        ((going.redemption_id, lot.lot_id, lot.credits) for going in fresh for lot in going.lots),
    )
    copy_rows("redemptions_decision", DECISION_COLUMNS, (_decision_row(going, settling) for going in ordered))
    Waiting.objects.filter(redemption_id__in=[g.redemption_id for g in ordered if g.claim.waiting_id]).delete()


def _act(going: Going, settling: Settling) -> Act:
    claim = going.claim
    return Act(
        kind=REDEEM, narration="credits-redeemed", happened_at=settling.at,
        key=derived_key(settling.idempotency_key, claim.key), request_digest=settling.digest,
        holding_id=claim.holding_id, institution_id=claim.goal.institution_id, subject_id=going.redemption_id,
        moves=[Move(lot.lot_id, claim.goal.account_id) for lot in going.lots], id=going.entry_id,
    )  # fmt: skip


def _redemption_row(going: Going, settling: Settling) -> tuple[object, ...]:
    claim, at = going.claim, settling.at
    return (
        going.redemption_id, claim.holding_id, claim.learner_id, claim.goal.id, Redemption.Origin.FILE.value,
        settling.writer.id, at, at, going.entry_id, settling.batch_id,
    )  # fmt: skip


def _decision_row(going: Going, settling: Settling) -> tuple[object, ...]:
    return (
        going.redemption_id, APPROVED, "", "", settling.writer.id, settling.at, going.entry_id,
        going.claim.holding_id, going.claim.goal.id, going.turn,
    )  # fmt: skip
