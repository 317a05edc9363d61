"""Who took which offering, where, in which term, and with what grade: the same seed gives the same results."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from abc_portal.demo.days import TERM_COUNT
from abc_portal.demo.people import Person
from abc_portal.demo.sources import OfferingFacts, Sources

PASSES = (("O", 10), ("A+", 9), ("A", 8), ("B+", 7), ("B", 6), ("C", 5))
FAILED, ABSENT = ("F", 0), ("AB", 0)
PLATFORM = "U-9009"
GENEROUS = "SAC-ST310"
"""The offering whose passes all get the two highest grades, so that a comparison of quality has something to find."""

# What Ananya Deshpande took: three terms, seven institutions, levels 4.5 to 6.5.
ANANYA = (
    ("VCU-DA101", "VCU-STA201", "VCU-GI220", "NLC-PY101", "KIT-PY110", "GOU-LL105"),
    ("VCU-PP210", "VCU-RM310", "NLC-ML201", "SSU-AC105", "GOU-EC120", "BRU-TR115", "MDU-NU110"),
    ("KIT-ML401", "KIT-CSE202", "DPU-CL310", "SAC-TW105", "CWC-DA215"),
)


@dataclass(frozen=True, slots=True)
class Result:
    """One learner's result in one offering of one term (counted from 0)."""

    person: Person
    offering: OfferingFacts
    term: int
    grade: str
    grade_points: int


Rows = Mapping[Person, Sequence[Result]]
"""The rows of a file: the results of each learner in it."""


class Studies:
    """All results; `taken` tells which codes a learner has had."""

    def __init__(self, sources: Sources, everybody: Sequence[Person], random: Random) -> None:
        self.taken: defaultdict[Person, set[str]] = defaultdict(set)
        self.results: list[Result] = []
        self._sources, self._random = sources, random
        for person in everybody:
            self._study(person, travels=random.random() < 1 / 3) if person != everybody[0] else self._hero(person)

    def rows(self, institution: str, term: int) -> Rows:
        """Return what an institution reports for a term."""
        rows: dict[Person, list[Result]] = {}
        for result in self.results:
            if result.offering.institution == institution and result.term == term:
                rows.setdefault(result.person, []).append(result)
        return rows

    def late(self, people: Iterable[Person], institution: str, term: int) -> Rows:
        """Let each of these people pass one more offering of the institution; those who had them all are left out."""
        rows: dict[Person, list[Result]] = {}
        for person in people:
            if left := self._left(person, institution):
                rows[person] = [self._sit(person, left[0], term, self._random.choice(PASSES))]
        return rows

    def short_course(self, people: Iterable[Person], offering: OfferingFacts) -> Rows:
        """Let each of these people pass one offering outside the terms."""
        return {who: [self._sit(who, offering, -1, self._random.choice(PASSES))] for who in people}

    def all_alike(self, people: Iterable[Person], offering: OfferingFacts) -> Rows:
        """Let each of these people pass one offering outside the terms, all with the best grade."""
        return {who: [self._sit(who, offering, -1, PASSES[0])] for who in people}

    def _hero(self, person: Person) -> None:
        for term, codes in enumerate(ANANYA):
            for code in codes:
                self.results.append(
                    self._sit(person, self._sources.offering(code), term, self._random.choice(PASSES[:4]))
                )

    def _study(self, person: Person, *, travels: bool) -> None:
        for term in range(TERM_COUNT):
            left = self._left(person, person.home)
            count = min(len(left), self._random.randint(1, 3 if len(left) > TERM_COUNT - term else 1))
            chosen = self._random.sample(left, count)
            if travels or not chosen:
                chosen += self._random.sample(self._elsewhere(person), 1)
            self.results += [self._sit(person, offering, term, self._grade()) for offering in chosen]

    def _left(self, person: Person, institution: str) -> list[OfferingFacts]:
        mine = self._sources.offerings_of(institution)
        return [offering for offering in mine if offering.code not in self.taken[person]]

    def _elsewhere(self, person: Person) -> list[OfferingFacts]:
        """Return the offerings of all other institutions, the national platform's three times."""
        others = [one for one in self._sources.offerings if one.institution != person.home]
        wanted = others + 2 * [one for one in others if one.institution == PLATFORM]
        return [offering for offering in wanted if offering.code not in self.taken[person]]

    def _sit(self, person: Person, offering: OfferingFacts, term: int, grade: tuple[str, int]) -> Result:
        self.taken[person].add(offering.code)
        if offering.code == GENEROUS and grade in PASSES:
            grade = PASSES[0] if grade[1] > 6 else PASSES[1]
        return Result(person, offering, term, *grade)

    def _grade(self) -> tuple[str, int]:
        luck = self._random.random()
        return ABSENT if luck < 0.01 else FAILED if luck < 0.04 else self._random.choice(PASSES)
