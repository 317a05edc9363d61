"""The rule sets that ship with the bank, and which version was in force on a day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from ledger.ncrf.refusals import RuleSetUnknown
from ledger.ncrf.rules import ExperienceBand, Rate, RuleSet

# No source at hand confirms these factors, so every shipped rule set leaves them switched off.
EXPERIENCE_BANDS = (
    ExperienceBand(Decimal(1), Decimal("1")),
    ExperienceBand(Decimal(4), Decimal("1.33")),
    ExperienceBand(Decimal(7), Decimal("1.67")),
    ExperienceBand(None, Decimal("2")),
)

NCRF_NOTIONAL = RuleSet(
    id="NCRF-NOTIONAL",
    version="2023.1",
    effective_from=date(2023, 1, 1),
    theory=Rate.flat(30),
    tutorial=Rate.flat(30),
    practical=Rate.flat(30),
    experiential=Rate.flat(30),
    source="National Credit Framework and NSQF: 1,200 notional hours are 40 credits, so 30 hours are 1 credit",
    experience_bands=EXPERIENCE_BANDS,
)

UGC_SKILL_NHEQF = RuleSet(
    id="UGC-SKILL-NHEQF",
    version="2024.1",
    effective_from=date(2024, 1, 1),
    theory=Rate.flat(15),
    tutorial=Rate.flat(15),
    practical=Rate.flat(30),
    experiential=Rate.band(40, 45, default=40),
    source="UGC draft guidelines 2024 for skill courses under the NHEQF",
    experience_bands=EXPERIENCE_BANDS,
)

CCFUP = RuleSet(
    id="CCFUP",
    version="2022.1",
    effective_from=date(2022, 1, 1),
    theory=Rate.flat(15),
    tutorial=Rate.flat(15),
    practical=Rate.flat(30),
    experiential=Rate.flat(30),
    source="UGC Curriculum and Credit Framework for Undergraduate Programmes 2022: a 4-credit internship is 120 hours",
    experience_bands=EXPERIENCE_BANDS,
)

SHIPPED: tuple[RuleSet, ...] = (NCRF_NOTIONAL, UGC_SKILL_NHEQF, CCFUP)


def in_force(rule_set_id: str, *, on: date, among: Iterable[RuleSet] = SHIPPED) -> RuleSet:
    """Return the latest version of a rule set that had taken effect on a day; refuses where none had."""
    versions = [r for r in among if r.id == rule_set_id and r.effective_from <= on]
    if not versions:
        raise RuleSetUnknown(f"No version of rule set {rule_set_id} was in force on {on}.", field="rule_set")
    return max(versions, key=lambda r: (r.effective_from, r.version_key))
