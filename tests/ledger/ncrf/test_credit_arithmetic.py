"""Laws of the arithmetic, over hours and rule sets that nobody picked by hand."""

import json
from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.ncrf import (
    CCFUP,
    NCRF_NOTIONAL,
    SHIPPED,
    UGC_SKILL_NHEQF,
    Explanation,
    InvalidCredits,
    LearningHours,
    Level,
    Mode,
    NoAssessmentNoCredit,
    NoLearningHours,
    RuleSet,
    credits_for,
    quantize_credits,
)

amounts = st.integers(0, 200_000).map(lambda hundredths: D(hundredths) / 100)
some_hours = st.builds(LearningHours, theory=amounts, tutorial=amounts, practical=amounts, experiential=amounts)
hours = some_hours.filter(lambda h: h.notional >= 1)
rule_sets = st.sampled_from(SHIPPED)
HUNDREDTH = D("0.01")


def credits(hours: LearningHours, rule_set: RuleSet) -> D:
    return credits_for(hours, rule_set, assessed=True).credits


def sum_of(a: LearningHours, b: LearningHours) -> LearningHours:
    return LearningHours(**{mode.value: getattr(a, mode) + getattr(b, mode) for mode in Mode})


@given(hours, hours, rule_sets)
def test_more_hours_never_give_fewer_credits(a: LearningHours, b: LearningHours, rule_set: RuleSet) -> None:
    assert credits(sum_of(a, b), rule_set) >= credits(a, rule_set)


@given(hours, hours, rule_sets)
def test_two_courses_together_differ_from_apart_by_rounding_alone(
    a: LearningHours, b: LearningHours, rule_set: RuleSet
) -> None:
    apart = credits(a, rule_set) + credits(b, rule_set)
    assert abs(credits(sum_of(a, b), rule_set) - apart) <= HUNDREDTH


@given(hours, st.integers(1, 40), rule_sets)
def test_n_times_the_hours_give_n_times_the_credits_up_to_rounding(a: LearningHours, n: int, rule_set: RuleSet) -> None:
    scaled = LearningHours(**{mode.value: getattr(a, mode) * n for mode in Mode})
    assert abs(credits(scaled, rule_set) - n * credits(a, rule_set)) <= HUNDREDTH / 2 * (n + 1)


@given(hours, rule_sets)
def test_the_exact_sum_is_rounded_once_half_up(a: LearningHours, rule_set: RuleSet) -> None:
    exact = sum((Fraction(h) / Fraction(rule_set.rate(mode).default) for mode, h in a.by_mode()), Fraction(0))
    assert -Fraction(1, 200) < exact - Fraction(credits(a, rule_set)) < Fraction(1, 200) or exact * 200 % 2 == 1
    assert Fraction(credits(a, rule_set)) >= exact - Fraction(1, 200)


def test_rounding_each_mode_apart_would_have_given_another_figure() -> None:
    three_thirds = LearningHours.of(theory=5, tutorial=5, practical=10)
    assert str(credits(three_thirds, CCFUP)) == "1.00"
    rows = credits_for(three_thirds, CCFUP, assessed=True).explanation.table()
    assert [str(row.credits) for row in rows] == ["0.33", "0.33", "0.33"]


@pytest.mark.parametrize(
    ("exact", "expected"),
    [(D("0.005"), "0.01"), (D("0.0049999"), "0.00"), (Fraction(2, 3), "0.67"), (D("2.675"), "2.68"), (4, "4.00")],
)
def test_half_a_hundredth_goes_up(exact: Any, expected: str) -> None:
    assert str(quantize_credits(exact)) == expected


@pytest.mark.parametrize("exact", [D("NaN"), D("sNaN"), D("Infinity"), D("-0.01"), Fraction(-1, 3), D("1E+400000")])
def test_impossible_credits_are_refused(exact: Any) -> None:
    with pytest.raises(InvalidCredits):
        quantize_credits(exact)


@given(hours, rule_sets)
def test_contact_hours_change_no_credit(a: LearningHours, rule_set: RuleSet) -> None:
    assert credits(replace(a, contact=a.notional), rule_set) == credits(a, rule_set)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("rule_set", SHIPPED, ids=lambda r: r.id)
def test_unassessed_learning_of_any_kind_earns_no_credit(rule_set: RuleSet, mode: Mode) -> None:
    with pytest.raises(NoAssessmentNoCredit) as refused:
        credits_for(LearningHours.of(**{mode.value: 45}), rule_set, assessed=False)
    assert (refused.value.code, refused.value.status) == ("no-assessment-no-credit", 422)


@pytest.mark.parametrize("theory", ["0", "0.14"])
def test_hours_that_make_no_hundredth_of_a_credit_are_refused(theory: str) -> None:
    with pytest.raises(NoLearningHours):
        credits_for(LearningHours.of(theory=theory), NCRF_NOTIONAL, assessed=True)


def test_experience_multiplies_before_the_one_rounding() -> None:
    on = replace(NCRF_NOTIONAL, rpl_weightage_on=True)
    earned = credits_for(LearningHours.of(experiential=100), on, assessed=True, experience_years=D(3))
    assert str(earned.credits) == "4.43"
    assert earned.explanation.sentence().startswith("(100 h experiential / 30) x 1.33 for experience = 4.43 credits")
    off = credits_for(LearningHours.of(experiential=100), NCRF_NOTIONAL, assessed=True, experience_years=D(3))
    assert str(off.credits) == "3.33"


def test_the_explanation_reads_as_people_write_it() -> None:
    sum_ = credits_for(LearningHours.of(theory=45, practical=45), UGC_SKILL_NHEQF, assessed=True, level=Level.of("4.5"))
    expected = "45 h theory / 15 + 45 h practical / 30 = 4.50 credits, UGC-SKILL-NHEQF 2024.1"
    assert sum_.explanation.sentence() == expected
    assert sum_.explanation.points_sentence() == "4.50 credits x level 4.5 = 20.25 credit points"
    assert sum_.explanation.table() == (("theory", 45, 15, 3), ("practical", 45, 30, D("1.5")))
    assert sum_.notional_hours == 90


def test_a_rounded_sum_says_so() -> None:
    explanation = credits_for(LearningHours.of(theory=10), CCFUP, assessed=True).explanation
    expected = "10 h theory / 15 = 0.67 credits (rounded once, half up to hundredths), CCFUP 2022.1"
    assert explanation.sentence() == expected


def test_the_explanation_is_translated_piece_by_piece() -> None:
    hindi = {
        "theory": "सिद्धांत",
        "%(hours)s h %(mode)s / %(hours_per_credit)s": "%(hours)s घं. %(mode)s / %(hours_per_credit)s",
        "%(sum)s = %(credits)s credits, %(rule_set)s": "%(sum)s = %(credits)s क्रेडिट, %(rule_set)s",
    }
    explanation = credits_for(LearningHours.of(theory=45), CCFUP, assessed=True).explanation
    assert explanation.sentence(lambda text: hindi[text]) == "45 घं. सिद्धांत / 15 = 3.00 क्रेडिट, CCFUP 2022.1"


@given(hours, rule_sets, st.none() | st.integers(2, 16).map(lambda n: Level(D(n) / 2)))
def test_an_explanation_survives_json_and_adds_up(a: LearningHours, rule_set: RuleSet, level: Level | None) -> None:
    explanation = credits_for(a, rule_set, assessed=True, level=level).explanation
    read = Explanation.from_json(json.loads(json.dumps(explanation.to_json())))
    assert read == explanation
    assert read.adds_up()
    assert read.sentence() == explanation.sentence()


def test_an_explanation_whose_credits_were_altered_does_not_add_up() -> None:
    explanation = credits_for(LearningHours.of(theory=45), CCFUP, assessed=True).explanation
    assert not replace(explanation, credits=D("3.01")).adds_up()
