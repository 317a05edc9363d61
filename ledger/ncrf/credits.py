"""From learning hours to credits under a rule set, with the explanation of the sum."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from ledger.ncrf.explanation import Explanation, Part
from ledger.ncrf.hours import LearningHours, Mode
from ledger.ncrf.levels import Level
from ledger.ncrf.prior_learning import rpl_weightage
from ledger.ncrf.refusals import NoAssessmentNoCredit, NoLearningHours
from ledger.ncrf.rounding import quantize_credits
from ledger.ncrf.rules import RuleSet
from ledger.ncrf.wording import gettext_noop as _
from ledger.ncrf.wording import plain


@dataclass(frozen=True, slots=True)
class CreditSum:
    """Credits in hundredths, the notional hours behind them and the sum explained."""

    credits: Decimal
    notional_hours: Decimal
    explanation: Explanation

    @property
    def credit_points(self) -> Decimal | None:
        """Return credits times level, or None while the level is unknown."""
        return self.explanation.credit_points


def credits_for(
    hours: LearningHours,
    rule_set: RuleSet,
    *,
    assessed: bool,
    level: Level | None = None,
    hours_per_credit: Mapping[Mode, Decimal] | None = None,
    experience_years: Decimal | None = None,
) -> CreditSum:
    """Return the credits of learning hours: exact quotients by mode are summed, then rounded once.

    Refuses learning that nobody assessed, hours that make no hundredth of a credit and a choice of hours per
    credit outside the rule set's band. `experience_years` (assessed prior learning) changes the sum only where
    the rule set switched its weightage on. Hours in, credits out; the rates are the rule set's, from its source.
    """
    if not assessed:
        raise NoAssessmentNoCredit(
            _("The learning was not assessed; credits are given for assessed learning of any kind, and only for it."),
            field="assessed",
        )
    chosen = hours_per_credit or {}
    parts = tuple(
        Part(mode, amount, rule_set.rate(mode).choose(chosen.get(mode), mode)) for mode, amount in hours.by_mode()
    )
    weightage = Decimal(1) if experience_years is None else rpl_weightage(experience_years, rule_set)
    explanation = _explain(parts, rule_set, level=level, weightage=weightage)
    if not explanation.credits:
        raise NoLearningHours(
            _("%(hours)s notional hours make less than a hundredth of a credit."),
            field="hours",
            hours=plain(hours.notional),
        )
    return CreditSum(explanation.credits, hours.notional, explanation)


def _explain(parts: tuple[Part, ...], rule_set: RuleSet, *, level: Level | None, weightage: Decimal) -> Explanation:
    unrounded = Explanation(
        parts=parts,
        credits=Decimal(0),
        rule_set_id=rule_set.id,
        rule_set_version=rule_set.version,
        rounding=rule_set.rounding,
        level=level,
        weightage=weightage,
    )
    return replace(unrounded, credits=quantize_credits(unrounded.exact))
