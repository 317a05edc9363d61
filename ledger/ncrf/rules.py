"""A rule set: hours per credit by mode, rounding and experience weightage, as dated and versioned data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, Self

from ledger.ncrf.hours import Mode
from ledger.ncrf.refusals import InvalidRuleSet, RateOutsideBand
from ledger.ncrf.wording import gettext_noop as _
from ledger.ncrf.wording import plain

HALF_UP_HUNDREDTHS = "half-up-hundredths"
_ID = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")
_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})*")


@dataclass(frozen=True, slots=True)
class Rate:
    """Hours for one credit: a flat figure, or a band with the figure used where nobody chose another."""

    default: Decimal
    lowest: Decimal
    highest: Decimal

    def __post_init__(self) -> None:
        if not all(hours.is_finite() for hours in (self.lowest, self.default, self.highest)):
            raise InvalidRuleSet(_("Hours per credit must be numbers."), field="rates")
        if not 0 < self.lowest <= self.default <= self.highest <= 1000:
            raise InvalidRuleSet(
                _("Hours per credit %(lowest)s to %(highest)s with default %(default)s; expected 0 < low <= default."),
                field="rates",
                lowest=str(self.lowest),
                highest=str(self.highest),
                default=str(self.default),
            )

    @classmethod
    def flat(cls, hours: int | Decimal) -> Self:
        """Return a rate that leaves no choice."""
        return cls(Decimal(hours), Decimal(hours), Decimal(hours))

    @classmethod
    def band(cls, lowest: int, highest: int, *, default: int) -> Self:
        """Return a rate that may be chosen between two figures."""
        return cls(Decimal(default), Decimal(lowest), Decimal(highest))

    def choose(self, asked: Decimal | None, mode: Mode) -> Decimal:
        """Return the hours per credit to use; refuses a figure outside the band."""
        if asked is None:
            return self.default
        if not asked.is_finite() or not self.lowest <= asked <= self.highest:
            raise RateOutsideBand(
                _("%(asked)s hours per credit for %(mode)s; this rule set allows %(lowest)s to %(highest)s."),
                field=mode.value,
                asked=str(asked)[:20],
                mode=mode.value,
                lowest=plain(self.lowest),
                highest=plain(self.highest),
            )
        return asked


@dataclass(frozen=True, slots=True)
class ExperienceBand:
    """The factor for experience up to and including `up_to_years`; None is the open end."""

    up_to_years: Decimal | None
    factor: Decimal


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of one rule set; a version in use is never edited, a change is a new version."""

    id: str
    version: str
    effective_from: date
    theory: Rate
    tutorial: Rate
    practical: Rate
    experiential: Rate
    source: str
    rounding: str = HALF_UP_HUNDREDTHS
    experience_bands: tuple[ExperienceBand, ...] = field(default=())
    rpl_weightage_on: bool = False

    def __post_init__(self) -> None:
        if len(self.id) > 40 or not _ID.fullmatch(self.id):
            raise InvalidRuleSet(_("A rule set's id is capital letters, digits and hyphens."), field="id")
        if len(self.version) > 20 or not _VERSION.fullmatch(self.version):
            raise InvalidRuleSet(_("A version is numbers with dots, such as 2024.1."), field="version")
        if self.rounding != HALF_UP_HUNDREDTHS:
            raise InvalidRuleSet(
                _("Rounding is %(seen)s; only half-up-hundredths is known."), field="rounding", seen=self.rounding[:40]
            )
        _check_bands(self.experience_bands, needed=self.rpl_weightage_on)

    @property
    def label(self) -> str:
        """Return id and version, as people cite it."""
        return f"{self.id} {self.version}"

    @property
    def version_key(self) -> tuple[int, ...]:
        """Return the version in a form that sorts 2024.10 after 2024.9."""
        return tuple(int(part) for part in self.version.split("."))

    def rate(self, mode: Mode) -> Rate:
        """Return the hours per credit of a mode."""
        rate: Rate = getattr(self, mode.value)
        return rate

    def to_json(self) -> dict[str, Any]:
        """Return a form that JSON can hold, figures as text."""
        return {
            "id": self.id,
            "version": self.version,
            "effective_from": self.effective_from.isoformat(),
            "rates": {
                mode.value: {
                    "default": plain(self.rate(mode).default),
                    "lowest": plain(self.rate(mode).lowest),
                    "highest": plain(self.rate(mode).highest),
                }
                for mode in Mode
            },
            "rounding": self.rounding,
            "source": self.source,
            "experience_bands": [
                {"up_to_years": None if b.up_to_years is None else plain(b.up_to_years), "factor": plain(b.factor)}
                for b in self.experience_bands
            ],
            "rpl_weightage_on": self.rpl_weightage_on,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read a rule set that the bank or an operator stored; refuses one with a missing or impossible part."""
        try:
            return cls(
                id=str(stored["id"]),
                version=str(stored["version"]),
                effective_from=date.fromisoformat(stored["effective_from"]),
                **{mode.value: _read_rate(stored["rates"][mode.value]) for mode in Mode},
                rounding=str(stored["rounding"]),
                source=str(stored["source"]),
                experience_bands=tuple(_read_band(band) for band in stored["experience_bands"]),
                rpl_weightage_on=stored["rpl_weightage_on"] is True,
            )
        except (KeyError, TypeError, ValueError, InvalidOperation) as fault:
            raise InvalidRuleSet(
                _("The rule set can't be read: %(fault)s is missing or wrong."), fault=str(fault)[:80]
            ) from fault


def _check_bands(bands: tuple[ExperienceBand, ...], *, needed: bool) -> None:
    ends = [band.up_to_years for band in bands]
    closed = [end for end in ends[:-1] if end is not None and end.is_finite() and end > 0]
    ascending = all(low < high for low, high in pairwise(closed))
    complete = not ends or (ends[-1] is None and len(closed) == len(ends) - 1)
    positive = all(band.factor.is_finite() and 0 < band.factor <= 10 for band in bands)
    if not (ascending and complete and positive) or (needed and not bands):
        raise InvalidRuleSet(
            _("Experience bands must ascend, end open and have factors above 0 up to 10."), field="experience_bands"
        )


def _read_rate(stored: Mapping[str, Any]) -> Rate:
    return Rate(Decimal(stored["default"]), Decimal(stored["lowest"]), Decimal(stored["highest"]))


def _read_band(stored: Mapping[str, Any]) -> ExperienceBand:
    up_to = stored["up_to_years"]
    return ExperienceBand(None if up_to is None else Decimal(up_to), Decimal(stored["factor"]))
