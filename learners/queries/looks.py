"""Who looked at a learner's record."""

from uuid import UUID

from learners.models import Look


def looks_of(learner_id: UUID, *, limit: int = 100) -> list[Look]:
    """Return the newest looks at a learner's record by others."""
    rows = Look.objects.filter(learner_id=learner_id).select_related("institution")
    return list(rows.order_by("-looked_at", "-id")[:limit])
