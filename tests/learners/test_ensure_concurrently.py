"""Two files with the same new people at once: nobody fails, nobody is opened twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from learners.commands import RosterPerson, ensure_learners
from learners.models import Learner, RosterLink
from learners.people import Person
from tests.cast import NOON, a_registrar_of, an_institution

pytestmark = pytest.mark.django_db(transaction=True)


def test_concurrent_rosters_open_each_person_once() -> None:
    places = [an_institution() for _ in range(2)]
    people = [RosterPerson(f"R{n}", Person(f"{n:012d}", f"Learner {n} Rao", "", date(2003, 1, 1))) for n in range(300)]

    def send(turn: int) -> dict[str, object]:
        place = places[turn % 2]
        order = people if turn % 4 < 2 else list(reversed(people))
        try:
            known = ensure_learners(actor=a_registrar_of(place.id), institution_id=place.id, people=order, at=NOON)
            return {abc_id: learner.learner_id for abc_id, learner in known.items()}
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert Learner.objects.count() == 300
    assert RosterLink.objects.count() == 600
