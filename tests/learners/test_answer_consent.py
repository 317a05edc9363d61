"""Consents: the newest answer counts, until its last day, for one institution."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from learners.commands import answer_consent
from learners.commands.consents import ConsentNotGiven, KeepingEndsByErasing
from learners.models import ConsentAnswer
from learners.queries import holds_consent
from ledger.models import Entry
from ledger.refusals import InvalidInput, NotFound
from tests.cast import NOON, TODAY, Cast, a_key


def answer(cast: Cast, answer: str = "given", **more: object) -> ConsentAnswer:
    given = {
        "actor": cast.ananya, "purpose": "institution-reads", "institution_id": cast.accepting.id, "at": NOON,
        "idempotency_key": a_key(), **more,
    }  # fmt: skip
    return answer_consent(answer=answer, **given)


def consents(cast: Cast, on: date = TODAY, purpose: str = "institution-reads") -> bool:
    learner_id = cast.ananya.learner_id
    found = holds_consent([learner_id, cast.rohan.learner_id], purpose, cast.accepting.id, on)
    assert found <= {learner_id}
    return bool(found)


def test_a_given_consent_holds_for_its_institution_and_purpose_only(cast: Cast) -> None:
    row = answer(cast)
    assert consents(cast)
    assert not consents(cast, purpose="institution-redeems")
    assert not holds_consent([cast.ananya.learner_id], "institution-reads", cast.awarding.id, TODAY)
    entry = Entry.objects.get(id=row.entry_id)
    assert (entry.narration, entry.institution_id) == ("consent-given", cast.accepting.id)


def test_the_newest_answer_counts(cast: Cast) -> None:
    answer(cast)
    answer(cast, "withdrawn", at=NOON + timedelta(minutes=1))
    assert not consents(cast)
    answer(cast, at=NOON + timedelta(minutes=2))
    assert consents(cast)


def test_a_refusal_is_kept_and_is_no_consent(cast: Cast) -> None:
    assert answer(cast, "refused").answer == "refused"
    assert not consents(cast)


def test_a_consent_ends_after_its_last_day(cast: Cast) -> None:
    answer(cast, until=TODAY + timedelta(days=3))
    assert consents(cast, TODAY + timedelta(days=3))
    assert not consents(cast, TODAY + timedelta(days=4))


@pytest.mark.parametrize(
    "more",
    [{"purpose": "anything"}, {"institution_id": None}, {"institution_id": uuid4()}, {"until": date(2025, 5, 31)}],
    ids=["purpose", "no-institution", "unknown-institution", "past"],
)
def test_an_answer_that_cannot_be_right_is_refused(cast: Cast, more: dict) -> None:
    with pytest.raises(InvalidInput):
        answer(cast, **more)


def test_only_what_is_given_can_be_withdrawn(cast: Cast) -> None:
    with pytest.raises(ConsentNotGiven):
        answer(cast, "withdrawn")


def test_keeping_the_credits_ends_by_erasing(cast: Cast) -> None:
    with pytest.raises(KeepingEndsByErasing):
        answer(cast, "withdrawn", purpose="keep-credits", institution_id=None)


def test_who_is_no_learner_has_nothing_to_answer(cast: Cast) -> None:
    with pytest.raises(NotFound):
        answer(cast, actor=cast.issuer)


def test_the_same_key_answers_once(cast: Cast) -> None:
    key = a_key()
    assert answer(cast, idempotency_key=key).id == answer(cast, idempotency_key=key).id
    assert ConsentAnswer.objects.filter(purpose="institution-reads").count() == 1
