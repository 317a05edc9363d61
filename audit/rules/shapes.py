"""What a rule is made of: a version with its limits, the function that judges one fact, and what it finds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

HIGH, MEDIUM, LOW = "high", "medium", "low"
SEVERITIES = (HIGH, MEDIUM, LOW)
INSTITUTION, LEARNER, OFFICER, VERSION = "institution", "learner", "officer", "version"
SUBJECTS = (INSTITUTION, LEARNER, OFFICER, VERSION)

Limits = Mapping[str, Decimal]
Figure = Decimal | int | str
Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a finding is about, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule saw: about whom, when, and the figures that triggered it.

    `measure` is the one figure whose growth makes an old finding news again. `detail` tells apart findings of one
    rule about one subject; what it says never changes (a month, a term, a programme).
    `entry_ids` are a few entries of the book that show it.
    """

    subject_kind: str
    subject_id: UUID
    institution_id: UUID | None
    period: Period
    figures: Figures
    measure: Decimal
    detail: str = ""
    entry_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding to be: what was seen, by which version of which rule."""

    rule: str
    version: str
    severity: str
    limits: Limits
    found: Found

    @property
    def key(self) -> str:
        """Return what stays the same when the rule looks again, in whatever version."""
        seen = self.found
        return f"{self.rule}:{seen.subject_kind}:{seen.subject_id}:{seen.detail}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated version of a rule; a version that was used is never edited, a change is a new version."""

    code: str
    version: str
    effective_from: date
    severity: str
    judge: Callable[[Any, Limits], Found | None]
    limits: Limits = field(default_factory=dict)

    def candidates(self, facts: Iterable[Any]) -> Iterator[Candidate]:
        """Judge facts one by one and pass on what is found."""
        for fact in facts:
            found = self.judge(fact, self.limits)
            if found is not None:
                yield Candidate(self.code, self.version, self.severity, self.limits, found)


def share_of(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """Return a part of a whole in ten-thousandths, rounded down; nothing of nothing is nothing."""
    return Decimal(0) if not whole else (Decimal(part) / Decimal(whole)).quantize(Decimal("0.0001"), "ROUND_FLOOR")
