"""A second person's yes: from then on workers write the good rows to the book."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from batches.commands.refusals import ApprovalNeedsSecondPerson, BatchNotReady, NothingToApprove
from batches.models import Approval, Batch, Repair
from batches.queries.finding import batch_for
from batches.queries.progress import progress_of
from batches.roles import approves
from identity.principals import Principal
from institutions.queries import require_active
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import once
from ledger.commands.record import record


def approve_batch(*, actor: Principal, batch_id: UUID, at: datetime, idempotency_key: str) -> Approval:
    """Approve the rows that are good now; the batch starts to run.

    Only an approver of the institution may (of revocations a registrar too), never the person who handed the file
    in or mended a row of it.
    Refuses a batch that is not waiting for approval, was sent for a check only, or has no good row left.
    """
    with once(actor.id, idempotency_key, {"approve": batch_id}) as slot:
        if slot.replayed:
            return Approval.objects.get(batch_id=batch_id, number=slot.answer["number"])
        batch = batch_for(actor, batch_id, for_update=True)
        actor.require(*approves(batch.kind), institution_id=batch.institution_id)
        _check_person(actor, batch)
        _check_batch(batch)
        require_active(batch.institution_id)
        act = Act(
            kind=ACT, narration="batch-approved", happened_at=at, key=idempotency_key, request_digest=slot.digest,
            institution_id=batch.institution_id, subject_id=batch.id, payload_digest=bytes(batch.sha256),
        )  # fmt: skip
        (entry_id,) = record([act], writer=Writer(actor.id, actor.kind))
        approval = Approval.objects.create(
            batch=batch, number=batch.approvals.count() + 1, submitted_by_id=batch.submitted_by_id,
            approved_by_id=actor.id, approved_by_kind=actor.kind, approved_by_name=actor.name,
            approved_at=at, entry_id=entry_id,
        )  # fmt: skip
        Batch.objects.filter(id=batch.id).update(
            stage=Batch.Stage.RUNNING, started_at=at, finished_at=None, problem_code="", problem=""
        )
        slot.answer = {"number": approval.number}
    return approval


def _check_person(actor: Principal, batch: Batch) -> None:
    if actor.id == batch.submitted_by_id:
        raise ApprovalNeedsSecondPerson(_("You handed this file in. Ask another approver of your institution."))
    since = batch.approvals.order_by("-number").values_list("approved_at", flat=True).first()
    mended = Repair.objects.filter(batch=batch, repaired_by_id=actor.id)
    if (mended.filter(repaired_at__gte=since) if since else mended).exists():
        raise ApprovalNeedsSecondPerson(_("You mended a row of this file. Ask another approver of your institution."))


def _check_batch(batch: Batch) -> None:
    if batch.dry_run:
        raise BatchNotReady(_("This file was sent for a check only. Send it again to have it carried out."))
    if batch.stage != Batch.Stage.READY:
        told = _("The file is at the stage “{stage}”; only a checked file can be approved.")
        raise BatchNotReady(told.format(stage=batch.get_stage_display()))
    if not progress_of(batch).waiting_count:
        raise NothingToApprove(_("No row of this file is good and waiting. Mend the rows or send a new file."))
