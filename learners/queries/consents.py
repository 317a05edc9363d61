"""What learners have answered when asked for a consent; the newest answer of a purpose and institution counts."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from learners.models import ConsentAnswer

KEEP_CREDITS = ConsentAnswer.Purpose.KEEP_CREDITS.value
INSTITUTION_READS = ConsentAnswer.Purpose.INSTITUTION_READS.value
INSTITUTION_REDEEMS = ConsentAnswer.Purpose.INSTITUTION_REDEEMS.value


def holds_consent(learner_ids: Iterable[UUID], purpose: str, institution_id: UUID | None, on: date) -> set[UUID]:
    """Return which of the learners consent to a purpose (for an institution) on a day; `until` is its last day."""
    newest = (
        ConsentAnswer.objects.filter(
            Q(learner_id__in=list(learner_ids), purpose=purpose, institution_id=institution_id)
        )
        .order_by("learner_id", "-answered_at", "-id")
        .distinct("learner_id")
        .values_list("learner_id", "answer", "until")
    )
    given = ConsentAnswer.Answer.GIVEN
    return {learner for learner, answer, until in newest if answer == given and (until is None or until >= on)}


def current_consents(learner_id: UUID) -> list[ConsentAnswer]:
    """Return the newest answer of each purpose and institution, with the institution."""
    newest = (
        ConsentAnswer.objects.filter(learner_id=learner_id)
        .order_by("purpose", "institution_id", "-answered_at", "-id")
        .distinct("purpose", "institution_id")
        .values("id")
    )
    rows = ConsentAnswer.objects.filter(id__in=newest).select_related("institution")
    return list(rows.order_by("purpose", "-answered_at"))


def consents_of(learner_id: UUID) -> list[ConsentAnswer]:
    """Return every answer a learner gave, newest first, with the institutions."""
    rows = ConsentAnswer.objects.filter(learner_id=learner_id).select_related("institution")
    return list(rows.order_by("-answered_at", "-id"))


def is_given(learner_id: UUID, purpose: str, institution_id: UUID | None) -> bool:
    """Tell whether the newest answer is a yes, whatever its last day."""
    same = Q(learner_id=learner_id, purpose=purpose, institution_id=institution_id)
    newest = ConsentAnswer.objects.filter(same).order_by("-answered_at", "-id").first()
    return newest is not None and newest.answer == ConsentAnswer.Answer.GIVEN
