"""A learner by API: as the learner, or with the learner's consent, each look written down; 404 otherwise."""

import pytest
from django.test import Client

from learners.commands import answer_consent
from learners.queries import looks_of
from tests.cast import ANANYA, NOON, Cast, a_key, sign_in
from tests.cast_catalogue import a_new_award, an_approved_version, deposit

ADDRESS = f"/api/v1/learners/{ANANYA.abc_id}/"


def consent(cast: Cast, answer: str = "given") -> None:
    answer_consent(
        actor=cast.ananya, purpose="institution-reads", institution_id=cast.accepting.id, answer=answer, at=NOON,
        idempotency_key=a_key(),
    )  # fmt: skip


def test_the_learner_reads_the_own_record_without_a_look(cast: Cast, client: Client) -> None:
    answer = sign_in(client, cast.ananya).get(ADDRESS)
    assert answer.status_code == 200
    assert answer.json()["abc_id"] == ANANYA.abc_id
    assert looks_of(cast.ananya.learner_id) == []


def test_an_institution_reads_with_consent_and_is_written_down(cast: Cast, client: Client) -> None:
    sign_in(client, cast.other_issuer)
    assert client.get(ADDRESS).status_code == 404
    consent(cast)
    assert client.get(ADDRESS).json()["name"] == "Ananya Das"
    assert client.get(f"{ADDRESS}holdings/").status_code == 200
    assert [look.what for look in looks_of(cast.ananya.learner_id)] == ["holdings", "record"]


@pytest.mark.parametrize("who", ["rohan", "issuer", "approver", "regulator", "operator", "visitor"])
def test_nobody_else_finds_the_learner(cast: Cast, client: Client, who: str) -> None:
    consent(cast)
    sign_in(client, getattr(cast, who))
    known, unknown = client.get(ADDRESS), client.get("/api/v1/learners/999999999999/")
    assert (known.status_code, unknown.status_code) == (404, 404)
    assert known.json()["detail"] == unknown.json()["detail"]
    assert looks_of(cast.ananya.learner_id) == []


def test_a_stranger_is_told_to_sign_in(cast: Cast, client: Client) -> None:
    assert client.get(ADDRESS).status_code == 401


def test_holdings_sum_what_the_book_says(cast: Cast, client: Client) -> None:
    version = an_approved_version(cast.awarding.id)
    award = a_new_award(cast.ananya_account.holding_id, version)
    [outcome] = deposit(cast.approver, cast.awarding.id, award)
    assert outcome.status == "deposited"
    found = sign_in(client, cast.ananya).get(f"{ADDRESS}holdings/").json()
    assert (found["deposited"], found["held"], found["redeemed"]) == ("3.00", "3.00", "0.00")
    assert found["levels"] == [{"level": "5.0", "credits": "3.00", "hours": "90.00", "lot_count": 1}]
