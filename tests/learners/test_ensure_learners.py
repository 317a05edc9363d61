"""A roster's people: opened when unknown, found when known, linked with how well they match."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learners.commands import RosterPerson, ensure_learners
from learners.models import Learner, RosterLink
from learners.people import Person
from learners.queries import learners_by_abc_id, registration_digest, roster_links
from ledger.models import Entry, Holding
from ledger.refusals import NotPermitted
from tests.cast import ANANYA, NOON, Cast, an_abc_id


def ensure(cast: Cast, *rows: RosterPerson) -> dict:
    return ensure_learners(actor=cast.approver, institution_id=cast.awarding.id, people=rows, at=NOON)


def rows(count: int) -> list[RosterPerson]:
    return [RosterPerson(f"REG-{number}", Person(an_abc_id(), f"Learner {number} Rao")) for number in range(count)]


def test_unknown_people_get_unclaimed_accounts_with_one_entry_each(cast: Cast) -> None:
    before = Entry.objects.count()
    people = rows(5)
    found = ensure(cast, *people)
    assert set(found) == {row.person.abc_id for row in people}
    assert not any(known.claimed for known in found.values())
    assert Holding.objects.filter(id__in=[known.holding_id for known in found.values()]).count() == 5
    assert Entry.objects.count() == before + 5
    assert learners_by_abc_id(found) == found


def test_a_known_learner_keeps_the_own_record(cast: Cast) -> None:
    row = RosterPerson("2021/CS/042", Person(ANANYA.abc_id, "ANANYA D", "", ANANYA.birthday))
    found = ensure(cast, row)
    assert found[ANANYA.abc_id].person == ANANYA
    assert found[ANANYA.abc_id].claimed


@pytest.mark.parametrize(
    ("name", "day", "match"),
    [("Smt. ANANYA D", 9, "matched"), ("Anaya Das", 9, "name-differs"), ("Ananya Das", 8, "birthday-differs"),
     ("Rohan Das", 1, "both-differ")],
)  # fmt: skip
def test_a_link_says_how_name_and_birthday_match(cast: Cast, name: str, day: int, match: str) -> None:
    person = Person(ANANYA.abc_id, name, "", ANANYA.birthday.replace(day=day))
    ensure(cast, RosterPerson("R-1", person))
    digest = registration_digest(cast.awarding.id, " r-1 ")
    link = roster_links(cast.awarding.id, [digest])[digest]
    assert (link.match, link.learner_id) == (match, cast.ananya.learner_id)


def test_a_roster_sent_again_changes_nothing(cast: Cast) -> None:
    people = rows(20)
    first = ensure(cast, *people)
    written = list(RosterLink.objects.order_by("id").values_list("id", "linked_at", "sealed"))
    entries = Entry.objects.count()
    assert ensure(cast, *people) == first
    assert [(a, b, bytes(c)) for a, b, c in written] == [
        (a, b, bytes(c)) for a, b, c in RosterLink.objects.order_by("id").values_list("id", "linked_at", "sealed")
    ]
    assert Entry.objects.count() == entries


def test_one_person_on_many_rows_is_opened_once(cast: Cast) -> None:
    person = Person(an_abc_id(), "Kavya Menon")
    before = Learner.objects.count()
    found = ensure(cast, *(RosterPerson(f"R-{number}", person) for number in range(3)))
    assert len(found) == 1
    assert Learner.objects.count() == before + 1
    assert RosterLink.objects.filter(learner_id=found[person.abc_id].learner_id).count() == 3


def test_a_thousand_people_take_as_few_statements_as_ten(cast: Cast) -> None:
    counted = []
    for size in (10, 1000):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ensure(cast, *rows(size))
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 20


@pytest.mark.parametrize("who", ["ananya", "other_approver", "regulator", "visitor"])
def test_only_staff_of_the_institution_may(cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        ensure_learners(actor=getattr(cast, who), institution_id=cast.awarding.id, people=rows(1), at=NOON)


def test_an_empty_roster_is_nothing(cast: Cast) -> None:
    assert ensure(cast) == {}
