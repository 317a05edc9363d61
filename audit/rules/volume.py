"""How much an institution deposits and takes back: a sudden month, a year of many revocations."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from audit.rules.shapes import INSTITUTION, Figures, Found, Limits, Period, share_of


@dataclass(frozen=True, slots=True)
class DepositVolume:
    """The awards of one institution in one month, beside its busiest month of the two years before."""

    institution_id: UUID
    period: Period
    award_count: int
    credits: Decimal
    busiest_before: int
    months_before: int


@dataclass(frozen=True, slots=True)
class RevocationYear:
    """What one institution deposited and revoked in one year; corrections are no revocations."""

    institution_id: UUID
    period: Period
    award_count: int
    revoked_count: int
    entry_ids: tuple[UUID, ...] = ()


def sudden_volume(fact: DepositVolume, limits: Limits) -> Found | None:
    """Find a month far above the busiest one before; a beginner without months to compare is left alone."""
    if fact.months_before < limits["months_before"] or fact.award_count < limits["award_count"]:
        return None
    ratio = (Decimal(fact.award_count) / max(fact.busiest_before, 1)).quantize(Decimal("0.01"))
    if ratio < limits["ratio"]:
        return None
    figures: Figures = {
        "award_count": fact.award_count, "busiest_before": fact.busiest_before, "ratio": ratio,
        "credits": fact.credits, "months_before": fact.months_before,
    }  # fmt: skip
    measure = Decimal(fact.award_count)
    return Found(
        INSTITUTION, fact.institution_id, fact.institution_id, fact.period, figures, measure,
        detail=fact.period.first.isoformat(),
    )  # fmt: skip


def revocation_rate(fact: RevocationYear, limits: Limits) -> Found | None:
    """Find an institution that takes back more than a small share of what it awards."""
    share = share_of(fact.revoked_count, fact.award_count)
    if fact.revoked_count < limits["revoked_count"] or share <= limits["share"]:
        return None
    figures: Figures = {"revoked_count": fact.revoked_count, "award_count": fact.award_count, "share": share}
    measure = Decimal(fact.revoked_count)
    return Found(
        INSTITUTION, fact.institution_id, fact.institution_id, fact.period, figures, measure,
        detail=fact.period.first.isoformat(), entry_ids=fact.entry_ids,
    )  # fmt: skip
