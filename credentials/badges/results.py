"""What was reached: descriptions of results in the achievement, and their values, as text, in the award."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from credentials.badges.facts import AchievementFacts, BadgeFacts
from credentials.badges.terms import SUPERVISIONS
from credentials.badges.text import Document, clean, without_gaps
from ledger.ncrf import Equivalent, Mode, foreign_equivalents
from ledger.ncrf.wording import plain


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of result: the end of its id, its type in Open Badges 3.0 and what people read."""

    end: str
    kind: str
    name: str


HOURS = Measure("hours", "ext:NotionalHours", "Notional learning hours")
CONTACT = Measure("hours-contact", "ext:ContactHours", "Of these, contact hours")
CREDITS = Measure("credits", "ext:NCrFCredits", "NCrF credits")
ECTS = Measure("ects", "ext:ECTS", "ECTS credits for these hours, at 30 hours each (most: at 25 hours); informative")
SUPERVISION = Measure("supervision", "ext:SupervisionAndIdentity", "Supervision and identity check in the assessment")
GRADE = Measure("grade", "LetterGrade", "Grade")
GRADE_POINTS = Measure("grade-points", "ext:GradePoints", "Grade points")
LAST_DAY = Measure("credits-last-day", "ext:CreditsLastDay", "Last day on which the credits can be redeemed")

MODES = {mode: Measure(f"hours-{mode}", f"ext:{mode.value.capitalize()}Hours", f"Hours of {mode}") for mode in Mode}


def result_descriptions(facts: AchievementFacts) -> list[Document]:
    """Return every ResultDescription of an achievement, the same for all of its awards.

    No `allowedValue`: it is a list, and lists cost blank nodes in the canonical form.
    """
    ects = _ects(facts.hours.notional)
    bounds = {ECTS: {"valueMin": plain(ects.least), "valueMax": plain(ects.most)}}
    measures = [*(measure for measure, _ in _of_achievement(facts)), GRADE, GRADE_POINTS, LAST_DAY]
    return [
        {
            "id": _id(facts, measure),
            "type": ["ResultDescription"],
            "name": measure.name,
            "resultType": measure.kind,
            **bounds.get(measure, {}),
        }
        for measure in measures
    ]


def results(facts: BadgeFacts) -> list[Document]:
    """Return the Result nodes of an award; every value is text."""
    return [
        without_gaps(
            id=f"{facts.id}#result-{measure.end}",
            type=["Result"],
            resultDescription=_id(facts.achievement, measure),
            value=value,
            status="Completed" if measure is GRADE else None,
        )
        for measure, value in (*_of_achievement(facts.achievement), *_of_award(facts))
    ]


@lru_cache(maxsize=1024)
def _ects(notional_hours: Decimal) -> Equivalent:
    # Exact fractions are slow, and thousands of awards have the same hours.
    return next(equal for equal in foreign_equivalents(notional_hours) if equal.unit.code == "ECTS")


def _id(facts: AchievementFacts, measure: Measure) -> str:
    return f"{facts.id}#result-{measure.end}"


def _of_achievement(facts: AchievementFacts) -> Iterator[tuple[Measure, str]]:
    yield HOURS, plain(facts.hours.notional)
    for mode, hours in facts.hours.by_mode():
        yield MODES[mode], plain(hours)
    if facts.hours.contact:
        yield CONTACT, plain(facts.hours.contact)
    yield CREDITS, plain(facts.credits)
    yield ECTS, plain(_ects(facts.hours.notional).least)
    if facts.supervision:
        yield SUPERVISION, SUPERVISIONS[facts.supervision]


def _of_award(facts: BadgeFacts) -> Iterator[tuple[Measure, str]]:
    if clean(facts.grade):
        yield GRADE, clean(facts.grade)
    if facts.grade_points is not None:
        yield GRADE_POINTS, plain(facts.grade_points)
    if facts.credits_last_day is not None:
        yield LAST_DAY, facts.credits_last_day.isoformat()
