"""What a credential says, as plain values: the one input of the documents that are built here."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self

from credentials.badges.learner import identity_hash
from credentials.badges.refusals import UnfitFacts
from credentials.badges.terms import ASSESSMENTS, KINDS, PARTICIPATIONS, SUPERVISIONS
from credentials.badges.text import absolute, clean
from ledger.ncrf import LearningHours, Level

_HASH = re.compile(r"sha256\$[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """An organisation that speaks in a credential: issuer, industry partner or bank; `country` is ISO 3166-1."""

    id: str
    name: str
    country: str = "IN"
    country_name: str = "India"
    state: str = ""
    name_hi: str = ""
    url: str = ""
    aishe_code: str = ""
    accreditation: str = ""

    def __post_init__(self) -> None:
        absolute(self.id, "issuer.id")
        _needed(self, "issuer", ("name", "country"))
        if self.url:
            absolute(self.url, "issuer.url")


@dataclass(frozen=True, slots=True)
class LearnerFacts:
    """Who earned it: the hash of the ABC id with its salt, and the name where the learner wants it said."""

    identity_hash: str
    salt: str
    name: str = ""

    def __post_init__(self) -> None:
        if not _HASH.fullmatch(self.identity_hash):
            raise UnfitFacts("not-a-hash", "learner.identity_hash")

    @classmethod
    def of_abc_id(cls, abc_id: str, *, salt: str, name: str = "") -> Self:
        """Return the learner behind an ABC id; the id itself isn't kept. Give every credential its own random salt."""
        return cls(identity_hash(abc_id, salt), salt, name)


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name and an address of its own: a skill, or a programme that takes these credits."""

    name: str
    url: str

    def __post_init__(self) -> None:
        _needed(self, "named", ("name",))
        absolute(self.url, "named.url")


@dataclass(frozen=True, slots=True)
class AchievementFacts:
    """One version of a micro-credential or course; `vocabulary` is the address under which the bank keeps its terms.

    Refuses a version without what the EU Council Recommendation of 2022 asks of every micro-credential: title,
    outcomes, workload, level, assessment, form of participation, quality assurance. `assessment`, `participation`
    and `supervision` are the catalogue's codes; `sum_sentence` is the rule set's own account of the credits.
    """

    id: str
    vocabulary: str
    kind: str
    code: str
    version: str
    title: str
    outcomes: tuple[str, ...]
    hours: LearningHours
    credits: Decimal
    level: Level
    rule_set: str
    rule_set_version: str
    assessment: str
    participation: str
    quality_assurance: str
    supervision: str = ""
    title_hi: str = ""
    description: str = ""
    sum_sentence: str = ""
    discipline: str = ""
    domain: str = ""
    stage: str = ""
    language: str = ""
    prerequisites: str = ""
    industry_partner: str = ""
    validity_years: int | None = None
    is_rpl: bool = False
    is_swayam: bool = False
    skills: tuple[Named, ...] = ()
    stacks_towards: tuple[Named, ...] = ()

    def __post_init__(self) -> None:
        absolute(self.id, "achievement.id")
        absolute(self.vocabulary, "achievement.vocabulary")
        _needed(self, "achievement", ("title", "quality_assurance", "rule_set", "rule_set_version"))
        for name, known in (("kind", KINDS), ("assessment", ASSESSMENTS), ("participation", PARTICIPATIONS)):
            if getattr(self, name) not in known:
                raise UnfitFacts("unknown-code", f"achievement.{name}", getattr(self, name))
        if self.supervision and self.supervision not in SUPERVISIONS:
            raise UnfitFacts("unknown-code", "achievement.supervision", self.supervision)
        if not any(clean(outcome) for outcome in self.outcomes):
            raise UnfitFacts("missing", "achievement.outcomes")
        if not self.hours.notional:
            raise UnfitFacts("missing", "achievement.hours")
        if not self.credits.is_finite() or self.credits <= 0:
            raise UnfitFacts("not-above-zero", "achievement.credits", self.credits)


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """Where it will be said that the credential was revoked: the list's address and this credential's place in it."""

    list_url: str
    index: int

    def __post_init__(self) -> None:
        absolute(self.list_url, "status.list_url")
        if self.index < 0:
            raise UnfitFacts("below-zero", "status.index", self.index)


@dataclass(frozen=True, slots=True)
class BadgeFacts:
    """One award as a credential.

    What was learned and assessed stays true, so `valid_until` is None for nearly every credential; that its credits
    can be redeemed until `credits_last_day` (the last day on which they still can) is a statement inside it. A
    credential that gave that day as its own end would read as expired to every verifier while its claim still holds.
    """

    id: str
    issuer: ProfileFacts
    learner: LearnerFacts
    achievement: AchievementFacts
    awarded_at: datetime
    valid_from: datetime
    status: StatusFacts
    refresh_url: str
    valid_until: datetime | None = None
    earned_on: date | None = None
    credits_last_day: date | None = None
    term: str = ""
    grade: str = ""
    grade_points: Decimal | None = None

    def __post_init__(self) -> None:
        absolute(self.id, "id")
        absolute(self.refresh_url, "refresh_url")
        if self.refresh_url == self.id:
            raise UnfitFacts("same-as-the-credential", "refresh_url", self.refresh_url)
        if self.valid_until is not None and self.valid_until <= self.valid_from:
            raise UnfitFacts("ends-before-it-begins", "valid_until", self.valid_until)


def _needed(facts: object, whose: str, names: tuple[str, ...]) -> None:
    for name in names:
        if not clean(getattr(facts, name)):
            raise UnfitFacts("missing", f"{whose}.{name}")
