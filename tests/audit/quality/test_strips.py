"""The geometry of the pictures."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from audit.quality.strips import LEFT, RIGHT, Row, strip

VALUES = st.lists(st.none() | st.decimals(0, 1000, places=2, allow_nan=False), min_size=1, max_size=20)


@given(VALUES)
def test_every_figure_is_drawn_within_the_picture_in_its_order(values: list[D | None]) -> None:
    drawn = strip([Row(str(n), value, value, value) for n, value in enumerate(values)])
    marks = [(value, mark.x) for value, mark in zip(values, drawn.marks, strict=True)]
    assert all((value is None) == (x is None) for value, x in marks)
    places = sorted((value, x) for value, x in marks if value is not None and x is not None)
    assert [x for _, x in places] == sorted(x for _, x in places)
    assert all(LEFT <= x <= RIGHT for _, x in places)


def test_an_outlier_has_a_diamond_of_its_own_and_an_interval_its_bar() -> None:
    plain, out = strip([Row("a", D(5), D(4), D(6)), Row("b", D(10), flagged=True)], D(5)).marks
    assert (plain.diamond, plain.bar_x is not None, plain.bar_width > 0) == ("", True, True)
    assert out.diamond.startswith("M") and out.bar_x is None


def test_a_measure_with_ends_of_its_own_keeps_them() -> None:
    drawn = strip([Row("a", D("0.5"))], D("0.5"), ends=(D(0), D(1)))
    assert drawn.marks[0].x == drawn.median_x == (LEFT + RIGHT) / 2
    assert (drawn.least, drawn.most) == (D(0), D(1))
