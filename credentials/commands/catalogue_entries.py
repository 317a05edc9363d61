"""The entry that each act on the catalogue leaves in the book."""

from datetime import datetime
from uuid import UUID

from credentials.models import OfferingVersion
from identity.principals import Principal
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import Slot
from ledger.commands.record import record


def enter(
    narration: str, version: OfferingVersion, *, actor: Principal, at: datetime, slot: Slot, idempotency_key: str
) -> UUID:
    """Record the act and set the version as the answer under its key; return the entry's id."""
    act = Act(
        kind=ACT, narration=narration, happened_at=at, key=idempotency_key, request_digest=slot.digest,
        institution_id=version.offering.institution_id, subject_id=version.id,
    )  # fmt: skip
    slot.answer = {"id": str(version.id)}
    return record([act], writer=Writer(actor.id, actor.kind))[0]
