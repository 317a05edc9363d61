"""One person with several accounts."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from audit.rules.shapes import LEARNER, Figures, Found, Limits, Period


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """One registration number of an institution whose awards lie in several accounts.

    `agreeing_count` is how many of the other accounts have a name and a birthday that fit the first one's.
    """

    institution_id: UUID
    holding_id: UUID
    period: Period
    account_count: int
    agreeing_count: int
    award_count: int
    credits: Decimal
    detail: str
    entry_ids: tuple[UUID, ...] = ()


def duplicate_learner(fact: SharedNumber, limits: Limits) -> Found | None:
    """Find awards of one registration number in more accounts than one person has."""
    if fact.account_count <= limits["account_count"]:
        return None
    figures: Figures = {
        "account_count": fact.account_count, "agreeing_count": fact.agreeing_count, "award_count": fact.award_count,
        "credits": fact.credits,
    }  # fmt: skip
    return Found(
        LEARNER, fact.holding_id, fact.institution_id, fact.period, figures, Decimal(fact.account_count),
        detail=fact.detail, entry_ids=fact.entry_ids,
    )  # fmt: skip
