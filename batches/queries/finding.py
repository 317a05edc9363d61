"""Finding a batch for somebody who may see it."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from batches.models import Batch
from identity.principals import INSTITUTION_ROLES, Principal
from ledger.refusals import NotFound


def batch_for(actor: Principal, batch_id: UUID, *, for_update: bool = False) -> Batch:
    """Return a batch of an institution where the actor holds a role; `NotFound` for every other."""
    batches = Batch.objects.select_related("institution").filter(id=batch_id)
    if for_update:
        batches = batches.select_for_update(of=("self",), no_key=True)
    batch = batches.first()
    if batch is None or not may_see(actor, batch):
        raise NotFound(_("There is no such file at your institution."))
    return batch


def batches_for(actor: Principal) -> "QuerySet[Batch]":
    """Return the batches of all institutions where the actor holds a role."""
    return Batch.objects.filter(institution_id__in=actor.institutions())


def may_see(actor: Principal, batch: Batch) -> bool:
    """Tell whether the actor holds a role at the batch's institution (or is the bank itself)."""
    return actor.kind == "system" or any(actor.has(role, batch.institution_id) for role in INSTITUTION_ROLES)
