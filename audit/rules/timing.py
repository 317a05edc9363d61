"""When things were done: deposits long after the award or before its end, requests and grievances left waiting."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from audit.rules.shapes import INSTITUTION, Figures, Found, Limits, Period


@dataclass(frozen=True, slots=True)
class DepositMonth:
    """The deposits of one institution in one month that are out of time, by how many days at most."""

    institution_id: UUID
    period: Period
    award_count: int
    late_count: int
    most_days: int
    credits: Decimal
    entry_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Overdue:
    """What was due at an institution in one month and still waits on the day of the run."""

    institution_id: UUID
    period: Period
    waiting_count: int
    most_days: int
    entry_ids: tuple[UUID, ...] = ()


def late_deposit(fact: DepositMonth, limits: Limits) -> Found | None:
    """Find awards that came to the bank long after they were earned."""
    return _out_of_time(fact) if fact.most_days > limits["days"] else None


def early_deposit(fact: DepositMonth, limits: Limits) -> Found | None:
    """Find awards that came to the bank before their term had ended; `most_days` counts the days still missing."""
    return _out_of_time(fact) if fact.most_days > limits["days"] else None


def stale_requests(fact: Overdue, limits: Limits) -> Found | None:
    """Find requests to redeem whose decision is overdue."""
    return _left_waiting(fact, limits)


def overdue_grievances(fact: Overdue, limits: Limits) -> Found | None:
    """Find grievances whose answer is overdue."""
    return _left_waiting(fact, limits)


def _out_of_time(fact: DepositMonth) -> Found | None:
    if not fact.late_count:
        return None
    figures: Figures = {
        "late_count": fact.late_count, "award_count": fact.award_count, "most_days": fact.most_days,
        "credits": fact.credits,
    }  # fmt: skip
    measure = Decimal(fact.late_count)
    return Found(
        INSTITUTION, fact.institution_id, fact.institution_id, fact.period, figures, measure,
        detail=fact.period.first.isoformat(), entry_ids=fact.entry_ids,
    )  # fmt: skip


def _left_waiting(fact: Overdue, limits: Limits) -> Found | None:
    if not fact.waiting_count or fact.most_days <= limits["days"]:
        return None
    figures: Figures = {"waiting_count": fact.waiting_count, "most_days": fact.most_days}
    measure = Decimal(fact.waiting_count)
    return Found(
        INSTITUTION, fact.institution_id, fact.institution_id, fact.period, figures, measure,
        detail=fact.period.first.isoformat(), entry_ids=fact.entry_ids,
    )  # fmt: skip
