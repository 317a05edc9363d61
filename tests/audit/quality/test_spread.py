"""Quartiles and rates: what they must always be, and figures known from elsewhere."""

from decimal import Decimal as D
from fractions import Fraction
from statistics import median, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.quality.rates import Rate
from audit.quality.spread import Spread, quantile

FIGURES = st.lists(st.decimals(-1000, 1000, places=2, allow_nan=False), min_size=1, max_size=40)
RATES = st.integers(1, 100_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(FIGURES)
def test_quartiles_agree_with_the_standard_library(values: list[D]) -> None:
    spread = Spread.of(values)
    assert spread.median == median(values)
    if len(values) > 1:
        low, _middle, high = quantiles(values, n=4, method="inclusive")
        assert (round(spread.low, 9), round(spread.high, 9)) == (round(low, 9), round(high, 9))


@given(FIGURES, st.randoms())
def test_quartiles_stand_in_order_among_the_figures_whatever_their_order(values: list[D], random: object) -> None:
    spread = Spread.of(values)
    assert min(values) <= spread.low <= spread.median <= spread.high <= max(values)
    shuffled = values.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Spread.of(shuffled) == spread
    assert spread.width >= 0


@given(FIGURES, st.decimals(-50, 50, places=1, allow_nan=False))
def test_moving_every_figure_moves_the_quartiles_alike(values: list[D], by: D) -> None:
    moved = Spread.of([value + by for value in values])
    assert moved.median == Spread.of(values).median + by
    assert moved.width == Spread.of(values).width


def test_of_nothing_there_is_no_quartile() -> None:
    with pytest.raises(ValueError, match="no figures"):
        quantile([], Fraction(1, 2))


@given(RATES)
def test_a_rate_lies_within_its_interval_and_both_between_nothing_and_all(counts: tuple[int, int]) -> None:
    rate = Rate(*counts)
    low, high = rate.interval()
    assert 0 <= low <= rate.share <= high <= 1


@given(RATES)
def test_ten_times_as_many_narrow_the_interval(counts: tuple[int, int]) -> None:
    few, many = Rate(*counts).interval(), Rate(counts[0] * 10, counts[1] * 10).interval()
    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_the_intervals_are_those_that_newcombe_published(part: int, whole: int, low: str, high: str) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    assert [f"{end:.4f}" for end in Rate(part, whole).interval()] == [low, high]


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (3, 2), (-1, 4)])
def test_what_is_no_share_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        Rate(part, whole)


def test_below_ten_a_rate_is_too_small_to_compare() -> None:
    assert Rate(9, 9).is_small
    assert not Rate(10, 10).is_small
