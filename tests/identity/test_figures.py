"""How figures and charts are written for people."""

from decimal import Decimal

import pytest

from identity.charts import bar_pieces, ring_dash, spark_path, spark_points
from identity.figures import in_groups, initials_of, percent_of, signed, written


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("40.00"), None, "40"),
        (Decimal("75.50"), None, "75.5"),
        ("4", 2, "4.00"),
        (Decimal("0.005"), 2, "0.01"),
        (12345678, 0, "1,23,45,678"),
        (1204, 0, "1,204"),
        (Decimal("-12"), 2, "\u221212.00"),
        (None, 2, "\u2013"),
        ("nonsense", None, "\u2013"),
        (Decimal("NaN"), None, "\u2013"),
    ],
)
def test_a_figure_is_written_as_people_in_india_read_it(value: object, places: int | None, text: str) -> None:
    assert written(value, places) == text


def test_a_change_carries_its_sign() -> None:
    assert [signed(value) for value in (4, -12, 0)] == ["+4.00", "\u221212.00", "0.00"]


def test_an_id_keeps_its_leading_zeros_in_groups() -> None:
    assert in_groups("004277193356") == "0042 7719 3356"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Banaras Hindu University", "BH"),
        ("University of Hyderabad", "UH"),
        ("Ananya", "AN"),
        ("अनन्या दास", "अद"),
        ("", ""),
    ],
)
def test_initials_leave_small_words_out(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_a_percentage_says_100_only_when_all_is_done() -> None:
    assert [percent_of(part, 1000) for part in (0, 999, 1000, 2000)] == [0, 99, 100, 100]
    assert percent_of(5, 0) == 0


def test_the_pieces_of_a_bar_lie_end_to_end_and_never_leave_it() -> None:
    pieces = bar_pieces([18, 4, 30], 40)
    assert [(piece.kind, piece.start, piece.length) for piece in pieces] == [
        ("available", 0, 450), ("expiring", 450, 100), ("redeemed", 550, 450),
    ]  # fmt: skip
    assert bar_pieces([0, 0, 0], 0) == []


def test_a_sparkline_touches_every_value() -> None:
    assert spark_points([0, 5, 10], 100, 50) == [(0.0, 50.0), (50.0, 25.0), (100.0, 0.0)]
    assert spark_path(spark_points([0, 10], 100, 50)) == "M0.0 50.0C50.0 50.0 50.0 0.0 100.0 0.0"
    assert spark_path([]) == ""


def test_a_ring_draws_its_share_of_the_circle() -> None:
    assert ring_dash(50) == "169.6 339.3"
