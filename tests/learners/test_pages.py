"""Learners' pages and the roster page, and who finds them."""

import pytest
from django.test import Client

from learners.commands import RosterPerson, ensure_learners
from learners.people import Person
from learners.queries import holds_consent, learner_of_user, person_of
from tests.cast import ANANYA, NOON, TODAY, Cast, a_key, an_unclaimed_learner, sign_in

OPEN = {"keep": "yes", "abc_id": "0004 2004 2004", "name": "Meera Nair", "birthday": "2002-07-15", "gender": ""}


def test_a_visitor_opens_an_account(cast: Cast, client: Client) -> None:
    sign_in(client, cast.visitor)
    assert client.get("/account/open/").status_code == 200
    assert client.post("/account/open/", OPEN | {"idempotency_key": a_key()}).url == "/home/"
    assert learner_of_user(cast.visitor.id).person.abc_id == "000420042004"


@pytest.mark.parametrize("page", ["/account/open/", "/account/claim/"])
def test_a_no_needs_no_other_field_and_opens_nothing(cast: Cast, client: Client, page: str) -> None:
    answer = sign_in(client, cast.visitor).post(page, {"keep": "no", "abc_id": "", "birthday": "nonsense"})
    assert answer.status_code == 200
    assert "nothing is kept" in answer.content.decode()
    assert learner_of_user(cast.visitor.id) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"abc_id": "123"}, "3 digits"), ({"keep": ""}, "required"), ({"name": ""}, "required"),
     ({"abc_id": ANANYA.abc_id}, "claim it")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field(cast: Cast, client: Client, changes: dict, said: str) -> None:
    answer = sign_in(client, cast.visitor).post("/account/open/", OPEN | changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_waiting_account_is_claimed(cast: Cast, client: Client) -> None:
    known = an_unclaimed_learner(cast.awarding, Person("000000000777", "Kabir Singh", "", ANANYA.birthday))
    sign_in(client, cast.visitor)
    given = {"keep": "yes", "abc_id": "000000000777", "birthday": "2004-03-08"}
    assert client.post("/account/claim/", given).status_code == 422
    assert client.post("/account/claim/", given | {"birthday": "2004-03-09"}).status_code == 302
    assert learner_of_user(cast.visitor.id).learner_id == known.learner_id


def test_consents_are_given_and_withdrawn(cast: Cast, client: Client) -> None:
    sign_in(client, cast.ananya)
    given = {"purpose": "institution-reads", "institution": str(cast.accepting.id), "until": ""}
    assert client.post("/account/consents/", given).status_code == 302
    learner = [cast.ananya.learner_id]
    assert holds_consent(learner, "institution-reads", cast.accepting.id, TODAY)
    page = client.get("/account/consents/").content.decode()
    withdrawal = page.split('action="/account/consents/')[1].split('"')[0]
    assert client.post(f"/account/consents/{withdrawal}").status_code == 302
    assert not holds_consent(learner, "institution-reads", cast.accepting.id, TODAY)


def test_nobody_withdraws_anothers_consent(cast: Cast, client: Client) -> None:
    sign_in(client, cast.ananya)
    given = {"purpose": "institution-reads", "institution": str(cast.accepting.id)}
    client.post("/account/consents/", given)
    address = client.get("/account/consents/").content.decode().split('action="/account/consents/')[1].split('"')[0]
    assert sign_in(client, cast.rohan).post(f"/account/consents/{address}").status_code == 404
    assert holds_consent([cast.ananya.learner_id], "institution-reads", cast.accepting.id, TODAY)


def test_the_profile_shows_and_mends_the_own_record_only(cast: Cast, client: Client) -> None:
    row = RosterPerson("R-1", Person(ANANYA.abc_id, "Anaya Das", "", ANANYA.birthday))
    ensure_learners(actor=cast.issuer, institution_id=cast.awarding.id, people=[row], at=NOON)
    page = sign_in(client, cast.ananya).get("/account/").content.decode()
    assert "0421 7719 3356" in page
    assert "The name differs from yours" in page
    assert client.post("/account/", {"name": "Anaya Das", "name_hi": "", "gender": ""}).status_code == 302
    assert person_of(cast.ananya.learner_id).name == "Anaya Das"
    assert "Anaya" not in sign_in(client, cast.rohan).get("/account/").content.decode()


def test_erasing_asks_first(cast: Cast, client: Client) -> None:
    sign_in(client, cast.ananya)
    assert client.get("/account/erase/").status_code == 200
    assert client.post("/account/erase/", {"idempotency_key": a_key()}).status_code == 422
    assert learner_of_user(cast.ananya.id)
    assert client.post("/account/erase/", {"understood": "on"}).status_code == 200
    assert learner_of_user(cast.ananya.id) is None


@pytest.mark.parametrize("page", ["/account/consents/", "/account/erase/", "/staff/roster/"])
def test_who_is_neither_learner_nor_staff_finds_nothing(cast: Cast, client: Client, page: str) -> None:
    assert sign_in(client, cast.visitor).get(page).status_code == 404
    assert Client().get(page).url.startswith("/accounts/login/")


def test_the_roster_shows_the_own_institutions_differences(cast: Cast, client: Client) -> None:
    row = RosterPerson("2021/CS/042", Person(ANANYA.abc_id, "Anaya Das", "", ANANYA.birthday))
    ensure_learners(actor=cast.issuer, institution_id=cast.awarding.id, people=[row], at=NOON)
    page = sign_in(client, cast.issuer).get("/staff/roster/").content.decode()
    assert "2021/CS/042" in page
    assert "Anaya Das</mark>" in page
    other = sign_in(client, cast.other_issuer).get("/staff/roster/?show=all").content.decode()
    assert "Anaya" not in other
    assert client.get("/staff/roster/?show=all&after=nonsense").status_code == 404
