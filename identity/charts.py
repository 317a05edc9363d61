"""Geometry of the small charts: the lengths of a bar, the arc of a ring, the curve of a sparkline."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import pi

from identity.figures import decimal_of

RING_RADIUS = 54
BAR_KINDS = ("available", "expiring", "redeemed")


@dataclass(frozen=True, slots=True)
class Piece:
    """One coloured piece of a bar that is 1000 units long."""

    kind: str
    start: float
    length: float


def bar_pieces(amounts: Sequence[object], longest: object) -> list[Piece]:
    """Lay the amounts (available, expiring, redeemed) end to end on a scale where `longest` fills the bar."""
    scale = float(decimal_of(longest) or 0)
    pieces, start = [], 0.0
    for kind, amount in zip(BAR_KINDS, amounts, strict=True):
        length = 1000 * float(decimal_of(amount) or 0) / scale if scale > 0 else 0.0
        length = min(max(length, 0.0), 1000 - start)
        if length:
            pieces.append(Piece(kind, round(start, 1), round(length, 1)))
        start += length
    return pieces


def ring_dash(percent: int) -> str:
    """Return the dash pattern that draws so many percent of the ring."""
    circle = 2 * pi * RING_RADIUS
    return f"{circle * percent / 100:.1f} {circle:.1f}"


def spark_points(values: Sequence[object], width: int, height: int) -> list[tuple[float, float]]:
    """Spread the values over the width, highest on top; zero is the floor."""
    numbers = [float(decimal_of(value) or 0) for value in values]
    top = max(numbers, default=0) or 1
    step = width / max(len(numbers) - 1, 1)
    return [(round(index * step, 1), round(height - number / top * height, 1)) for index, number in enumerate(numbers)]


def spark_path(points: Sequence[tuple[float, float]]) -> str:
    """Join the points by curves that are level at every point, so that the line never overshoots a value."""
    if not points:
        return ""
    path = f"M{points[0][0]} {points[0][1]}"
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = round((x0 + x1) / 2, 1)
        path += f"C{middle} {y0} {middle} {y1} {x1} {y1}"
    return path
