"""Grades of a cohort that are too much alike."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from audit.rules.shapes import VERSION, Figures, Found, Limits, Period, share_of


@dataclass(frozen=True, slots=True)
class Cohort:
    """All who have an award of one version in one term, with the grade that most of them got."""

    version_id: UUID
    institution_id: UUID
    period: Period
    term: str
    learner_count: int
    same_count: int
    grade: str
    entry_ids: tuple[UUID, ...] = ()


def identical_grades(fact: Cohort, limits: Limits) -> Found | None:
    """Find a cohort that is large enough to differ and where (nearly) everybody has the same grade."""
    share = share_of(fact.same_count, fact.learner_count)
    if fact.learner_count < limits["learner_count"] or share < limits["share"]:
        return None
    figures: Figures = {
        "learner_count": fact.learner_count, "same_count": fact.same_count, "share": share, "grade": fact.grade,
        "term": fact.term,
    }  # fmt: skip
    return Found(
        VERSION, fact.version_id, fact.institution_id, fact.period, figures, Decimal(fact.same_count),
        detail=fact.term, entry_ids=fact.entry_ids,
    )  # fmt: skip
