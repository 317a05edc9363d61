"""Stopping a batch for good, between two slices of its rows."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from batches.commands.refusals import BatchNotReady
from batches.models import Batch, Cancellation
from batches.queries.finding import batch_for
from batches.roles import takes_part
from identity.principals import Principal
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import once
from ledger.commands.record import record


def cancel_batch(*, actor: Principal, batch_id: UUID, reason: str, at: datetime, idempotency_key: str) -> Cancellation:
    """Stop a batch: rows being written at this moment finish, what is done stays done, the rest is never done.

    Whoever may hand in or approve this kind of file may. Refuses a batch that has ended.
    """
    with once(actor.id, idempotency_key, {"cancel": batch_id, "reason": reason}) as slot:
        if slot.replayed:
            return Cancellation.objects.get(batch_id=batch_id)
        batch = batch_for(actor, batch_id, for_update=True)
        actor.require(*takes_part(batch.kind), institution_id=batch.institution_id)
        if batch.stage in (Batch.Stage.DONE, Batch.Stage.CANCELLED, Batch.Stage.FAILED):
            raise BatchNotReady(_("The file has ended already: {stage}.").format(stage=batch.get_stage_display()))
        act = Act(
            kind=ACT, narration="batch-cancelled", happened_at=at, key=idempotency_key, request_digest=slot.digest,
            institution_id=batch.institution_id, subject_id=batch.id,
        )  # fmt: skip
        (entry_id,) = record([act], writer=Writer(actor.id, actor.kind))
        Batch.objects.filter(id=batch.id).update(stage=Batch.Stage.CANCELLED, finished_at=at)
        slot.answer = {}
        return Cancellation.objects.create(
            batch=batch, cancelled_by_id=actor.id, cancelled_by_name=actor.name, cancelled_at=at, reason=reason,
            entry_id=entry_id,
        )  # fmt: skip
