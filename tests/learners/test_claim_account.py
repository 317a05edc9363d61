"""Claiming an account: id and birthday together, the same words for every misfit, five tries an hour."""

from datetime import date, timedelta

import pytest

from identity.principals import Principal
from learners.commands import RosterPerson, claim_account, ensure_learners
from learners.commands.accounts import AccountAlreadyYours
from learners.commands.claims import ClaimNotMatched
from learners.commands.guessing import TooManyClaims
from learners.people import KnownLearner, Person
from learners.queries import consents_of, learner_of_user
from ledger.models import Entry
from tests.cast import ANANYA, NOON, Cast, a_key, a_visitor, an_unclaimed_learner

KABIR = Person("004200420042", "Kabir Singh", "", date(2001, 1, 30))


def claim(
    actor: Principal, *, abc_id: str = KABIR.abc_id, day: date | None = KABIR.birthday, **more: object
) -> KnownLearner | None:
    given = {"keep_credits": True, "at": NOON, "idempotency_key": a_key(), **more}
    return claim_account(actor=actor, abc_id=abc_id, birthday=day, **given)


@pytest.fixture
def kabir(cast: Cast) -> KnownLearner:
    return an_unclaimed_learner(cast.awarding, KABIR)


def test_id_and_birthday_claim_the_account(cast: Cast, kabir: KnownLearner) -> None:
    claimed = claim(cast.visitor)
    assert claimed == learner_of_user(cast.visitor.id)
    assert (claimed.learner_id, claimed.holding_id, claimed.claimed) == (kabir.learner_id, kabir.holding_id, True)
    assert [row.answer for row in consents_of(kabir.learner_id)] == ["given"]
    assert Entry.objects.filter(holding_id=kabir.holding_id, narration="account-claimed").count() == 1


def test_a_wrong_birthday_an_unknown_id_and_a_claimed_one_are_told_in_the_same_words(
    cast: Cast, kabir: KnownLearner
) -> None:
    said = set()
    tries = [(KABIR.abc_id, date(2001, 1, 31)), ("999999999999", KABIR.birthday), (ANANYA.abc_id, ANANYA.birthday)]
    for abc_id, day in tries:
        with pytest.raises(ClaimNotMatched) as refused:
            claim(cast.visitor, abc_id=abc_id, day=day)
        said.add((refused.value.code, refused.value.detail, refused.value.field, refused.value.status))
    assert len(said) == 1


def test_after_five_wrong_tries_a_user_waits_an_hour(cast: Cast, kabir: KnownLearner) -> None:
    for number in range(5):
        with pytest.raises(ClaimNotMatched):
            claim(cast.visitor, abc_id=f"77777777777{number}")
    with pytest.raises(TooManyClaims):
        claim(cast.visitor)
    assert claim(cast.visitor, at=NOON + timedelta(hours=1, seconds=1)).learner_id == kabir.learner_id


def test_after_five_wrong_tries_on_an_id_everybody_waits(cast: Cast, kabir: KnownLearner) -> None:
    for number in range(5):
        with pytest.raises(ClaimNotMatched):
            claim(a_visitor(), day=date(2001, 2, 1 + number))
    with pytest.raises(TooManyClaims):
        claim(cast.visitor)


def test_asking_again_with_the_same_key_is_not_another_try(cast: Cast, kabir: KnownLearner) -> None:
    key = a_key()
    for _ in range(7):
        with pytest.raises(ClaimNotMatched):
            claim(cast.visitor, day=date(2001, 1, 31), idempotency_key=key)
    assert claim(cast.visitor).learner_id == kabir.learner_id


def test_a_no_claims_nothing_and_is_an_entry(cast: Cast, kabir: KnownLearner) -> None:
    assert claim(cast.visitor, keep_credits=False) is None
    assert learner_of_user(cast.visitor.id) is None
    assert Entry.objects.get(actor_id=cast.visitor.id).narration == "consent-refused"


def test_a_corrected_roster_mends_a_wrong_birthday(cast: Cast, kabir: KnownLearner) -> None:
    right = date(2001, 1, 3)
    row = RosterPerson("R-9", Person(KABIR.abc_id, KABIR.name, "", right))
    ensure_learners(actor=cast.issuer, institution_id=cast.awarding.id, people=[row], at=NOON)
    assert claim(cast.visitor, day=right).learner_id == kabir.learner_id


def test_who_has_an_account_claims_no_other(cast: Cast, kabir: KnownLearner) -> None:
    with pytest.raises(AccountAlreadyYours):
        claim(cast.ananya)
