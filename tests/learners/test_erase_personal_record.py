"""Erasing a personal record: nothing personal is left, the book stays, the id is free again."""

import pytest

from learners.commands import RosterPerson, ensure_learners, erase_personal_record
from learners.models import LearnerKey, PersonalRecord, RosterLink
from learners.people import NOBODY
from learners.queries import consents_of, learner_by_holding, learner_of_user, learners_by_abc_id, person_of
from ledger.models import Entry, Holding
from ledger.refusals import NotFound
from tests.cast import ANANYA, NOON, Cast, a_key, a_learner, fresh


@pytest.fixture
def erased(cast: Cast) -> Cast:
    row = RosterPerson("R-1", ANANYA)
    ensure_learners(actor=cast.issuer, institution_id=cast.awarding.id, people=[row], at=NOON)
    erase_personal_record(actor=cast.ananya, at=NOON, idempotency_key=a_key())
    return cast


def test_key_record_and_roster_links_are_gone(erased: Cast) -> None:
    learner_id = erased.ananya.learner_id
    for kept in (LearnerKey, PersonalRecord, RosterLink):
        assert not kept.objects.filter(learner_id=learner_id).exists()
    with pytest.raises(NotFound):
        person_of(learner_id)
    assert not learners_by_abc_id([ANANYA.abc_id])


def test_the_holding_stays_in_the_book_as_nobodys(erased: Cast) -> None:
    holding = erased.ananya_account.holding_id
    assert Holding.objects.filter(id=holding).exists()
    assert learner_by_holding([holding])[holding].person == NOBODY
    narrations = Entry.objects.filter(holding_id=holding).order_by("id").values_list("narration", flat=True)
    assert list(narrations)[-2:] == ["consent-withdrawn", "personal-record-erased"]


def test_the_user_has_no_account_and_consent_is_withdrawn(erased: Cast) -> None:
    assert learner_of_user(erased.ananya.id) is None
    assert fresh(erased.ananya).learner_id is None
    assert consents_of(erased.ananya.learner_id)[0].answer == "withdrawn"


def test_the_id_may_open_a_new_empty_account(erased: Cast) -> None:
    again = a_learner(ANANYA)
    assert again.learner_id not in {None, erased.ananya.learner_id}


def test_a_term_sent_after_the_erasure_opens_a_new_account(erased: Cast) -> None:
    row = RosterPerson("R-1", ANANYA)
    found = ensure_learners(actor=erased.issuer, institution_id=erased.awarding.id, people=[row], at=NOON)
    assert found[ANANYA.abc_id].learner_id != erased.ananya.learner_id


def test_only_a_learner_erases_and_only_the_own_record(cast: Cast) -> None:
    with pytest.raises(NotFound):
        erase_personal_record(actor=cast.approver, at=NOON, idempotency_key=a_key())
    assert person_of(cast.ananya.learner_id) == ANANYA


def test_erasing_again_with_the_same_key_is_the_same_erasure(cast: Cast) -> None:
    key = a_key()
    first = erase_personal_record(actor=cast.ananya, at=NOON, idempotency_key=key)
    assert erase_personal_record(actor=fresh(cast.ananya), at=NOON, idempotency_key=key) == first
