"""Weightage of experience in the recognition of prior learning, switched off unless a rule set says otherwise."""

from decimal import Decimal

from ledger.ncrf.refusals import InvalidHours
from ledger.ncrf.rules import RuleSet
from ledger.ncrf.wording import gettext_noop as _


def rpl_weightage(years: Decimal, rule_set: RuleSet) -> Decimal:
    """Return the factor for assessed years of experience: 1 while the rule set keeps weightage off."""
    if not years.is_finite() or not 0 <= years <= 80:
        raise InvalidHours(
            _("Experience is %(seen)s years; expected 0 to 80."), field="experience_years", seen=str(years)[:20]
        )
    if not rule_set.rpl_weightage_on:
        return Decimal(1)
    reached = (b.factor for b in rule_set.experience_bands if b.up_to_years is None or years <= b.up_to_years)
    return next(reached)
