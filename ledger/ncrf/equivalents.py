"""Foreign credit units beside NCrF credits, with hours as the common denominator; they inform and never deposit."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ledger.ncrf.rounding import quantize_credits
from ledger.ncrf.wording import Wording, plain
from ledger.ncrf.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class ForeignUnit:
    """A unit of credit abroad, the hours of work that one of it stands for, and the text that says so."""

    code: str
    name: str
    fewest_hours: Decimal
    most_hours: Decimal
    source: str


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
    ForeignUnit(
        "ECTS", _("ECTS credits"), Decimal(25), Decimal(30),
        "European Commission, ECTS Users' Guide (2015): 60 credits are 1,500 to 1,800 hours of work",
    ),
    ForeignUnit(
        "CATS", _("UK CATS credits"), Decimal(10), Decimal(10),
        "QAA, Higher Education Credit Framework for England (2021): 1 credit is 10 notional hours of learning",
    ),
    ForeignUnit(
        "NZ", _("New Zealand credits"), Decimal(10), Decimal(10),
        "NZQA, New Zealand Qualifications and Credentials Framework: 1 credit is 10 notional hours of learning",
    ),
    ForeignUnit(
        "US", _("US semester hours"), Decimal(45), Decimal(45),
        "34 CFR 600.2 (credit hour): 1 hour in class and 2 outside it a week, for about 15 weeks",
    ),
)  # fmt: skip


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
