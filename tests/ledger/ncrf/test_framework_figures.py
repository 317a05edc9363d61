"""Every figure of the framework that the bank relies on, one case each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from ledger.ncrf import (
    CCFUP,
    CURRENT_LEVELS,
    NCRF_NOTIONAL,
    SHIPPED,
    UGC_SKILL_NHEQF,
    LearningHours,
    Level,
    Mode,
    RateOutsideBand,
    RuleSet,
    RuleSetUnknown,
    credit_points,
    credits_for,
    foreign_equivalents,
    in_force,
    rpl_weightage,
    year_load,
)
from ledger.ncrf.years import CREDITS_PER_YEAR, HOURS_PER_CREDIT, HOURS_PER_YEAR, LEAST_CREDITS_PER_SEMESTER


def credits(rule_set: RuleSet, **hours: int) -> D:
    return credits_for(LearningHours.of(**hours), rule_set, assessed=True).credits


def test_a_year_of_1200_hours_is_40_credits_of_30_hours() -> None:
    assert (HOURS_PER_YEAR, CREDITS_PER_YEAR, HOURS_PER_CREDIT) == (1200, 40, 30)
    assert credits(NCRF_NOTIONAL, theory=1200) == 40
    assert credits(NCRF_NOTIONAL, theory=30) == 1
    assert LEAST_CREDITS_PER_SEMESTER == 20


@pytest.mark.parametrize(
    ("rule_set", "mode", "hours", "expected"),
    [
        (NCRF_NOTIONAL, "theory", 30, "1.00"),
        (NCRF_NOTIONAL, "tutorial", 30, "1.00"),
        (NCRF_NOTIONAL, "practical", 30, "1.00"),
        (NCRF_NOTIONAL, "experiential", 30, "1.00"),
        (UGC_SKILL_NHEQF, "theory", 15, "1.00"),
        (UGC_SKILL_NHEQF, "tutorial", 15, "1.00"),
        (UGC_SKILL_NHEQF, "practical", 30, "1.00"),
        (UGC_SKILL_NHEQF, "experiential", 40, "1.00"),
        (CCFUP, "theory", 15, "1.00"),
        (CCFUP, "tutorial", 15, "1.00"),
        (CCFUP, "practical", 30, "1.00"),
        (CCFUP, "experiential", 120, "4.00"),
    ],
)
def test_hours_of_each_mode_make_the_credits_of_each_rule_set(
    rule_set: RuleSet, mode: str, hours: int, expected: str
) -> None:
    assert str(credits(rule_set, **{mode: hours})) == expected


@pytest.mark.parametrize(("rule_set", "expected"), [(NCRF_NOTIONAL, "3.00"), (UGC_SKILL_NHEQF, "4.50")])
def test_the_same_hours_are_3_credits_under_nsqf_and_4_and_a_half_under_nheqf(rule_set: RuleSet, expected: str) -> None:
    assert str(credits(rule_set, theory=45, practical=45)) == expected


@pytest.mark.parametrize(
    ("level", "points"), [("4.5", "180"), ("5", "200"), ("5.5", "220"), ("6", "240"), ("6.5", "260")]
)
def test_40_credits_give_the_credit_points_of_table_5(level: str, points: str) -> None:
    assert credit_points(D(40), Level.of(level)) == D(points)


@pytest.mark.parametrize(
    ("qualification", "level"),
    [
        ("Class 5", "1"),
        ("Class 8", "2"),
        ("Class 10", "3"),
        ("Class 12", "4"),
        ("Undergraduate year 1", "4.5"),
        ("Undergraduate certificate", "4.5"),
        ("Undergraduate year 2", "5"),
        ("Undergraduate diploma", "5"),
        ("Three-year degree", "5.5"),
        ("Four-year degree", "6"),
        ("Postgraduate diploma after a three-year degree", "6"),
        ("Postgraduate diploma after a four-year degree", "6.5"),
        ("One-year master after a four-year degree", "6.5"),
        ("Two-year master after a three-year degree", "6.5"),
        ("Two-year master after a four-year engineering degree", "7"),
        ("Doctorate", "8"),
    ],
)
def test_each_qualification_stands_at_its_level(qualification: str, level: str) -> None:
    assert CURRENT_LEVELS.level_of(qualification) == Level.of(level)


@pytest.mark.parametrize(
    ("years", "factor"),
    [
        ("0", "1"),
        ("1", "1"),
        ("1.01", "1.33"),
        ("4", "1.33"),
        ("4.5", "1.67"),
        ("7", "1.67"),
        ("7.1", "2"),
        ("40", "2"),
    ],
)
@pytest.mark.parametrize("rule_set", SHIPPED, ids=lambda rule_set: rule_set.id)
def test_experience_weighs_only_where_a_rule_set_switched_it_on(rule_set: RuleSet, years: str, factor: str) -> None:
    assert rpl_weightage(D(years), rule_set) == 1
    assert rpl_weightage(D(years), replace(rule_set, rpl_weightage_on=True)) == D(factor)


@pytest.mark.parametrize(("asked", "expected"), [(None, "3.00"), (40, "3.00"), (45, "2.67"), (42, "2.86")])
def test_the_experiential_band_is_40_to_45_hours_with_40_by_default(asked: Any, expected: str) -> None:
    chosen = None if asked is None else {Mode.EXPERIENTIAL: D(asked)}
    hours = LearningHours.of(experiential=120)
    assert str(credits_for(hours, UGC_SKILL_NHEQF, assessed=True, hours_per_credit=chosen).credits) == expected


@pytest.mark.parametrize("asked", ["39.99", "45.01", "0", "-40", "NaN", "Infinity"])
def test_hours_per_credit_outside_the_band_are_refused(asked: Any) -> None:
    with pytest.raises(RateOutsideBand, match="40 to 45"):
        credits_for(
            LearningHours.of(experiential=120),
            UGC_SKILL_NHEQF,
            assessed=True,
            hours_per_credit={Mode.EXPERIENTIAL: D(asked)},
        )


@pytest.mark.parametrize(
    ("unit", "least", "most"),
    [("ECTS", "40.00", "48.00"), ("CATS", "120.00", "120.00"), ("NZ", "120.00", "120.00"), ("US", "26.67", "26.67")],
)
def test_1200_hours_in_each_foreign_unit(unit: str, least: str, most: str) -> None:
    found = next(e for e in foreign_equivalents(D(1200)) if e.unit.code == unit)
    assert (str(found.least), str(found.most)) == (least, most)


def test_60_ects_of_25_to_30_hours_are_1500_to_1800_hours() -> None:
    assert foreign_equivalents(D(1500))[0].most == 60
    assert foreign_equivalents(D(1800))[0].least == 60


@pytest.mark.parametrize(("credits", "above"), [("39.99", "0"), ("40", "0"), ("40.01", "0.01"), ("176", "136")])
def test_a_year_above_40_credits_is_reported_and_never_refused(credits: str, above: str) -> None:
    load = year_load(D(credits))
    assert (load.above, load.is_above) == (D(above), D(above) > 0)
    assert ("above an ordinary year" in load.wording().sentence()) is load.is_above


def test_the_shipped_rule_sets_are_the_three_with_their_versions() -> None:
    assert [r.label for r in SHIPPED] == ["NCRF-NOTIONAL 2023.1", "UGC-SKILL-NHEQF 2024.1", "CCFUP 2022.1"]
    assert {r.rounding for r in SHIPPED} == {"half-up-hundredths"}
    assert not any(r.rpl_weightage_on for r in SHIPPED)


def test_the_version_in_force_is_the_latest_that_took_effect() -> None:
    later = replace(CCFUP, version="2022.10", effective_from=date(2025, 7, 1))
    among = (later, replace(CCFUP, version="2022.9", effective_from=date(2025, 7, 1)), CCFUP)
    assert in_force("CCFUP", on=date(2025, 6, 30), among=among) == CCFUP
    assert in_force("CCFUP", on=date(2025, 7, 1), among=among) == later
    with pytest.raises(RuleSetUnknown):
        in_force("CCFUP", on=date(2021, 12, 31), among=among)
