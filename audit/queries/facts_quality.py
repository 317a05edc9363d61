"""What the rule of quality is asked about: figures far from those of other institutions."""

from collections.abc import Iterator
from datetime import date

from audit.quality.outliers import outliers
from audit.queries.quality import measured_everywhere
from audit.rules.quality import OutlierSeen
from audit.rules.shapes import Limits, Period
from identity.principals import SYSTEM


def far_from_peers(_limits: Limits, day: date) -> Iterator[OutlierSeen]:
    """Yield the figures that stand far from those of their peers on a day."""
    for one in outliers(measured_everywhere(SYSTEM, on=day), on=day):
        yield OutlierSeen(one, Period(day, day))
