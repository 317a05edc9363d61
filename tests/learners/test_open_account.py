"""Opening an account: consent first, an id of twelve digits, one account per id and user."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from identity.principals import Principal
from learners.commands import open_account
from learners.commands.accounts import AbcIdHasAccount, AccountAlreadyYours
from learners.commands.guessing import TooManyClaims
from learners.models import Learner
from learners.people import KnownLearner, Person
from learners.queries import consents_of, learner_of_user, learners_by_abc_id
from ledger.models import Entry
from ledger.refusals import IdempotencyKeyReused, InvalidInput, NotPermitted, Refusal
from tests.cast import ANANYA, NOON, Cast, a_key, a_visitor, an_abc_id, an_unclaimed_learner

MEERA = Person("000000000042", "Meera Nair", "मीरा नायर", date(2002, 7, 15), "female")


def opening(actor: Principal, person: Person = MEERA, *, keep: bool = True, key: str = "") -> KnownLearner | None:
    return open_account(actor=actor, person=person, keep_credits=keep, at=NOON, idempotency_key=key or a_key())


def test_an_account_opens_for_its_user_with_consent_and_entries(db: None) -> None:
    actor = a_visitor()
    known = opening(actor)
    assert known is not None
    assert known.person == MEERA
    assert learner_of_user(actor.id) == known == learners_by_abc_id([MEERA.abc_id])[MEERA.abc_id]
    assert [(row.purpose, row.answer) for row in consents_of(known.learner_id)] == [("keep-credits", "given")]
    narrations = set(Entry.objects.filter(holding_id=known.holding_id).values_list("narration", flat=True))
    assert narrations == {"account-opened", "account-claimed", "consent-given"}


def test_a_no_opens_nothing_and_is_an_entry(db: None) -> None:
    actor = a_visitor()
    assert opening(actor, keep=False) is None
    assert learner_of_user(actor.id) is None
    assert not learners_by_abc_id([MEERA.abc_id])
    assert Entry.objects.get(actor_id=actor.id).narration == "consent-refused"


@pytest.mark.parametrize(
    "text", ["0421 7719 3356", "०४२१-७७१९-३३५६", " 042177193356 "], ids=["spaces", "hindi", "padding"]
)
def test_an_id_may_be_written_in_groups_or_hindi_digits(db: None, text: str) -> None:
    known = opening(a_visitor(), replace(MEERA, abc_id=text))
    assert known is not None
    assert known.person.abc_id == "042177193356"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"abc_id": "42177193356"}, "abc_id", "11 digits"),
        ({"abc_id": "1234567890123"}, "abc_id", "13 digits"),
        ({"abc_id": "4.2177E+11"}, "abc_id", "digits only"),
        ({"abc_id": "²²²²²²²²²²²²x"}, "abc_id", "digits only"),
        ({"name": " . "}, "name", "letter"),
        ({"name": "A\x00B"}, "name", "can't be written"),
        ({"name": "x" * 201}, "name", "200"),
        ({"birthday": date(2031, 1, 1)}, "birthday", "after today"),
        ({"birthday": None}, "birthday", "birthday"),
        ({"gender": "robot"}, "gender", "genders"),
    ],
)
def test_input_that_cannot_be_right_is_refused(db: None, changes: dict, field: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        opening(a_visitor(), replace(MEERA, **changes))
    assert refused.value.field == field


def test_an_id_has_one_account(cast: Cast) -> None:
    with pytest.raises(AbcIdHasAccount):
        opening(cast.visitor, replace(MEERA, abc_id=ANANYA.abc_id))


def test_nobody_finds_out_by_opening_which_ids_have_accounts(cast: Cast) -> None:
    for _ in range(5):
        with pytest.raises(AbcIdHasAccount):
            opening(cast.visitor, replace(MEERA, abc_id=an_unclaimed_learner(cast.awarding).person.abc_id))
    for abc_id in (ANANYA.abc_id, "888800000001"):
        with pytest.raises(TooManyClaims):
            opening(cast.visitor, replace(MEERA, abc_id=abc_id))


def test_a_user_has_one_account(cast: Cast) -> None:
    with pytest.raises(AccountAlreadyYours):
        opening(cast.ananya)


def test_an_api_client_opens_no_account(db: None) -> None:
    with pytest.raises(NotPermitted):
        opening(replace(a_visitor(), kind="client"))


def test_the_same_key_answers_with_the_same_account(db: None) -> None:
    actor, key = a_visitor(), a_key()
    first = opening(actor, key=key)
    assert opening(actor, key=key) == first
    with pytest.raises(IdempotencyKeyReused):
        opening(actor, replace(MEERA, name="Mira Nair"), key=key)


def test_joiners_of_indian_scripts_are_kept(db: None) -> None:
    name = "\u0936\u0930\u094d\u200d\u092e\u093e"
    known = opening(a_visitor(), replace(MEERA, name_hi=name))
    assert known is not None
    assert known.person.name_hi == name


@pytest.mark.django_db(transaction=True)
def test_one_user_in_two_tabs_gets_one_account() -> None:
    actor = a_visitor()

    def attempt(person: Person) -> str:
        try:
            return str(opening(actor, person))
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(attempt, [replace(MEERA, abc_id=an_abc_id()) for _ in range(4)]))
    assert answers.count("account-already-yours") == 3
    assert Learner.objects.filter(user_id=actor.id).count() == 1
