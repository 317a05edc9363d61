"""Where the demonstration world is played: who acts under which name, and what the bank has answered so far."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID

from abc_portal.demo.people import Person
from abc_portal.demo.sources import OfferingFacts
from abc_portal.demo.world import World
from identity.principals import Principal
from identity.queries.principals import principal_of_user
from learners.queries import KnownLearner, learners_by_abc_id


@dataclass(slots=True)
class Stage:
    """One load: ids of what commands have made, by the names of the world."""

    world: World
    institutions: dict[str, UUID] = field(default_factory=dict)
    programmes: dict[str, UUID] = field(default_factory=dict)
    users: dict[str, UUID] = field(default_factory=dict)
    _keys: Counter[str] = field(default_factory=Counter)

    def key(self, what: str) -> str:
        """Return an idempotency key that was not used before in this load."""
        self._keys[what] += 1
        return f"demo-{what}-{self._keys[what]}"

    def staff(self, institution: str, role: str) -> Principal:
        """Return who holds a role at an institution."""
        return principal_of_user(self.users[f"{role}@{institution}"])

    def operator(self) -> Principal:
        """Return the bank's operator."""
        return self.bank("operator")

    def bank(self, role: str) -> Principal:
        """Return who holds a role at the bank."""
        return principal_of_user(self.users[role])

    def account(self, person: Person) -> KnownLearner:
        """Return a learner's account, which their first award has opened."""
        return learners_by_abc_id([person.abc_id])[person.abc_id]

    def learner(self, person: Person) -> Principal:
        """Return a learner who has claimed the account."""
        return principal_of_user(self.users[person.abc_id])

    def institution_of(self, offering: OfferingFacts) -> UUID:
        """Return the institution whose catalogue an offering is in."""
        return self.institutions[offering.institution]


@dataclass(slots=True)
class Agenda:
    """What happens when: acts of many people, to be played in the order of time."""

    acts: list[tuple[datetime, Callable[[datetime], object]]] = field(default_factory=list)

    def add(self, at: datetime, act: Callable[..., object], *whereof: object) -> None:
        """Plan an act, called with `whereof` and the moment; of two at one moment the one planned first comes first."""
        self.acts.append((at, partial(act, *whereof)))

    def play(self) -> None:
        """Do everything, oldest first."""
        for at, act in sorted(self.acts, key=lambda planned: planned[0]):
            act(at)
