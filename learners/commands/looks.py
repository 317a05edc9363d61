"""Writing down who looked at a learner's record."""

from datetime import datetime
from uuid import UUID

from identity.principals import Principal
from learners.models import Look


def record_look(
    *, actor: Principal, learner_id: UUID, what: str, at: datetime, institution_id: UUID | None = None
) -> None:
    """Write down a look by somebody else, for the learner to see; a learner's look at the own record is none.

    `what` is a short name of what was seen ("passbook", "record"); the institution is the one looked for, by default
    the only one that the actor works for. Call it in the transaction of the read.
    """
    if actor.learner_id == learner_id:
        return
    places = list(actor.institutions())
    Look.objects.create(
        learner_id=learner_id,
        actor_id=actor.id,
        actor_name=actor.name[:200],
        institution_id=institution_id or (places[0] if len(places) == 1 else None),
        what=what[:60],
        looked_at=at,
    )
