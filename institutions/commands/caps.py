"""Setting a dated value of one of a programme's five caps."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from identity.principals import REGISTRAR, Principal
from institutions.commands.entries import enter
from institutions.commands.programme_rules import check_share
from institutions.commands.programmes import ProgrammeClosed
from institutions.models import Cap
from institutions.queries.institutions import require_active
from institutions.queries.programmes import programme_of
from ledger.acts import day_of
from ledger.commands.once import once
from ledger.refusals import Refusal


class CapNotInFuture(Refusal):
    """What was decided under a cap's value stays decided under it: a new value begins tomorrow at the earliest."""

    code = "cap-not-in-future"
    title = gettext_noop("A cap's past value is never changed")
    status = 422


class CapAlreadySet(Refusal):
    """One value begins on one day."""

    code = "cap-already-set"
    title = gettext_noop("A value of this cap begins on that day already")


def set_cap(
    *,
    actor: Principal,
    programme_id: UUID,
    rule: str,
    share: Decimal,
    effective_from: date,
    at: datetime,
    idempotency_key: str,
) -> Cap:
    """Give a cap a new value (share, 0 to 1) from a day after today (India's); earlier values stay for earlier days.

    Only a registrar of the programme's institution may, while it is active and the programme open. Refuses a day
    that has begun, and a day on which another value begins.
    """
    programme = programme_of(programme_id)
    actor.require(REGISTRAR, institution_id=programme.institution_id)
    check_share(rule, share)
    require_active(programme.institution_id)
    request = {"programme": programme_id, "rule": rule, "share": str(share.normalize()), "from": effective_from}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return Cap.objects.get(id=slot.answer["id"])
        if programme.closed_at is not None:
            raise ProgrammeClosed(_("%(title)s is closed.") % {"title": programme.title})
        if effective_from <= day_of(at):
            raise CapNotInFuture(
                _("%(day)s has begun. A new value begins tomorrow at the earliest.") % {"day": effective_from},
                field="effective_from",
            )
        row = _insert(Cap(programme=programme, rule=rule, share=share, effective_from=effective_from))
        enter(
            "cap-set", actor=actor, at=at, key=idempotency_key, digest=slot.digest,
            institution_id=programme.institution_id, subject_id=programme.id,
        )  # fmt: skip
        slot.answer = {"id": row.id}
        return row


def _insert(row: Cap) -> Cap:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise CapAlreadySet(
            _("A value of this cap begins on %(day)s already. Choose another day.") % {"day": row.effective_from},
            field="effective_from",
        ) from error
    return row
