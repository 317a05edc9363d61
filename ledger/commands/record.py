"""The one way into the book: a list of acts becomes entries, lots and transfers in one transaction."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from ledger.acts import DEPOSIT, LAPSE, REDEEM, REINSTATE, Act, Writer, day_of
from ledger.copying import copy_rows
from ledger.queries.custody import LotState, states_of
from ledger.refusals import Refusal

ENTRY_COLUMNS = (
    "holding_id", "id", "kind", "narration", "actor_id", "actor_kind", "institution_id", "subject_id",
    "happened_at", "idempotency_scope", "idempotency_key", "request_digest", "payload_digest",
)  # fmt: skip
LOT_COLUMNS = (
    "holding_id", "id", "entry_id", "issuing_account_id", "level", "credits", "hours", "rule_set",
    "rule_set_version", "earned_on", "expires_on",
)  # fmt: skip
TRANSFER_COLUMNS = ("holding_id", "lot_id", "sequence", "kind", "entry_id", "from_account_id", "to_account_id")


class LotNotFound(Refusal):
    """There is no such lot in that holding."""

    code = "lot-not-found"
    title = "These credits are not in this account"
    status = 404


class CreditsNotAvailable(Refusal):
    """The lots are no longer where the act needs them: `lot_ids` names them."""

    code = "credits-already-moved"
    title = "These credits have already been redeemed, lapsed or revoked"

    def __init__(self, detail: str = "", *, lot_ids: Iterable[UUID] = ()) -> None:
        super().__init__(detail)
        self.lot_ids = frozenset(lot_ids)


class CreditsExpired(CreditsNotAvailable):
    """The lots can't be redeemed on or after their expiry, whether or not they have lapsed yet."""

    code = "credits-expired"
    title = "These credits have expired"


class CreditsNotExpired(CreditsNotAvailable):
    """A lot lapses only once it has expired."""

    code = "credits-not-expired"
    title = "These credits have not expired yet"


class EntryAlreadyRecorded(Refusal):
    """An entry with this key is in the book already, or an account it names is not."""

    code = "entry-already-recorded"
    title = "This act is in the book already, or names an account that is not open"


def record(
    acts: Sequence[Act], *, writer: Writer, states: dict[tuple[UUID, UUID], LotState] | None = None
) -> list[UUID]:
    """Write the acts, all or none, in a few statements whatever their number; return the entries' ids in order.

    Refuses lots that are not where a move needs them (`CreditsNotAvailable`, also when another transaction
    moves them first), expired redemptions and early lapses, unknown lots and repeated keys. Rows go in sorted
    by holding and lot, so that two writers never wait for each other in a circle. A caller that has read the lots
    already hands in their `states`; should these be stale, the constraints refuse the move.
    """
    moving = [(act.holding_id, move.lot_id) for act in acts for move in act.moves]
    if states is None:
        states = states_of(moving) if moving else {}
    _check_moves(acts, states)
    ordered = sorted(acts, key=lambda act: (act.holding_id, act.id))
    try:
        with transaction.atomic():
            _write(ordered, writer, states)
    except IntegrityError as error:
        raise _refusal_of(error, moving) from error
    return [act.id for act in acts]


def _check_moves(acts: Sequence[Act], states: dict[tuple[UUID, UUID], LotState]) -> None:
    """Refuse what is known to be impossible; what happens meanwhile the constraints refuse."""
    missing, gone, expired, early = [], [], [], []
    for act in acts:
        day = day_of(act.happened_at)
        for move in act.moves:
            state = states.get((act.holding_id, move.lot_id))
            if state is None:
                missing.append(move.lot_id)
            elif state.account_id != (move.account_id if act.kind == REINSTATE else act.holding_id):
                gone.append(move.lot_id)
            elif act.kind == REDEEM and state.expires_on <= day:
                expired.append(move.lot_id)
            elif act.kind == LAPSE and state.expires_on > day:
                early.append(move.lot_id)
    if missing:
        raise LotNotFound(f"No such credits in this account: {_names(missing)}.")
    if gone:
        raise CreditsNotAvailable(f"Already moved: {_names(gone)}.", lot_ids=gone)
    if expired:
        raise CreditsExpired(f"Expired: {_names(expired)}. Expired credits can't be redeemed.", lot_ids=expired)
    if early:
        raise CreditsNotExpired(f"Not expired yet: {_names(early)}.", lot_ids=early)


def _write(acts: Sequence[Act], writer: Writer, states: dict[tuple[UUID, UUID], LotState]) -> None:
    copy_rows("ledger_entry", ENTRY_COLUMNS, (_entry_row(act, writer) for act in acts))
    copy_rows("ledger_lot", LOT_COLUMNS, _lot_rows(acts))
    copy_rows("ledger_transfer", TRANSFER_COLUMNS, sorted(_transfer_rows(acts, states)))
    copy_rows("ledger_unsealedentry", ("holding_id", "entry_id"), ((act.holding_id, act.id) for act in acts))
    moving = ((act.holding_id, act.id) for act in acts if act.lots or act.moves)
    copy_rows("ledger_unfoldedentry", ("holding_id", "entry_id"), moving)


def _entry_row(act: Act, writer: Writer) -> tuple[object, ...]:
    return (
        act.holding_id, act.id, act.kind, act.narration, writer.id, writer.kind, act.institution_id, act.subject_id,
        act.happened_at, writer.id, act.key, act.request_digest, act.payload_digest,
    )  # fmt: skip


def _lot_rows(acts: Sequence[Act]) -> Iterable[tuple[object, ...]]:
    for act in acts:
        for lot in act.lots:
            yield (
                act.holding_id, lot.id, act.id, lot.issuing_account_id, lot.level, lot.credits, lot.hours,
                lot.rule_set, lot.rule_set_version, lot.earned_on, lot.expires_on,
            )  # fmt: skip


def _transfer_rows(
    acts: Sequence[Act], states: dict[tuple[UUID, UUID], LotState]
) -> Iterable[tuple[UUID, UUID, int, str, UUID, UUID, UUID]]:
    for act in acts:
        for lot in act.lots:
            yield (act.holding_id, lot.id, 1, DEPOSIT, act.id, lot.issuing_account_id, act.holding_id)
        for move in act.moves:
            sequence = states[act.holding_id, move.lot_id].sequence + 1
            here, there = act.holding_id, move.account_id
            giver, taker = (there, here) if act.kind == REINSTATE else (here, there)
            yield (act.holding_id, move.lot_id, sequence, act.kind, act.id, giver, taker)


def _refusal_of(error: IntegrityError, moving: Sequence[tuple[UUID, UUID]]) -> Refusal:
    constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
    lots = [lot_id for _holding, lot_id in moving]
    if constraint == "transfer_respects_expiry":
        return CreditsExpired(str(error.__cause__).splitlines()[0], lot_ids=lots)
    if moving and constraint in {"ledger_transfer_pkey", "transfer_link", "transfer_chain_unbroken"}:
        return CreditsNotAvailable("Somebody else moved some of these credits a moment ago.", lot_ids=lots)
    return EntryAlreadyRecorded(f"The book refused this act ({constraint or 'constraint'}).")


def _names(lot_ids: Sequence[UUID]) -> str:
    shown = ", ".join(str(lot_id) for lot_id in lot_ids[:5])
    return shown if len(lot_ids) <= 5 else f"{shown} and {len(lot_ids) - 5} more"
