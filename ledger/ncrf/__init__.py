"""NCrF arithmetic: levels, learning hours, rule sets, credits and their explanation; pure, exact, no framework."""

from ledger.ncrf.credits import CreditSum, credits_for
from ledger.ncrf.equivalents import FOREIGN_UNITS, Equivalent, ForeignUnit, foreign_equivalents
from ledger.ncrf.explanation import Explanation, Part, Row, credit_points
from ledger.ncrf.hours import LearningHours, Mode
from ledger.ncrf.levels import ALL_LEVELS, CURRENT_LEVELS, Level, LevelTable
from ledger.ncrf.prior_learning import rpl_weightage
from ledger.ncrf.refusals import (
    InvalidCredits,
    InvalidHours,
    InvalidLevel,
    InvalidRuleSet,
    NoAssessmentNoCredit,
    NoLearningHours,
    RateOutsideBand,
    RuleSetUnknown,
)
from ledger.ncrf.rounding import quantize_credits
from ledger.ncrf.rule_sets import CCFUP, NCRF_NOTIONAL, SHIPPED, UGC_SKILL_NHEQF, in_force
from ledger.ncrf.rules import ExperienceBand, Rate, RuleSet
from ledger.ncrf.wording import Translate, Wording
from ledger.ncrf.years import YearLoad, year_load

__all__ = [
    "ALL_LEVELS",
    "CCFUP",
    "CURRENT_LEVELS",
    "FOREIGN_UNITS",
    "NCRF_NOTIONAL",
    "SHIPPED",
    "UGC_SKILL_NHEQF",
    "CreditSum",
    "Equivalent",
    "ExperienceBand",
    "Explanation",
    "ForeignUnit",
    "InvalidCredits",
    "InvalidHours",
    "InvalidLevel",
    "InvalidRuleSet",
    "LearningHours",
    "Level",
    "LevelTable",
    "Mode",
    "NoAssessmentNoCredit",
    "NoLearningHours",
    "Part",
    "Rate",
    "RateOutsideBand",
    "Row",
    "RuleSet",
    "RuleSetUnknown",
    "Translate",
    "Wording",
    "YearLoad",
    "credit_points",
    "credits_for",
    "foreign_equivalents",
    "in_force",
    "quantize_credits",
    "rpl_weightage",
    "year_load",
]
