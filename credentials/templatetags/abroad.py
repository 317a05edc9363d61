"""Credits of other countries, unit by unit."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from credentials.queries.sums import span
from ledger.ncrf import FOREIGN_UNITS, Equivalent, foreign_equivalents

register = template.Library()

CREDIT_HOURS, YEAR_HOURS = Decimal(30), Decimal(1200)


@register.inclusion_tag("credentials/abroad_units.html")
def abroad_units() -> dict[str, Any]:
    """Show every foreign unit: its hours, what one credit and one year of the framework are in it, and the source."""
    rows = zip(FOREIGN_UNITS, foreign_equivalents(CREDIT_HOURS), foreign_equivalents(YEAR_HOURS), strict=True)
    return {
        "units": [
            {
                "name": _(unit.name), "hours_of_one": span(unit.fewest_hours, unit.most_hours), "source": unit.source,
                "of_one_credit": about(one), "of_a_year": about(year),
            }
            for unit, one, year in rows
        ]
    }  # fmt: skip


@register.filter
def about(found: Equivalent) -> str:
    """Write an equivalent: 3, or 3–3.6 where one unit takes more or fewer hours."""
    return span(found.least, found.most)
