"""The files of the demonstration world, read into facts: institutions, programmes, catalogue, names."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ledger.ncrf import SHIPPED, LearningHours, Level, credits_for

_FOLDER = Path(__file__).parent / "world"
_RULES = {rules.id: rules for rules in SHIPPED}


@dataclass(frozen=True, slots=True)
class InstitutionFacts:
    """One institution; `code` is its AISHE code."""

    code: str
    name: str
    name_hi: str
    kind: str
    state: str
    accreditation: str
    validity_years: int

    @property
    def initials(self) -> str:
        """Return capitals that stand for the name: VCU."""
        return "".join(word[0] for word in self.name.split() if word[0].isupper())


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """One programme of an institution."""

    code: str
    institution: str
    title: str
    title_hi: str
    discipline: str
    level_min: Decimal
    level_max: Decimal
    required_credits: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class OfferingFacts:
    """One offering as the catalogue file says it."""

    code: str
    institution: str
    facts: dict[str, Any]

    @property
    def hours(self) -> LearningHours:
        """Return the hours by mode, with the contact hours among them."""
        modes = ("theory", "tutorial", "practical", "experiential", "contact")
        return LearningHours.of(**dict(zip(modes, self.facts["hours"], strict=True)))

    @property
    def level(self) -> Decimal:
        """Return the NCrF level."""
        return Decimal(self.facts["level"])

    @property
    def credits(self) -> Decimal:
        """Return the credits that the offering's rule set gives."""
        rules = _RULES[self.facts["rule_set"]]
        return credits_for(self.hours, rules, assessed=True, level=Level.of(self.level)).credits


@dataclass(frozen=True, slots=True)
class Name:
    """A given or family name in both scripts."""

    latin: str
    devanagari: str
    gender: str = "X"


@dataclass(frozen=True, slots=True)
class Sources:
    """All that is invented by hand."""

    institutions: tuple[InstitutionFacts, ...]
    programmes: tuple[ProgrammeFacts, ...]
    offerings: tuple[OfferingFacts, ...]
    skills: dict[str, str]
    given: tuple[Name, ...]
    family: tuple[Name, ...]

    def institution(self, code: str) -> InstitutionFacts:
        """Return the institution of that AISHE code."""
        return next(one for one in self.institutions if one.code == code)

    def offering(self, code: str) -> OfferingFacts:
        """Return the offering of that code."""
        return next(one for one in self.offerings if one.code == code)

    def offerings_of(self, institution: str) -> list[OfferingFacts]:
        """Return the offerings of an institution, in the order of the file."""
        return [one for one in self.offerings if one.institution == institution]


@cache
def sources() -> Sources:
    """Read the files, once."""
    names = _read("names")
    return Sources(
        institutions=tuple(_institution(row) for row in _read("institutions")),
        programmes=tuple(_programme(row) for row in _read("programmes")),
        offerings=tuple(OfferingFacts(row.pop("code"), row.pop("institution"), row) for row in _read("catalogue")),
        skills={row["slug"]: row["name"] for row in _read("skills")},
        given=tuple(Name(**row) for row in names["given"]),
        family=tuple(Name(**row) for row in names["family"]),
    )


def _read(name: str) -> Any:
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def _institution(row: dict[str, Any]) -> InstitutionFacts:
    return InstitutionFacts(code=row.pop("aishe_code"), **row)


def _programme(row: dict[str, Any]) -> ProgrammeFacts:
    figures = ("level_min", "level_max", "required_credits")
    return ProgrammeFacts(**row | {name: Decimal(row[name]) for name in figures})
