"""Storing dated versions of rule sets: a version is added, never edited."""

from django.db import IntegrityError, transaction

from ledger.models import RuleSetVersion
from ledger.ncrf import SHIPPED, RuleSet
from ledger.refusals import Refusal


class RuleSetVersionExists(Refusal):
    """A version once stored stays as it is, for the lots that name it."""

    code = "rule-set-version-exists"
    title = "This version of the rule set is already stored"


def store_shipped_rule_sets() -> None:
    """Store the rule sets that ship with the product; versions stored before stay as they are."""
    RuleSetVersion.objects.bulk_create([_row(rule_set) for rule_set in SHIPPED], ignore_conflicts=True)


def store_rule_set(rule_set: RuleSet) -> None:
    """Store a new version; refuses one that is stored already, even if it is the same."""
    try:
        with transaction.atomic():
            _row(rule_set).save(force_insert=True)
    except IntegrityError as error:
        seen = f"{rule_set.id} {rule_set.version}"
        raise RuleSetVersionExists(f"{seen} is stored already. Give the new version its own number.") from error


def _row(rule_set: RuleSet) -> RuleSetVersion:
    return RuleSetVersion(
        rule_set=rule_set.id,
        version=rule_set.version,
        effective_from=rule_set.effective_from,
        document=rule_set.to_json(),
    )
