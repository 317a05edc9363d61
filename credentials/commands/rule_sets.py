"""Adding a version of a rule set, by the bank's operator."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from identity.principals import OPERATOR, Principal
from ledger.acts import ACT, Act, Writer, day_of
from ledger.commands.once import once
from ledger.commands.record import record
from ledger.commands.rule_sets import store_rule_set
from ledger.ncrf import RuleSet
from ledger.queries.rule_sets import rule_sets
from ledger.refusals import InvalidInput


def add_rule_set(*, actor: Principal, document: Mapping[str, Any], at: datetime, idempotency_key: str) -> RuleSet:
    """Add a version of a rule set; only the operator may, and a stored version is never edited.

    It takes effect tomorrow at the earliest and its number follows the newest one, so that no sum changes
    that was made already.
    """
    actor.require(OPERATOR)
    with once(actor.id, idempotency_key, document) as slot:
        rules = RuleSet.from_json(document)
        if slot.replayed:
            return rules
        _check_order(rules, at)
        store_rule_set(rules)
        act = Act(
            kind=ACT, narration="rule-set-added", happened_at=at, key=idempotency_key, request_digest=slot.digest,
            payload_digest=slot.digest,
        )  # fmt: skip
        record([act], writer=Writer(actor.id, actor.kind))
        slot.answer = {"rule_set": rules.label}
    return rules


def _check_order(rules: RuleSet, at: datetime) -> None:
    if rules.effective_from <= day_of(at):
        seen = _("It would take effect on %(day)s; choose a day from tomorrow on.")
        raise InvalidInput(seen % {"day": rules.effective_from}, field="effective_from")
    newer = [known for known in rule_sets() if known.id == rules.id and known.version_key >= rules.version_key]
    if any(known.version != rules.version for known in newer):
        newest = max(newer, key=lambda known: known.version_key).version
        raise InvalidInput(_("Version %(newest)s is stored; give a higher one.") % {"newest": newest}, field="version")
