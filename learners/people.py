"""People as the bank knows them: the personal fields, a row of a roster, an account with its learner."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Person:
    """The personal fields of a learner; the ABC id is text of 12 digits, leading zeros and all."""

    abc_id: str
    name: str
    name_hi: str = ""
    birthday: date | None = None
    gender: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names given, in Latin script and in Hindi."""
        return tuple(name for name in (self.name, self.name_hi) if name)


NOBODY = Person(abc_id="", name="")
"""What is left of somebody whose personal record was erased."""


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """Somebody on an institution's roster, by registration number."""

    registration_number: str
    person: Person


@dataclass(frozen=True, slots=True)
class KnownLearner:
    """A learner's account with its person; `claimed` tells whether a user has it."""

    learner_id: UUID
    holding_id: UUID
    claimed: bool
    person: Person
