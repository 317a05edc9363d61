"""The sum behind credits in the reader's language, and a conversion of hours that writes nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from ledger.ncrf import Explanation, LearningHours, Level, Row, RuleSet, credits_for, foreign_equivalents
from ledger.ncrf.wording import plain
from ledger.queries.rule_sets import rule_set_in_force, rule_sets


@dataclass(frozen=True, slots=True)
class EquivalentShown:
    """Credits in a foreign unit: a range where the unit's hours are one."""

    unit: str
    hours_of_one: str
    least: Decimal
    most: Decimal
    sentence: str


@dataclass(frozen=True, slots=True)
class SumShown:
    """A sum as a page shows it: a sentence, a table, credit points and what it is abroad."""

    credits: Decimal
    hours: Decimal
    points: Decimal | None
    level: Decimal | None
    rule_set: str
    sentence: str
    points_sentence: str
    rows: tuple[Row, ...]
    equivalents: tuple[EquivalentShown, ...]


def shown_sum(explanation: Explanation) -> SumShown:
    """Return a stored or fresh explanation in the reader's language."""
    hours = sum((part.hours for part in explanation.parts), Decimal(0))
    return SumShown(
        credits=explanation.credits,
        hours=hours,
        points=explanation.credit_points,
        level=explanation.level.value if explanation.level else None,
        rule_set=explanation.rule_set,
        sentence=explanation.sentence(_),
        points_sentence=explanation.points_sentence(_),
        rows=explanation.table(_),
        equivalents=tuple(
            EquivalentShown(
                _(found.unit.name), span(found.unit.fewest_hours, found.unit.most_hours), found.least, found.most,
                found.wording().sentence(_),
            )
            for found in foreign_equivalents(hours)
        ),
    )  # fmt: skip


def span(least: Decimal, most: Decimal) -> str:
    """Write a figure, or both ends where they differ: 10, 25–30."""
    return plain(least) if least == most else f"{plain(least)}–{plain(most)}"


@dataclass(frozen=True, slots=True)
class Conversion:
    """Hours turned into credits under the version of a rule set in force on a day."""

    explanation: Explanation
    rules: RuleSet
    hours: LearningHours


def convert(hours: LearningHours, *, rule_set: str, level: Level | None, on: date) -> Conversion:
    """Return the credits of assessed learning hours; writes nothing. Refuses what the rule set refuses."""
    rules = rule_set_in_force(rule_set, on=on)
    return Conversion(credits_for(hours, rules, assessed=True, level=level).explanation, rules, hours)


def rule_set_ids() -> list[str]:
    """Return the ids of all stored rule sets."""
    return sorted({rules.id for rules in rule_sets()})
