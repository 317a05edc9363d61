"""Redemptions beyond a cap of their programme: residency, discipline, skill, prior learning, SWAYAM."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from uuid import UUID

from audit.rules.shapes import LEARNER, Figures, Found, Limits, Period

MINIMA = frozenset({"residency", "discipline"})
BY_COURSES = "swayam"


@dataclass(frozen=True, slots=True)
class CapUse:
    """What one learner has redeemed towards one programme under one cap, and the cap in force at the last approval.

    Residency and discipline are minima, so `used` is the complement: what comes from elsewhere. SWAYAM counts courses
    of one term against the programme's courses of a semester; every other cap counts credits.
    """

    holding_id: UUID
    programme_id: UUID
    institution_id: UUID
    period: Period
    cap: str
    term: str
    used: Decimal
    share: Decimal
    base: Decimal
    entry_ids: tuple[UUID, ...] = ()


def most_under(fact: CapUse) -> Decimal:
    """Return the most that a cap allows: hundredths of credits, or whole courses, rounded down."""
    share = 1 - fact.share if fact.cap in MINIMA else fact.share
    step = Decimal(1) if fact.cap == BY_COURSES else Decimal("0.01")
    return (share * fact.base).quantize(step, rounding=ROUND_FLOOR)


def cap_breach(fact: CapUse, limits: Limits) -> Found | None:
    """Find more redeemed under a cap than it allowed."""
    most = most_under(fact)
    if fact.used <= most + limits["tolerance"]:
        return None
    figures: Figures = {
        "used": fact.used, "most": most, "base": fact.base, "share": fact.share, "cap": fact.cap, "term": fact.term,
    }  # fmt: skip
    return Found(
        LEARNER, fact.holding_id, fact.institution_id, fact.period, figures, fact.used,
        detail=f"{fact.programme_id.hex}-{fact.cap}-{fact.term}", entry_ids=fact.entry_ids,
    )  # fmt: skip
