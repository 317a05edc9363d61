"""An institution far from its peers: the same skill at the same level, measured everywhere."""

from dataclasses import dataclass

from audit.quality.outliers import Outlier
from audit.rules.shapes import INSTITUTION, Figures, Found, Limits, Period


@dataclass(frozen=True, slots=True)
class OutlierSeen:
    """A figure beyond its threshold, and when it was measured."""

    outlier: Outlier
    period: Period


def quality_outlier(fact: OutlierSeen, _limits: Limits) -> Found | None:
    """Find every figure that the comparison of quality calls an outlier; its thresholds are dated there."""
    seen = fact.outlier
    figures: Figures = {
        "skill": seen.skill, "level": seen.level, "measure": seen.measure, "value": seen.value,
        "peers_median": seen.peers_median, "threshold": seen.threshold, "n": seen.n, "peers": seen.peers,
    }  # fmt: skip
    return Found(
        INSTITUTION, seen.institution, seen.institution, fact.period, figures, abs(seen.value - seen.peers_median),
        detail=f"{seen.skill}:{seen.level}:{seen.measure}",
    )  # fmt: skip
