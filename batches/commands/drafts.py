"""One click from an unknown code to a draft course, filled from the row that names it."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from batches.models import BatchRow
from batches.queries.files import cipher_of
from batches.queries.finding import batch_for
from batches.queries.texts import read_text
from credentials.commands.drafting import draft_from_file
from identity.principals import Principal
from ledger.refusals import NotFound


def draft_course(
    *, actor: Principal, batch_id: UUID, row_number: int, code: str, at: datetime, idempotency_key: str
) -> UUID:
    """Draft the course that a row names and the catalogue lacks; return the offering's id.

    Rights and refusals are those of drafting by hand. Nothing is deposited until the draft was completed,
    reviewed and approved, and the row was checked again.
    """
    batch = batch_for(actor, batch_id)
    stored = BatchRow.objects.filter(batch=batch, number=row_number).first()
    row = read_text(cipher_of(batch).open_row(row_number, bytes(stored.sealed)))[0] if stored else None
    course = next((course for course in row.courses if course.code == code), None) if row else None
    if row is None or course is None:
        raise NotFound(_("The row names no such course."))
    hours = sum(filter(None, (course.theory_hours, course.practical_hours, course.tutorial_hours)), start=Decimal(0))
    version = draft_from_file(
        actor=actor, institution_id=batch.institution_id, code=code, name=course.name or code, credit=course.credit,
        hours=hours or course.credit_hours, level=row.level, earned_on=row.term.earned_on, at=at,
        idempotency_key=idempotency_key,
    )  # fmt: skip
    return version.offering_id
