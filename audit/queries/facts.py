"""Which facts each rule is asked about."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from audit.queries import facts_awards, facts_learners, facts_officers, facts_quality, facts_redemptions, facts_volume
from audit.rules import register as rules
from audit.rules.shapes import Candidate, Limits, Rule

Facts = Callable[[Limits, date], Iterator[Any]]

FACTS: Mapping[str, Facts] = {
    rules.HOURS_PER_CREDIT: facts_awards.version_sums,
    rules.HEAVY_YEAR: facts_learners.heavy_years,
    rules.LATE_DEPOSIT: facts_awards.late_months,
    rules.EARLY_DEPOSIT: facts_awards.early_months,
    rules.IDENTICAL_GRADES: facts_awards.cohorts,
    rules.BOTH_WAYS: facts_officers.both_ways,
    rules.OWN_DRAFT: facts_officers.own_drafts,
    rules.OWN_AWARD: facts_officers.own_awards,
    rules.CAP_BREACH: facts_redemptions.cap_uses,
    rules.SUDDEN_VOLUME: facts_volume.deposit_volumes,
    rules.REVOCATION_RATE: facts_volume.revocation_years,
    rules.DUPLICATE_LEARNER: facts_learners.shared_numbers,
    rules.STALE_REQUESTS: facts_redemptions.overdue_requests,
    rules.OVERDUE_GRIEVANCES: facts_redemptions.overdue_grievances,
    rules.QUALITY_OUTLIER: facts_quality.far_from_peers,
}


def candidates_of(rule: Rule, day: date) -> Iterator[Candidate]:
    """Yield what one rule finds as the bank stands on a day, piece by piece."""
    return rule.candidates(FACTS[rule.code](rule.limits, day))
