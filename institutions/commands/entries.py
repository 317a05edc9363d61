"""How this room enters its acts in the book: acts without credits, of one institution."""

from datetime import datetime
from uuid import UUID

from identity.principals import Principal
from ledger.acts import ACT, Act, Writer
from ledger.commands.record import record


def enter(
    narration: str,
    *,
    actor: Principal,
    at: datetime,
    key: str,
    digest: bytes,
    institution_id: UUID,
    subject_id: UUID | None = None,
) -> UUID:
    """Write one act and return its entry's id; the subject is the institution unless told."""
    act = Act(
        kind=ACT,
        narration=narration,
        happened_at=at,
        key=key,
        request_digest=digest,
        institution_id=institution_id,
        subject_id=subject_id or institution_id,
    )
    return record([act], writer=Writer(actor.id, actor.kind))[0]
