"""What an institution says of an offering when it drafts a version, and the rules for its title."""

import re
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.ncrf import LearningHours

TITLE_LENGTH = range(4, 151)
RESERVED = re.compile(r"\b(diploma|degree|bachelor|master)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VersionDraft:
    """One version as it is typed: hours by mode, never credits, which the rule set gives.

    `skills` are names; `effective_from` is the first day on which awards can be earned of this version.
    """

    title: str
    level: Decimal
    hours: LearningHours
    rule_set: str
    effective_from: date
    title_hi: str = ""
    summary: str = ""
    outcomes: tuple[str, ...] = ()
    domain: str = "academic"
    discipline: str = ""
    stage: str = "beginning"
    participation: str = "physical"
    assessment: str = "none"
    supervision: str = "unsupervised"
    quality_assurance: str = ""
    language: str = "English"
    prerequisites: str = ""
    industry_partner: str = ""
    is_rpl: bool = False
    is_swayam: bool = False
    validity_years: int = 7
    skills: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return every field in a form that JSON can hold."""
        return asdict(self) | {"hours": self.hours.to_json()}


def reserved_word(title: str) -> str | None:
    """Return the word that a micro-credential's title may not contain, if it does (NZQA's rule for titles)."""
    found = RESERVED.search(title)
    return found.group(0) if found else None
