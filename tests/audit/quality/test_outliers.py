"""Which figures stand out: the rule with its edges, and what must hold for any figures."""

from datetime import date
from decimal import Decimal as D
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.quality.measures import RULES, Figure, Measure
from audit.quality.outliers import THRESHOLDS, Measured, Outlier, outliers, threshold_in_force

TODAY = date(2026, 11, 28)
RULE = THRESHOLDS[0]
VALUES = st.lists(st.decimals(1, 500, places=1, allow_nan=False), min_size=1, max_size=12)


def found_of(figures: list[Figure]) -> list[Outlier]:
    return outliers([Measured(UUID(int=n), "gis", D(5), figure) for n, figure in enumerate(figures)], on=TODAY)


def hours(*values: object) -> list[Figure]:
    return [Figure.amount(Measure.HOURS, D(str(value)), 1) for value in values]


def test_one_far_from_its_peers_is_found_with_the_figures_that_made_it() -> None:
    (found,) = found_of(hours(90, 90, 90, 90, 135))
    assert (found.code, found.measure, found.value) == ("quality-outlier", "hours", D(135))
    assert (found.institution, found.skill, found.level) == (UUID(int=4), "gis", D(5))
    assert (found.peers_median, found.threshold, found.n, found.peers) == (D(90), D(108), 1, 4)
    assert found.is_above and found.rule == RULE.version


def test_far_below_is_found_too() -> None:
    (found,) = found_of(hours(90, 90, 90, 90, 40))
    assert not found.is_above and found.threshold == D(72)


def test_a_small_difference_is_none_however_closely_peers_agree() -> None:
    assert not found_of(hours(90, 90, 90, 90, 108))
    assert found_of(hours(90, 90, 90, 90, "108.1"))


def test_beyond_one_and_a_half_quartile_distances_of_the_peers() -> None:
    peers = (60, 80, 100, 120)  # quartiles 75 and 105: the threshold is 30 x 1.5 beyond them
    assert not found_of(hours(*peers, 150))
    assert [found.value for found in found_of(hours(*peers, 151))] == [D(151)]


def test_with_fewer_than_three_others_nobody_is_judged() -> None:
    assert not found_of(hours(90, 90, 900))
    assert found_of(hours(90, 90, 90, 900))


def test_what_is_small_or_not_reported_is_neither_judged_nor_a_peer() -> None:
    rates = [Figure.rate(Measure.PASS_RATE, 95, 100) for _ in range(2)]
    few, none = Figure.rate(Measure.PASS_RATE, 0, 9), Figure(Measure.PASS_RATE)
    assert few.is_small and not none.is_reported
    assert not found_of([*rates, few, none, Figure.rate(Measure.PASS_RATE, 10, 100)])
    assert len(found_of([*rates, rates[0], few, none, Figure.rate(Measure.PASS_RATE, 10, 100)])) == 1


def test_a_rate_of_a_cohort_too_small_to_be_sure_is_left_alone() -> None:
    peers = [Figure.rate(Measure.PASS_RATE, 900, 1000) for _ in range(4)]
    assert not found_of([*peers, Figure.rate(Measure.PASS_RATE, 8, 11)])  # 73 %, but its interval reaches 90 %
    assert found_of([*peers, Figure.rate(Measure.PASS_RATE, 80, 110)])


def test_endorsements_are_shown_and_never_judged() -> None:
    assert not found_of([Figure.amount(Measure.ENDORSEMENTS, D(n), 1) for n in (0, 0, 0, 0, 50)])


def test_skills_levels_and_measures_are_judged_apart() -> None:
    peers = [Measured(UUID(int=n), "gis", D(5), figure) for n, figure in enumerate(hours(90, 90, 90))]
    for skill, level in (("python", D(5)), ("gis", D(6))):
        assert not outliers([*peers, Measured(UUID(int=9), skill, level, hours(900)[0])], on=TODAY)


@given(VALUES)
def test_all_alike_or_moved_together_nobody_stands_out_anew(values: list[D]) -> None:
    assert not found_of(hours(*[values[0]] * len(values)))


@given(VALUES, st.integers(0, 11))
def test_an_outlier_moved_further_out_stays_one(values: list[D], place: int) -> None:
    for found in found_of(hours(*values)):
        if found.is_above:
            moved = values.copy()
            moved[found.institution.int] += 1000
            assert found.institution in {other.institution for other in found_of(hours(*moved))}


def test_every_measure_has_a_rule_and_versions_stand_in_order() -> None:
    assert set(RULES) == set(Measure)
    assert [rule.effective_from for rule in THRESHOLDS] == sorted(rule.effective_from for rule in THRESHOLDS)
    assert threshold_in_force(date(1999, 1, 1)) == threshold_in_force(TODAY) == RULE


@pytest.mark.parametrize("measure", list(Measure))
def test_nothing_reported_is_no_figure(measure: Measure) -> None:
    assert not Figure(measure).is_comparable and not found_of([Figure(measure)] * 5)
