"""One officer on both sides of an act that takes two."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from audit.rules.shapes import OFFICER, Figures, Found, Limits, Period


@dataclass(frozen=True, slots=True)
class OneHand:
    """What one officer did on both sides at one institution in one year.

    `institution_id` is where the first side was done, `other_id` where the second was (often the same).
    """

    officer_id: UUID
    institution_id: UUID
    other_id: UUID
    period: Period
    act_count: int
    learner_count: int
    credits: Decimal
    entry_ids: tuple[UUID, ...] = ()


def one_hand(fact: OneHand, limits: Limits) -> Found | None:
    """Find an officer who was alone where two are asked, as often as the limit says or more."""
    if fact.act_count < limits["act_count"]:
        return None
    figures: Figures = {"act_count": fact.act_count, "learner_count": fact.learner_count, "credits": fact.credits}
    return Found(
        OFFICER, fact.officer_id, fact.institution_id, fact.period, figures, Decimal(fact.act_count),
        detail=f"{fact.institution_id.hex}-{fact.other_id.hex}-{fact.period.first.year}", entry_ids=fact.entry_ids,
    )  # fmt: skip
