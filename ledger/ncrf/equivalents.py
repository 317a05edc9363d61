"""Foreign credit units beside NCrF credits, with hours as the common denominator; they inform and never deposit."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ledger.ncrf.rounding import quantize_credits
from ledger.ncrf.wording import Wording, plain
from ledger.ncrf.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class ForeignUnit:
    """A unit of credit abroad and the hours of work that one of it stands for."""

    code: str
    name: str
    fewest_hours: Decimal
    most_hours: Decimal


@dataclass(frozen=True, slots=True)
class Equivalent:
    """How many foreign units some hours are: `most` where a unit takes its fewest hours."""

    unit: ForeignUnit
    hours: Decimal
    least: Decimal
    most: Decimal

    def wording(self) -> Wording:
        """Return the comparison as a sentence with its hours."""
        template = _("%(hours)s hours are about %(least)s to %(most)s %(unit)s")
        if self.least == self.most:
            template = _("%(hours)s hours are about %(most)s %(unit)s")
        unit = Wording(self.unit.name, {})
        return Wording(template, {"hours": plain(self.hours), "least": self.least, "most": self.most, "unit": unit})


FOREIGN_UNITS: tuple[ForeignUnit, ...] = (
    ForeignUnit("ECTS", _("ECTS credits"), Decimal(25), Decimal(30)),
    ForeignUnit("CATS", _("UK CATS credits"), Decimal(10), Decimal(10)),
    ForeignUnit("NZ", _("New Zealand credits"), Decimal(10), Decimal(10)),
    ForeignUnit("US", _("US semester hours"), Decimal(45), Decimal(45)),
)


def foreign_equivalents(notional_hours: Decimal) -> tuple[Equivalent, ...]:
    """Return the hours in every foreign unit; a figure for reading, not an act."""
    hours = Fraction(notional_hours)
    return tuple(
        Equivalent(
            unit=unit,
            hours=notional_hours,
            least=quantize_credits(hours / Fraction(unit.most_hours)),
            most=quantize_credits(hours / Fraction(unit.fewest_hours)),
        )
        for unit in FOREIGN_UNITS
    )
