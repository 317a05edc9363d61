"""Every rule in every version, and which version was in force on a day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from audit.quality.outliers import CODE, THRESHOLDS
from audit.rules import caps, grades, hours, learners, officers, quality, timing, volume
from audit.rules.shapes import HIGH, LOW, MEDIUM, Rule

HOURS_PER_CREDIT, HEAVY_YEAR = "hours-per-credit", "heavy-year"
LATE_DEPOSIT, EARLY_DEPOSIT = "late-deposit", "early-deposit"
STALE_REQUESTS, OVERDUE_GRIEVANCES = "stale-requests", "overdue-grievances"
IDENTICAL_GRADES, CAP_BREACH, DUPLICATE_LEARNER = "identical-grades", "cap-breach", "duplicate-learner"
BOTH_WAYS, OWN_DRAFT, OWN_AWARD = "officer-both-ways", "officer-own-draft", "officer-own-award"
SUDDEN_VOLUME, REVOCATION_RATE = "sudden-volume", "revocation-rate"
QUALITY_OUTLIER = CODE
FIRST_DAY, FIRST = date(2021, 7, 1), "2021.1"
"""The ABC regulations of 2021: no deposit is older."""


def _limits(**limits: str) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in limits.items()}


# A version that was in force is never edited: a change of a limit is another line with its own day.
RULES: tuple[Rule, ...] = (
    Rule(HOURS_PER_CREDIT, FIRST, FIRST_DAY, HIGH, hours.hours_per_credit, _limits(tolerance="0")),
    Rule(HEAVY_YEAR, FIRST, FIRST_DAY, LOW, hours.heavy_year, _limits(credits="40")),
    Rule(LATE_DEPOSIT, FIRST, FIRST_DAY, MEDIUM, timing.late_deposit, _limits(days="365")),
    Rule(LATE_DEPOSIT, "2024.1", date(2024, 7, 1), MEDIUM, timing.late_deposit, _limits(days="180")),
    Rule(EARLY_DEPOSIT, FIRST, FIRST_DAY, HIGH, timing.early_deposit, _limits(days="0")),
    Rule(IDENTICAL_GRADES, FIRST, FIRST_DAY, MEDIUM, grades.identical_grades,
         _limits(learner_count="12", share="0.95")),
    Rule(BOTH_WAYS, FIRST, FIRST_DAY, HIGH, officers.one_hand, _limits(act_count="1")),
    Rule(OWN_DRAFT, FIRST, FIRST_DAY, MEDIUM, officers.one_hand, _limits(act_count="1")),
    Rule(OWN_AWARD, FIRST, FIRST_DAY, HIGH, officers.one_hand, _limits(act_count="1")),
    Rule(CAP_BREACH, FIRST, FIRST_DAY, HIGH, caps.cap_breach, _limits(tolerance="0")),
    Rule(SUDDEN_VOLUME, FIRST, FIRST_DAY, MEDIUM, volume.sudden_volume,
         _limits(ratio="3", award_count="100", months_before="2")),
    Rule(REVOCATION_RATE, FIRST, FIRST_DAY, MEDIUM, volume.revocation_rate, _limits(share="0.02", revoked_count="5")),
    Rule(DUPLICATE_LEARNER, FIRST, FIRST_DAY, MEDIUM, learners.duplicate_learner, _limits(account_count="1")),
    Rule(STALE_REQUESTS, FIRST, FIRST_DAY, LOW, timing.stale_requests, _limits(days="3")),
    Rule(OVERDUE_GRIEVANCES, FIRST, FIRST_DAY, MEDIUM, timing.overdue_grievances, _limits(days="0")),
    *(Rule(QUALITY_OUTLIER, one.version, one.effective_from, LOW, quality.quality_outlier,
           {"widths": one.widths, "peers": Decimal(one.fewest_peers)}) for one in THRESHOLDS),
)  # fmt: skip
CODES = tuple(dict.fromkeys(rule.code for rule in RULES))


def rules_in_force(day: date, among: Iterable[Rule] = RULES) -> list[Rule]:
    """Return, for each rule, the newest version that had taken effect on a day."""
    newest: dict[str, Rule] = {}
    for rule in among:
        known = newest.get(rule.code)
        if rule.effective_from <= day and (known is None or known.effective_from < rule.effective_from):
            newest[rule.code] = rule
    return list(newest.values())
