"""Mending the own record: names change, id and birthday don't, and rosters are matched again."""

import pytest

from learners.commands import RosterPerson, correct_record, ensure_learners
from learners.people import Person
from learners.queries import person_of, roster_of_institution, roster_of_learner
from ledger.refusals import InvalidInput, NotFound
from tests.cast import ANANYA, NOON, Cast, a_key


def correct(cast: Cast, name: str, **more: object) -> None:
    given = {"actor": cast.ananya, "name_hi": "", "gender": "", "at": NOON, "idempotency_key": a_key(), **more}
    correct_record(name=name, **given)


def test_a_corrected_name_is_matched_again(cast: Cast) -> None:
    row = RosterPerson("R-1", Person(ANANYA.abc_id, "Ananya Dasgupta", "", ANANYA.birthday))
    ensure_learners(actor=cast.issuer, institution_id=cast.awarding.id, people=[row], at=NOON)
    assert [line.match for line in roster_of_institution(cast.awarding.id)] == ["name-differs"]
    correct(cast, " Ananya   Dasgupta ")
    [line] = roster_of_learner(cast.ananya.learner_id)
    assert (line.match, line.known.person.name, line.institution_name) == (
        "matched", "Ananya Dasgupta", cast.awarding.name,
    )  # fmt: skip


def test_id_and_birthday_stay(cast: Cast) -> None:
    correct(cast, "Ananya D")
    person = person_of(cast.ananya.learner_id)
    assert (person.abc_id, person.birthday, person.gender) == (ANANYA.abc_id, ANANYA.birthday, "")


def test_an_empty_name_is_refused(cast: Cast) -> None:
    with pytest.raises(InvalidInput):
        correct(cast, "   ")


def test_staff_have_no_record_to_correct(cast: Cast) -> None:
    with pytest.raises(NotFound):
        correct(cast, "Somebody", actor=cast.issuer)
