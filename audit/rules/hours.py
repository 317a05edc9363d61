"""Credits beside the hours they stand for: outside the rule set, and more than an ordinary year for one learner."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from audit.rules.shapes import LEARNER, VERSION, Figures, Found, Limits, Period
from ledger.ncrf import LearningHours, RuleSet, quantize_credits, year_load


@dataclass(frozen=True, slots=True)
class VersionSum:
    """Awards of one version of an offering that have the same hours and the same credits in the book."""

    version_id: UUID
    institution_id: UUID
    period: Period
    hours: LearningHours
    rule_set: RuleSet | None
    rule_set_label: str
    credits: Decimal
    award_count: int
    entry_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class LearnerYear:
    """What one learner earned in one academic year."""

    holding_id: UUID
    institution_id: UUID | None
    period: Period
    credits: Decimal
    award_count: int
    institution_count: int
    entry_ids: tuple[UUID, ...] = ()


def allowed_credits(hours: LearningHours, rule_set: RuleSet) -> tuple[Decimal, Decimal]:
    """Return the fewest and the most credits that a rule set gives for hours, over all its bands and factors."""
    fewest = sum((Fraction(h) / Fraction(rule_set.rate(m).highest) for m, h in hours.by_mode()), Fraction(0))
    most = sum((Fraction(h) / Fraction(rule_set.rate(m).lowest) for m, h in hours.by_mode()), Fraction(0))
    factors = [band.factor for band in rule_set.experience_bands] if rule_set.rpl_weightage_on else []
    highest = Fraction(max([Decimal(1), *factors]))
    return quantize_credits(fewest), quantize_credits(most * highest)


def hours_per_credit(fact: VersionSum, limits: Limits) -> Found | None:
    """Find credits that no rate of the named rule set gives for the hours; an unknown rule set is found as well."""
    fewest, most = (Decimal(0), Decimal(0))
    if fact.rule_set is not None:
        fewest, most = allowed_credits(fact.hours, fact.rule_set)
        if fewest - limits["tolerance"] <= fact.credits <= most + limits["tolerance"]:
            return None
    figures: Figures = {
        "credits": fact.credits, "fewest_credits": fewest, "most_credits": most, "hours": fact.hours.notional,
        "hours_per_credit": (fact.hours.notional / fact.credits).quantize(Decimal("0.01")),
        "award_count": fact.award_count, "rule_set": fact.rule_set_label,
    }  # fmt: skip
    return Found(
        VERSION, fact.version_id, fact.institution_id, fact.period, figures, Decimal(fact.award_count),
        detail=f"{fact.credits} {fact.rule_set_label}", entry_ids=fact.entry_ids,
    )  # fmt: skip


def heavy_year(fact: LearnerYear, limits: Limits) -> Found | None:
    """Find a learner's year above the ordinary load (NCrF: 1,200 hours are 40 credits a year)."""
    if fact.credits <= limits["credits"]:
        return None
    figures: Figures = {
        "credits": fact.credits, "above": year_load(fact.credits).credits - limits["credits"],
        "award_count": fact.award_count, "institution_count": fact.institution_count,
    }  # fmt: skip
    return Found(
        LEARNER, fact.holding_id, fact.institution_id, fact.period, figures, fact.credits,
        detail=fact.period.first.isoformat(), entry_ids=fact.entry_ids,
    )  # fmt: skip
