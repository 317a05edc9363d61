"""Suspending an institution with a reason, and lifting the suspension."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from identity.principals import OPERATOR, Principal
from institutions.commands.entries import enter
from institutions.models import Suspension
from institutions.queries.institutions import institution_of
from institutions.refusals import InstitutionSuspended
from ledger.commands.once import once
from ledger.identifiers import new_id
from ledger.refusals import InvalidInput, Refusal

_SHORTEST_REASON, _LONGEST_REASON = 10, 2000


class InstitutionNotSuspended(Refusal):
    """There is no suspension in force to lift."""

    code = "institution-not-suspended"
    title = gettext_noop("This institution is not suspended")


def suspend_institution(
    *, actor: Principal, institution_id: UUID, reason: str, at: datetime, idempotency_key: str
) -> Suspension:
    """Suspend an institution: it may neither deposit nor decide; credits already deposited stay valid.

    Only the operator may. The reason (10 to 2,000 characters) is kept and shown; refuses one that is suspended.
    """
    actor.require(OPERATOR)
    said = reason.strip()
    if not _SHORTEST_REASON <= len(said) <= _LONGEST_REASON:
        raise InvalidInput(
            _("The reason has %(count)s characters; expected 10 to 2,000. Say what was found and what would mend it.")
            % {"count": len(said)},
            field="reason",
        )
    with once(actor.id, idempotency_key, {"suspend": institution_id, "reason": said}) as slot:
        row = institution_of(institution_id)
        if slot.replayed:
            return Suspension.objects.get(id=slot.answer["id"])
        entry = enter(
            "institution-suspended", actor=actor, at=at, key=idempotency_key, digest=slot.digest, institution_id=row.id
        )
        new = Suspension(institution=row, reason=said, suspended_at=at, suspended_by_id=actor.id, entry_id=entry)
        try:
            with transaction.atomic():
                new.save(force_insert=True)
        except IntegrityError as error:
            raise InstitutionSuspended(_("%(name)s is suspended already.") % {"name": row.name}) from error
        slot.answer = {"id": str(new.id)}
        return new


def lift_suspension(*, actor: Principal, institution_id: UUID, at: datetime, idempotency_key: str) -> Suspension:
    """Lift the suspension in force: the institution may deposit and decide again. Only the operator may."""
    actor.require(OPERATOR)
    with once(actor.id, idempotency_key, {"lift": institution_id}) as slot:
        row = institution_of(institution_id)
        if slot.replayed:
            return Suspension.objects.get(id=slot.answer["id"])
        entry = new_id()
        lifting = Suspension.objects.filter(institution=row, lifted_at=None, suspended_at__lte=at)
        if not lifting.update(lifted_at=at, lifted_by_id=actor.id, lifting_entry_id=entry):
            raise InstitutionNotSuspended(_("%(name)s is not suspended.") % {"name": row.name})
        lifted = Suspension.objects.get(lifting_entry_id=entry)
        lifted.lifting_entry_id = enter(
            "suspension-lifted", actor=actor, at=at, key=idempotency_key, digest=slot.digest,
            institution_id=row.id, subject_id=lifted.id,
        )  # fmt: skip
        lifted.save(update_fields=["lifting_entry_id"])
        slot.answer = {"id": str(lifted.id)}
        return lifted
