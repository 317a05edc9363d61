"""Levels, hours and rule sets that can't be right are refused with a sentence; the right ones survive JSON."""

import json
from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.ncrf import (
    ALL_LEVELS,
    CCFUP,
    CURRENT_LEVELS,
    SHIPPED,
    ExperienceBand,
    InvalidHours,
    InvalidLevel,
    InvalidRuleSet,
    LearningHours,
    Level,
    Rate,
    RuleSet,
    Wording,
    rpl_weightage,
)


def test_levels_are_1_to_8_in_halves_and_each_has_a_name() -> None:
    assert [level.value for level in ALL_LEVELS] == [D(halves) / 2 for halves in range(2, 17)]
    assert all(level.name and CURRENT_LEVELS.stage_of(level) for level in ALL_LEVELS)
    assert Level.of("4.5").name == "Undergraduate year 1"


def test_levels_of_equal_value_are_the_same_level_and_compare_by_value() -> None:
    assert Level.of("4.50") == Level.of(D("4.5"))
    assert len({Level.of(5), Level.of("5.00")}) == 1
    assert Level.of("4.5") < Level.of(5) < Level.of(8)


@pytest.mark.parametrize(
    "seen", ["0.5", "8.5", "4.25", "4.500001", "0", "-4", "NaN", "Infinity", "1E+999999", "five", ""]
)
def test_what_is_no_level_is_refused(seen: Any) -> None:
    with pytest.raises(InvalidLevel, match="1 to 8 in halves") as refused:
        Level.of(seen)
    assert refused.value.field == "level"


@pytest.mark.parametrize("seen", ["-1", "0.001", "NaN", "sNaN", "-Infinity", "100000.01", "1E+999999", "ten", "", True])
def test_hours_that_are_no_hours_are_refused(seen: Any) -> None:
    with pytest.raises(InvalidHours, match="at most two decimals") as refused:
        LearningHours.of(theory=seen)
    assert refused.value.field == "theory"


def test_a_float_of_hours_is_refused_since_it_is_not_exact() -> None:
    with pytest.raises(InvalidHours):
        LearningHours.of(theory=0.1)


def test_contact_hours_are_a_part_of_the_notional_hours() -> None:
    hours = LearningHours.of(theory="45.25", practical="30", contact="60")
    assert (hours.notional, hours.contact) == (D("75.25"), D("60"))
    assert LearningHours.of(theory=1, contact=1).notional == 1
    with pytest.raises(InvalidHours, match=r"Contact hours are 1\.01, more than the 1 notional") as refused:
        LearningHours.of(theory=1, contact="1.01")
    assert refused.value.field == "contact"


@given(st.lists(st.integers(0, 10_000_000).map(lambda n: D(n) / 100), min_size=4, max_size=4))
def test_hours_survive_json(amounts: list[D]) -> None:
    hours = LearningHours(*amounts)
    assert LearningHours.from_json(json.loads(json.dumps(hours.to_json()))) == hours


@pytest.mark.parametrize("rule_set", SHIPPED, ids=lambda r: r.id)
def test_a_rule_set_survives_json(rule_set: RuleSet) -> None:
    assert RuleSet.from_json(json.loads(json.dumps(rule_set.to_json()))) == rule_set


@pytest.mark.parametrize(
    "damage",
    [
        {"id": "lower"},
        {"version": "2024.x"},
        {"effective_from": "soon"},
        {"effective_from": None},
        {"rates": {}},
        {"rates": {"theory": {"default": "0", "lowest": "0", "highest": "0"}}},
        {"rates": []},
        {"rounding": "to-even"},
        {"experience_bands": [{"up_to_years": "1", "factor": "1"}]},
        {"experience_bands": [{"up_to_years": "NaN", "factor": "1"}, {"up_to_years": None, "factor": "2"}]},
        {"experience_bands": [{"up_to_years": None, "factor": "-2"}]},
        {"experience_bands": [], "rpl_weightage_on": True},
        {"experience_bands": "none"},
    ],
)
def test_a_damaged_rule_set_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(InvalidRuleSet):
        RuleSet.from_json(CCFUP.to_json() | damage)


@pytest.mark.parametrize("missing", sorted(CCFUP.to_json()))
def test_a_rule_set_with_a_part_missing_is_refused(missing: str) -> None:
    stored = {name: value for name, value in CCFUP.to_json().items() if name != missing}
    with pytest.raises(InvalidRuleSet):
        RuleSet.from_json(stored)


def test_weightage_is_off_unless_a_rule_set_says_true() -> None:
    assert RuleSet.from_json(CCFUP.to_json() | {"rpl_weightage_on": "yes"}).rpl_weightage_on is False


@pytest.mark.parametrize("figures", [("39", "40", "45"), ("46", "40", "45"), ("0", "0", "1"), ("NaN", "1", "2")])
def test_a_band_keeps_its_default_inside_and_above_zero(figures: tuple[str, str, str]) -> None:
    with pytest.raises(InvalidRuleSet):
        Rate(*map(D, figures))


def test_experience_bands_must_ascend() -> None:
    bands = (ExperienceBand(D(4), D(1)), ExperienceBand(D(1), D(2)), ExperienceBand(None, D(3)))
    with pytest.raises(InvalidRuleSet):
        replace(CCFUP, experience_bands=bands)


@pytest.mark.parametrize("years", ["-0.1", "NaN", "81"])
def test_impossible_years_of_experience_are_refused(years: str) -> None:
    with pytest.raises(InvalidHours):
        rpl_weightage(D(years), CCFUP)


def test_a_refusal_can_be_said_in_another_language() -> None:
    with pytest.raises(InvalidLevel) as refused:
        Level.of("9")
    assert refused.value.wording.sentence(lambda text: "स्तर %(seen)s") == "स्तर 9"


def test_a_wording_survives_json_and_is_translated_afterwards() -> None:
    wording = Wording("%(mode)s: %(credits)s", {"mode": Wording("theory", {}), "credits": D("4.50")})
    read = Wording.from_json(json.loads(json.dumps(wording.to_json())))
    assert read.sentence() == "theory: 4.50"
    assert read.sentence(lambda text: "सिद्धांत" if text == "theory" else text) == "सिद्धांत: 4.50"


def test_a_wording_without_parameters_keeps_its_percent_sign() -> None:
    assert Wording("75 % or more", {}).sentence() == "75 % or more"
