"""What an institution's roster shows: its own links only, both sides of a difference."""

from learners.commands import RosterPerson, ensure_learners
from learners.people import Person
from learners.queries import roster_of_institution
from learners.queries.roster import roster_counts
from tests.cast import ANANYA, NOON, ROHAN, Cast


def send(cast: Cast) -> None:
    people = [
        RosterPerson("R-1", Person(ANANYA.abc_id, "Anaya Das", "", ANANYA.birthday)),
        RosterPerson("R-2", ROHAN),
    ]
    ensure_learners(actor=cast.issuer, institution_id=cast.awarding.id, people=people, at=NOON)


def test_a_difference_shows_both_sides(cast: Cast) -> None:
    send(cast)
    [line] = roster_of_institution(cast.awarding.id, match="differs")
    assert (line.roster.registration_number, line.roster.person.name) == ("R-1", "Anaya Das")
    assert line.known.person.name == "Ananya Das"
    assert roster_counts(cast.awarding.id) == {"matched": 1, "name-differs": 1}


def test_other_institutions_links_are_not_there(cast: Cast) -> None:
    send(cast)
    assert roster_of_institution(cast.accepting.id) == []
    assert roster_counts(cast.accepting.id) == {}


def test_pages_of_the_roster_do_not_overlap(cast: Cast) -> None:
    send(cast)
    [first] = roster_of_institution(cast.awarding.id, limit=1)
    [second] = roster_of_institution(cast.awarding.id, after=first.link_id, limit=1)
    assert {first.roster.registration_number, second.roster.registration_number} == {"R-1", "R-2"}
    assert roster_of_institution(cast.awarding.id, after=second.link_id) == []
