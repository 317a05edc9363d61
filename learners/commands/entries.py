"""How this room enters its acts in the book: under the learner's holding, or the bank's when there is none."""

from datetime import datetime
from uuid import UUID

from identity.principals import Principal
from ledger.acts import ACT, BANK, Act, Writer
from ledger.commands.record import record


def act(
    narration: str,
    *,
    at: datetime,
    key: str,
    digest: bytes,
    holding_id: UUID = BANK,
    subject_id: UUID | None = None,
    institution_id: UUID | None = None,
    payload_digest: bytes | None = None,
) -> Act:
    """Return an act without credits; the book sees opaque ids and digests only."""
    return Act(
        kind=ACT,
        narration=narration,
        happened_at=at,
        key=key,
        request_digest=digest,
        holding_id=holding_id,
        subject_id=subject_id,
        institution_id=institution_id,
        payload_digest=payload_digest,
    )


def enter(actor: Principal, *acts: Act) -> list[UUID]:
    """Write the acts as the actor's; return their entries' ids in order."""
    return record(acts, writer=Writer(actor.id, actor.kind))
