"""Which rule sets there are, and which version was in force on a day."""

from datetime import date

from ledger.models import RuleSetVersion
from ledger.ncrf import RuleSet, in_force


def rule_sets() -> list[RuleSet]:
    """Return every stored version, by id and the day it took effect."""
    rows = RuleSetVersion.objects.order_by("rule_set", "effective_from", "version")
    return [RuleSet.from_json(row.document) for row in rows]


def rule_set_in_force(rule_set_id: str, *, on: date) -> RuleSet:
    """Return the version in force on a day; refuses an unknown rule set or a day before its first version."""
    return in_force(rule_set_id, on=on, among=rule_sets())
