"""The geometry of a comparison: a line for each institution on one scale, with the peers' median across."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, ROW, HEAD, FOOT = 360, 26, 8, 20
LEFT, RIGHT = 84, 350
DOT = 5

Place = Callable[[Decimal], float]


@dataclass(frozen=True, slots=True)
class Row:
    """What one line shows; `value` is None where nothing was reported."""

    label: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    flagged: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one line is drawn; `x` is None where there is nothing to draw, `diamond` outlines an outlier."""

    label: str
    y: int
    text_y: int
    x: float | None = None
    bar_x: float | None = None
    bar_width: float = 0.0
    diamond: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """A whole picture: its marks, the median's place and what the ends of the scale stand for."""

    height: int
    marks: tuple[Mark, ...]
    median_x: float | None
    least: Decimal
    most: Decimal
    base_y: int


def strip(rows: Sequence[Row], median: Decimal | None = None, *, ends: tuple[Decimal, Decimal] | None = None) -> Strip:
    """Lay rows out on one scale: from zero to the largest figure, or between the ends that the measure has."""
    least, most = ends or _ends(rows)
    span = most - least

    def place(value: Decimal) -> float:
        share = min(max((value - least) / span, Decimal(0)), Decimal(1))
        return round(LEFT + float(share) * (RIGHT - LEFT), 1)

    marks = tuple(_mark(row, HEAD + ROW * number + ROW // 2, place) for number, row in enumerate(rows))
    base = HEAD + ROW * len(rows)
    return Strip(base + FOOT, marks, None if median is None else place(median), least, most, base)


def _ends(rows: Sequence[Row]) -> tuple[Decimal, Decimal]:
    drawn = [value for row in rows for value in (row.value, row.low, row.high) if value is not None]
    least, most = min([*drawn, Decimal(0)]), max([*drawn, Decimal(0)])
    return least, most if most > least else least + 1


def _mark(row: Row, y: int, place: Place) -> Mark:
    if row.value is None:
        return Mark(row.label, y, y + 4)
    x = place(row.value)
    bar_x, width = None, 0.0
    if row.low is not None and row.high is not None:
        bar_x = place(row.low)
        width = round(max(place(row.high) - bar_x, 1.0), 1)
    reach = DOT + 4
    diamond = f"M{x} {y - reach}L{round(x + reach, 1)} {y}L{x} {y + reach}L{round(x - reach, 1)} {y}Z"
    return Mark(row.label, y, y + 4, x, bar_x, width, diamond if row.flagged else "", row.small)
