"""A measure as its page shows it: a picture with words for those who can't see it, and the same figures as rows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from audit.measure_words import MEASURES, Words, value_in_words
from audit.quality.measures import RATES, Figure, Measure
from audit.quality.outliers import Outlier
from audit.quality.strips import Row, Strip, strip
from audit.queries.quality import Comparison, Place

MOST_SHOWN = 40
"""Of more institutions a page shows those that stand furthest from the middle; the API tells of all."""
ENDS = {Measure.GRADES: (Decimal(0), Decimal(10))} | dict.fromkeys(RATES, (Decimal(0), Decimal(1)))


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One institution's line of a table."""

    place: Place
    figure: Figure
    value: str
    range: str
    outlier: Outlier | None
    threshold: str


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """One measure: its words, its picture with title and description, and its rows."""

    code: str
    words: Words
    median: str
    picture: Strip
    least: str
    most: str
    title: str
    description: str
    rows: tuple[ShownRow, ...]
    left_out: int = 0

    @property
    def has_figures(self) -> bool:
        """Tell whether anybody reported anything."""
        return any(row.figure.is_reported for row in self.rows)


def shown_measures(found: Comparison) -> list[ShownMeasure]:
    """Return every measure of a comparison."""
    return [_measure(found, measure) for measure in Measure]


def _measure(found: Comparison, measure: Measure) -> ShownMeasure:
    peers = found.peers.get(measure)
    everybody = tuple(_row(found, place, measure) for place in found.places)
    rows = _furthest(everybody, peers.median if peers else Decimal(0))
    picture = strip([_line(row) for row in rows], peers.median if peers else None, ends=ENDS.get(measure))
    median = value_in_words(measure, peers.median if peers else None)
    names: dict[str, Any] = {"measure": MEASURES[measure].name, "skill": found.benchmark.local_name}
    return ShownMeasure(
        measure.value, MEASURES[measure], median, picture, value_in_words(measure, picture.least),
        value_in_words(measure, picture.most), _("%(measure)s of %(skill)s by institution") % names,
        _description(rows, median), rows, len(everybody) - len(rows),
    )  # fmt: skip


def _furthest(rows: tuple[ShownRow, ...], median: Decimal) -> tuple[ShownRow, ...]:
    """Return the rows that one page can show, in their order: outliers first of all, then by distance."""

    def distance(row: ShownRow) -> tuple[bool, bool, Decimal]:
        value = row.figure.value
        return (row.outlier is None, value is None, -abs((median if value is None else value) - median))

    kept = {row.place.institution_id for row in sorted(rows, key=distance)[:MOST_SHOWN]}
    return tuple(row for row in rows if row.place.institution_id in kept)


def _row(found: Comparison, place: Place, measure: Measure) -> ShownRow:
    figure, outlier = place.figures[measure], found.outlier(place.institution_id, measure)
    ends = [value_in_words(measure, end) for end in (figure.low, figure.high) if end is not None]
    threshold = value_in_words(measure, outlier.threshold) if outlier else ""
    return ShownRow(place, figure, value_in_words(measure, figure.value), " – ".join(ends), outlier, threshold)


def _line(row: ShownRow) -> Row:
    figure = row.figure
    return Row(
        row.place.aishe_code, figure.value, figure.low, figure.high, flagged=row.outlier is not None,
        small=figure.is_small,
    )  # fmt: skip


def _description(rows: tuple[ShownRow, ...], median: str) -> str:
    said = [f"{row.place.name}: {row.value if row.figure.is_reported else _('not reported')}" for row in rows]
    return "; ".join([*said, _("middle of all: %(median)s") % {"median": median}])
