"""The 11 mandatory and 5 optional elements of the EU Council Recommendation of 2022, each by name."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from credentials.badges.facts import AchievementFacts
from credentials.badges.open_badge import open_badge
from credentials.badges.refusals import UnfitFacts
from credentials.badges.schema import schema
from ledger.ncrf import LearningHours
from tests.credentials.badges.examples import ACHIEVEMENT, FULL, MINIMAL

Document = dict[str, Any]
PROFILE = Draft202012Validator(schema("badge"))


def _subject(badge: Document) -> Document:
    subject: Document = badge["credentialSubject"]
    return subject


def _drop_alignment(kind: str) -> Callable[[Document], None]:
    def drop(badge: Document) -> None:
        made = _subject(badge)["achievement"]
        made["alignment"] = [node for node in made["alignment"] if node["targetType"] != kind]

    return drop


def _drop_result(end: str) -> Callable[[Document], None]:
    def drop(badge: Document) -> None:
        _subject(badge)["result"] = [
            node for node in _subject(badge)["result"] if not node["resultDescription"].endswith(f"#result-{end}")
        ]

    return drop


MANDATORY: dict[str, Callable[[Document], Any]] = {
    "learner": lambda badge: _subject(badge).pop("identifier"),
    "title": lambda badge: _subject(badge)["achievement"].pop("name"),
    "country of the issuer": lambda badge: badge["issuer"]["address"].pop("addressCountryCode"),
    "awarding body": lambda badge: badge["issuer"].pop("name"),
    "date of issue": lambda badge: badge.pop("awardedDate"),
    "learning outcomes": _drop_alignment("ext:LearningOutcome"),
    "notional workload in hours": _drop_result("hours"),
    "notional workload in ECTS": _drop_result("ects"),
    "level of the NCrF": _drop_alignment("ext:NCrFLevel"),
    "level of the EQF": _drop_alignment("ext:EQFLevel"),
    "type of assessment": _drop_alignment("ext:AssessmentType"),
    "form of participation": _drop_alignment("ext:ModeOfLearning"),
    "type of quality assurance": _drop_alignment("ext:QualityAssurance"),
}


@pytest.mark.parametrize("element", MANDATORY)
def test_a_credential_holds_each_mandatory_element_and_fails_our_schema_without_it(element: str) -> None:
    for facts in (FULL, MINIMAL):
        badge = open_badge(facts)
        assert PROFILE.is_valid(badge)
        without = deepcopy(badge)
        MANDATORY[element](without)
        assert without != badge
        assert not PROFILE.is_valid(without)


def _targets(badge: Document) -> dict[str, str]:
    return {node["targetType"]: node["targetName"] for node in _subject(badge)["achievement"]["alignment"]}


def _results(badge: Document) -> dict[str, str]:
    return {node["resultDescription"].partition("#result-")[2]: node["value"] for node in _subject(badge)["result"]}


def test_the_mandatory_elements_say_what_the_facts_say() -> None:
    badge = open_badge(FULL)
    assert (
        _targets(badge).items()
        >= {
            "ext:NCrFLevel": "NCrF level 5.5",
            "ext:EQFLevel": "EQF level 6",
            "ext:AssessmentType": "Project",
            "ext:ModeOfLearning": "Online and on site",
            "ext:QualityAssurance": ACHIEVEMENT.quality_assurance,
        }.items()
    )
    assert badge["issuer"]["address"]["addressCountryCode"] == "IN"
    outcomes = [
        node["targetName"]
        for node in _subject(badge)["achievement"]["alignment"]
        if node["targetType"] == "ext:LearningOutcome"
    ]
    assert outcomes == list(ACHIEVEMENT.outcomes)


def test_hours_by_mode_contact_hours_credits_and_ects_are_told_apart() -> None:
    assert _results(open_badge(FULL)) == {
        "hours": "90",
        "hours-theory": "45",
        "hours-practical": "45",
        "hours-contact": "60",
        "credits": "4.5",
        "ects": "3",
        "supervision": "Supervised, with identity check",
        "grade": "A+",
        "grade-points": "9",
        "credits-last-day": "2031-05-30",
    }


def test_the_ects_figure_has_the_bounds_of_30_and_25_hours() -> None:
    described = _subject(open_badge(FULL))["achievement"]["resultDescription"]
    ects = next(node for node in described if node["resultType"] == "ext:ECTS")
    assert (ects["valueMin"], ects["valueMax"]) == ("3", "3.6")


def test_the_rule_set_its_version_and_its_sum_are_cited() -> None:
    made = _subject(open_badge(FULL))["achievement"]
    cited = next(node for node in made["alignment"] if node["targetType"] == "ext:CreditRuleSet")
    assert cited["targetName"] == "UGC-SKILL-NHEQF 2024.1"
    assert cited["targetDescription"] == "45 h theory / 15 + 45 h practical / 30 = 4.50 credits, UGC-SKILL-NHEQF 2024.1"


def test_the_five_optional_elements_stand_where_the_facts_have_them() -> None:
    targets, results = _targets(open_badge(FULL)), _results(open_badge(FULL))
    assert targets["ext:Prerequisites"] == "Class 12 with mathematics"
    assert results["supervision"] == "Supervised, with identity check"
    assert results["grade"] == "A+"
    assert targets["ext:Stackability"] == "BA Geography"
    assert targets["ext:IndustryPartner"] == ACHIEVEMENT.industry_partner


def test_the_optional_elements_are_absent_where_the_facts_lack_them() -> None:
    targets, results = _targets(open_badge(MINIMAL)), _results(open_badge(MINIMAL))
    assert targets.keys().isdisjoint({"ext:Prerequisites", "ext:Stackability", "ext:IndustryPartner"})
    assert results.keys() == {"hours", "hours-theory", "credits", "ects"}


def test_the_eqf_level_says_that_it_only_informs() -> None:
    made = _subject(open_badge(FULL))["achievement"]
    beside = next(node for node in made["alignment"] if node["targetType"] == "ext:EQFLevel")
    assert "no official referencing" in beside["targetDescription"]
    assert "NCRF-EQF 2025.1" in beside["targetDescription"]


@pytest.mark.parametrize(
    "gap",
    [
        {"title": " \n"},
        {"outcomes": ()},
        {"outcomes": ("", "\x00")},
        {"hours": LearningHours()},
        {"assessment": "none"},
        {"participation": ""},
        {"quality_assurance": ""},
        {"rule_set": ""},
    ],
)
def test_an_achievement_without_a_mandatory_element_is_refused_by_its_name(gap: dict[str, Any]) -> None:
    with pytest.raises(UnfitFacts) as refused:
        replace(ACHIEVEMENT, **gap)
    assert refused.value.field == f"achievement.{next(iter(gap))}"
    assert isinstance(ACHIEVEMENT, AchievementFacts)
