"""The learners of the demonstration world: the same seed always gives the same people."""

from dataclasses import dataclass
from datetime import date
from random import Random

from abc_portal.demo.sources import Sources

FIRST_YEAR, YEARS = 1998, 10


@dataclass(frozen=True, slots=True)
class Person:
    """One learner; `home` is the AISHE code of the institution of enrolment, `number` counts within it from 1."""

    abc_id: str
    name: str
    name_hi: str
    gender: str
    birthday: date
    home: str
    number: int

    def registration(self, institution: str, initials: str) -> str:
        """Return the registration number at an institution; guests have one of their own kind."""
        if institution == self.home:
            return f"{initials}/2024/{self.number:04}"
        return f"{initials}-G-{self.home.replace('-', '')}-{self.number:03}"

    @property
    def email(self) -> str:
        """Return the address of the account that some of them open."""
        given, family = self.name.lower().split(maxsplit=1)
        return f"{given}.{family}@example.org"


def people(sources: Sources, *, per_institution: int, random: Random) -> list[Person]:
    """Invent the learners, institution by institution; the very first is Ananya Deshpande."""
    pairs = [(given, family) for given in sources.given for family in sources.family]
    homes = [institution.code for institution in sources.institutions for _ in range(per_institution)]
    if len(homes) > len(pairs):
        raise ValueError(f"There are {len(pairs)} names for {len(homes)} learners.")
    first, *others = pairs
    chosen = [first, *random.sample(others, len(homes) - 1)]
    ids = _abc_ids(len(homes), random)
    return [
        Person(
            abc_id=abc_id, name=f"{given.latin} {family.latin}", name_hi=f"{given.devanagari} {family.devanagari}",
            gender=given.gender, birthday=_birthday(random), home=home, number=place % per_institution + 1,
        )
        for place, (home, abc_id, (given, family)) in enumerate(zip(homes, ids, chosen, strict=True))
    ]  # fmt: skip


def _abc_ids(count: int, random: Random) -> list[str]:
    """Return ids of twelve digits, all different; every tenth begins with a zero."""
    tails = random.sample(range(10**11), count)
    return [f"{0 if place % 10 == 9 else random.randrange(1, 10)}{tail:011}" for place, tail in enumerate(tails)]


def _birthday(random: Random) -> date:
    return date(FIRST_YEAR + random.randrange(YEARS), random.randrange(1, 13), random.randrange(1, 29))
