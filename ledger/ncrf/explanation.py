"""The sum behind a figure of credits, as a sentence, as a table and as the JSON stored with an award."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Self

from ledger.ncrf.hours import Mode
from ledger.ncrf.levels import Level
from ledger.ncrf.rounding import quantize_credits
from ledger.ncrf.wording import Parameter, Translate, Wording, plain
from ledger.ncrf.wording import gettext_noop as _

ROUNDINGS = {"half-up-hundredths": _("rounded once, half up to hundredths")}


class Row(NamedTuple):
    """A line of the table: mode in the reader's language, hours, hours per credit, credits of this part."""

    mode: str
    hours: Decimal
    hours_per_credit: Decimal
    credits: Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """The hours of one mode and the hours that make one credit of it."""

    mode: Mode
    hours: Decimal
    hours_per_credit: Decimal

    @property
    def exact(self) -> Fraction:
        """Return the credits of this part before any rounding."""
        return Fraction(self.hours) / Fraction(self.hours_per_credit)

    def wording(self) -> Wording:
        """Return the part as people write it: 45 h theory / 15."""
        return Wording(
            _("%(hours)s h %(mode)s / %(hours_per_credit)s"),
            {
                "hours": plain(self.hours),
                "mode": Wording(self.mode.value, {}),
                "hours_per_credit": plain(self.hours_per_credit),
            },
        )


@dataclass(frozen=True, slots=True)
class Explanation:
    """How hours became credits under one version of a rule set; `level` may be unknown in a calculator."""

    parts: tuple[Part, ...]
    credits: Decimal
    rule_set_id: str
    rule_set_version: str
    rounding: str
    level: Level | None = None
    weightage: Decimal = Decimal(1)

    @property
    def rule_set(self) -> str:
        """Return the rule set and version as people cite it."""
        return f"{self.rule_set_id} {self.rule_set_version}"

    @property
    def exact(self) -> Fraction:
        """Return the sum before it was rounded."""
        return sum((part.exact for part in self.parts), Fraction(0)) * Fraction(self.weightage)

    @property
    def is_rounded(self) -> bool:
        """Say whether rounding changed the sum."""
        return self.exact != Fraction(self.credits)

    @property
    def credit_points(self) -> Decimal | None:
        """Return credits times level, or None while the level is unknown."""
        return None if self.level is None else credit_points(self.credits, self.level)

    def adds_up(self) -> bool:
        """Say whether the stored credits are what the stored parts give."""
        return quantize_credits(self.exact) == self.credits

    def sentence(self, translate: Translate = str) -> str:
        """Return the sum in one line: 45 h theory / 15 + 45 h practical / 30 = 4.50 credits, UGC-SKILL-NHEQF 2024.1."""
        parts = " + ".join(part.wording().sentence(translate) for part in self.parts)
        if self.weightage != 1:
            parts = Wording(
                _("(%(sum)s) x %(factor)s for experience"), {"sum": parts, "factor": plain(self.weightage)}
            ).sentence(translate)
        said: dict[str, Parameter] = {"sum": parts, "credits": self.credits, "rule_set": self.rule_set}
        if not self.is_rounded:
            return Wording(_("%(sum)s = %(credits)s credits, %(rule_set)s"), said).sentence(translate)
        said["rounding"] = Wording(ROUNDINGS.get(self.rounding, self.rounding), {})
        return Wording(_("%(sum)s = %(credits)s credits (%(rounding)s), %(rule_set)s"), said).sentence(translate)

    def points_sentence(self, translate: Translate = str) -> str:
        """Return 4.50 credits x level 4.5 = 20.25 credit points, or an empty text without a level."""
        points = self.credit_points
        if points is None:
            return ""
        template = _("%(credits)s credits x level %(level)s = %(points)s credit points")
        return Wording(template, {"credits": self.credits, "level": str(self.level), "points": points}).sentence(
            translate
        )

    def table(self, translate: Translate = str) -> tuple[Row, ...]:
        """Return a row per mode; only the sum is rounded for the book, so rounded rows may differ from it."""
        return tuple(
            Row(translate(part.mode.value), part.hours, part.hours_per_credit, quantize_credits(part.exact))
            for part in self.parts
        )

    def to_json(self) -> dict[str, Any]:
        """Return what is stored with an award, every figure as text."""
        return {
            "parts": [
                {"mode": p.mode.value, "hours": plain(p.hours), "hours_per_credit": plain(p.hours_per_credit)}
                for p in self.parts
            ],
            "credits": str(self.credits),
            "rule_set": {"id": self.rule_set_id, "version": self.rule_set_version},
            "rounding": self.rounding,
            "level": None if self.level is None else str(self.level),
            "credit_points": None if self.credit_points is None else str(self.credit_points),
            "weightage": plain(self.weightage),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote; the credit points are computed again."""
        level = stored["level"]
        return cls(
            parts=tuple(
                Part(Mode(p["mode"]), Decimal(p["hours"]), Decimal(p["hours_per_credit"])) for p in stored["parts"]
            ),
            credits=Decimal(stored["credits"]),
            rule_set_id=stored["rule_set"]["id"],
            rule_set_version=stored["rule_set"]["version"],
            rounding=stored["rounding"],
            level=None if level is None else Level.of(level),
            weightage=Decimal(stored["weightage"]),
        )


def credit_points(credits: Decimal, level: Level) -> Decimal:
    """Return credits times NCrF level in hundredths; grades play no part here."""
    return quantize_credits(Fraction(credits) * Fraction(level.value))
