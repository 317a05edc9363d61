"""The whole demonstration world before any of it is told to the bank: a pure function of seed, moment and size."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from abc_portal.demo.days import Days
from abc_portal.demo.people import Person, people
from abc_portal.demo.sources import Sources, sources
from abc_portal.demo.studies import Studies

SEED, PER_INSTITUTION = 2026, 50
FIRST, REDEEMING = "U-9001", "U-9002"
"""The institution whose people sign in, and the one that redeems a whole file."""


@dataclass(frozen=True, slots=True)
class World:
    """Who there is and what they did."""

    days: Days
    sources: Sources
    people: tuple[Person, ...]
    studies: Studies
    per_institution: int
    seed: int

    @classmethod
    def build(cls, *, seed: int, now: datetime, per_institution: int) -> "World":
        """Invent the world."""
        random = Random(seed)  # noqa: S311 - the same seed has to give the same world; nothing here is secret
        everybody = people(sources(), per_institution=per_institution, random=random)
        studies = Studies(sources(), everybody, random)
        return cls(Days.before(now), sources(), tuple(everybody), studies, per_institution, seed)

    @property
    def ananya(self) -> Person:
        """Return the learner who signs in."""
        return self.people[0]

    @property
    def newcomer(self) -> Person:
        """Return the learner whose account waits to be claimed by whoever tries the demonstration."""
        return self.people[1]

    @property
    def applicants(self) -> list[Person]:
        """Return learners of the first institution who have claimed their accounts and ask one by one."""
        return self._of(FIRST)[2 : 2 + self.share(0.38)]

    @property
    def redeemers(self) -> list[Person]:
        """Return learners of the second institution who have claimed their accounts and let it redeem for them."""
        return self._of(REDEEMING)[: self.share(0.68)]

    @property
    def wanderers(self) -> list[Person]:
        """Return one claimed learner of each of six other institutions."""
        return [self._of(place.code)[0] for place in self.sources.institutions[2:8]]

    @property
    def unclaimed(self) -> list[Person]:
        """Return learners of the first institution who have never signed in."""
        return self._of(FIRST)[2 + self.share(0.38) :]

    def share(self, part: float) -> int:
        """Return that part of an institution's learners as a whole number."""
        return round(part * self.per_institution)

    def _of(self, institution: str) -> list[Person]:
        return [person for person in self.people if person.home == institution]
