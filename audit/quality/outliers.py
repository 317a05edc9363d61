"""Which institution stands far from its peers: a dated rule, with the figures that triggered it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from audit.quality.measures import RATES, RULES, Figure
from audit.quality.spread import Spread, rounded

CODE = "quality-outlier"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A dated rule: beyond `widths` of the peers' IQR from their quartiles, with at least `fewest_peers` others."""

    version: str
    effective_from: date
    fewest_peers: int
    widths: Decimal


THRESHOLDS = (Threshold("2026.1", date(2026, 1, 1), fewest_peers=3, widths=Decimal("1.5")),)
"""Every version of the rule, oldest first: a version is added, never edited. Before the first one the first holds."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One institution's figure of a skill at a level."""

    institution: UUID
    skill: str
    level: Decimal
    figure: Figure


@dataclass(frozen=True, slots=True)
class Outlier:
    """A figure beyond its threshold, with what it was compared to; `n` stands behind the value, `peers` were others."""

    institution: UUID
    skill: str
    level: Decimal
    measure: str
    value: Decimal
    peers_median: Decimal
    threshold: Decimal
    n: int
    peers: int
    rule: str
    code: str = CODE

    @property
    def is_above(self) -> bool:
        """Tell whether it stands above its peers rather than below."""
        return self.value > self.threshold


def threshold_in_force(on: date) -> Threshold:
    """Return the version of the rule that holds on a day."""
    begun = [rule for rule in THRESHOLDS if rule.effective_from <= on]
    return begun[-1] if begun else THRESHOLDS[0]


def outliers(measures: Iterable[Measured], *, on: date) -> list[Outlier]:
    """Return the figures that stand far from those of their peers: same skill, same level, same measure.

    An institution is compared with the others only, so that it can't move its own threshold. Figures that were not
    reported or of which too few stand behind are neither judged nor peers. Where peers agree closely, a difference
    counts only from the measure's own least difference on; a rate only when its interval leaves their median out.
    """
    rule = threshold_in_force(on)
    groups: defaultdict[tuple[object, ...], list[Measured]] = defaultdict(list)
    for one in measures:
        if one.figure.is_comparable and RULES[one.figure.measure].judged:
            groups[one.skill, one.level, one.figure.measure].append(one)
    found = (_judged(one, _others(one, group), rule) for group in groups.values() for one in group)
    return [outlier for outlier in found if outlier is not None]


def _others(one: Measured, group: Sequence[Measured]) -> list[Decimal]:
    return [
        other.figure.value for other in group if other.institution != one.institution and other.figure.value is not None
    ]


def _judged(one: Measured, peers: Sequence[Decimal], rule: Threshold) -> Outlier | None:
    figure = one.figure
    if figure.value is None or len(peers) < rule.fewest_peers:
        return None
    around, own = Spread.of(peers), RULES[figure.measure]
    reach = max(rule.widths * around.width, own.least, own.least_share * abs(around.median))
    floor, ceiling = around.low - reach, around.high + reach
    if floor <= figure.value <= ceiling or not _is_certain(figure, around.median):
        return None
    crossed = ceiling if figure.value > ceiling else floor
    return Outlier(
        one.institution, one.skill, one.level, figure.measure.value, figure.value, rounded(around.median),
        rounded(crossed), figure.n, len(peers), rule.version,
    )  # fmt: skip


def _is_certain(figure: Figure, median: Decimal) -> bool:
    """Tell whether a rate's interval leaves the peers' median out; other measures have no interval."""
    if figure.measure not in RATES or figure.low is None or figure.high is None:
        return True
    return not figure.low <= median <= figure.high
