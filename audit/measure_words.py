"""The measures of quality in words: what each is called, what it says, and how its figure is written."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.quality.measures import RATES, Measure
from identity.figures import NOTHING, written


@dataclass(frozen=True, slots=True)
class Words:
    """A measure's name, one sentence about it, what stands behind it, and how many decimals it is written with."""

    name: str | Promise
    told: str | Promise
    of: str | Promise
    places: int | None = None


MEASURES: dict[Measure, Words] = {
    Measure.HOURS: Words(
        _("Learning hours"), _("Notional hours of the offering; the middle one where there are several."),
        _("Offerings"),
    ),
    Measure.CREDITS_PER_HOUR: Words(
        _("Credits per hour"), _("Credits divided by notional hours: 0.0333 is one credit for 30 hours."),
        _("Offerings"), 4,
    ),
    Measure.PASS_RATE: Words(
        _("Pass rate"),
        _(
            "Passed of passed, failed and absent at the first sitting, as files of results report them."
            " The bar is the 95 % interval (Wilson)."
        ),
        _("Results"),
    ),
    Measure.GRADES: Words(
        _("Grades"),
        _("The middle grade of standing awards on the ten-point scale of the UGC. The bar holds the middle half."),
        _("Graded awards"), 1,
    ),
    Measure.GRADE_SPREAD: Words(
        _("Grade spread"), _("How many grade points the middle half of the awards spans."), _("Graded awards"), 1,
    ),
    Measure.DAYS_TO_AWARD: Words(
        _("Days to award"),
        _(
            "Days from the day it was earned (in files, the end of the examination's month) to the first deposit."
            " The bar holds the middle half."
        ),
        _("Awards"), 0,
    ),
    Measure.RESIT_RATE: Words(
        _("Reassessed"), _("Results of supplementary sittings among all results of the files."), _("Results"),
    ),
    Measure.CORRECTION_RATE: Words(
        _("Corrected later"), _("Awards that were corrected after they were deposited, as after a re-evaluation."),
        _("Awards"),
    ),
    Measure.ENDORSEMENTS: Words(
        _("Endorsements"), _("Signed endorsements of industry partners in force."), _("Offerings"), 0,
    ),
}  # fmt: skip


def value_in_words(measure: Measure, value: Decimal | None) -> str:
    """Write a figure as its measure is written: 92.5 %, 45, 0.0333; a dash where there is none."""
    if value is None:
        return NOTHING
    if measure in RATES:
        return f"{written(value * 100, 1)} %"
    return written(value, MEASURES[measure].places)
