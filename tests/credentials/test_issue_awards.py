"""Awards named by ABC id and course code: deposited by an institution's own system, never by one person alone."""

from dataclasses import replace
from typing import Any

import pytest

from credentials.commands.award_shapes import AwardOutcome
from credentials.commands.issuing import AwardItem, issue_awards
from credentials.commands.reviewing import SecondPersonNeeded
from identity.principals import APPROVER, ISSUER, Principal
from learners.queries import learners_by_abc_id
from ledger.identifiers import new_id
from ledger.queries.custody import lots_of
from ledger.refusals import IdempotencyKeyReused, NotPermitted
from tests.cast import ANANYA, NOON, ROHAN, Cast, a_key
from tests.cast_catalogue import EARNED_ON, an_approved_version

pytestmark = pytest.mark.django_db
ITEM = AwardItem("000000424242", "Meera Nair", "R-1", "GIS-101", "2025-S2", EARNED_ON)


def a_system(cast: Cast, *roles: str) -> Principal:
    places = frozenset((role, cast.awarding.id) for role in roles)
    return Principal(id=new_id(), kind="client", name="SIS", memberships=places)


def issue(cast: Cast, *items: AwardItem, actor: Principal | None = None, key: str = "") -> list[AwardOutcome]:
    return issue_awards(
        actor=actor or a_system(cast, APPROVER), institution_id=cast.awarding.id, items=items, at=NOON,
        idempotency_key=key or a_key(),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _catalogue(cast: Cast) -> None:
    an_approved_version(cast.awarding.id)


def test_a_system_deposits_and_opens_an_account_for_an_unknown_id(cast: Cast) -> None:
    assert [outcome.status for outcome in issue(cast, ITEM)] == ["deposited"]
    known = learners_by_abc_id([ITEM.abc_id])[ITEM.abc_id]
    assert (known.claimed, [str(lot.credits) for lot in lots_of([known.holding_id])]) == (False, ["3.00"])


def test_nobody_deposits_alone(cast: Cast) -> None:
    both = replace(cast.approver, memberships=frozenset((role, cast.awarding.id) for role in (ISSUER, APPROVER)))
    for person in (cast.approver, both):
        with pytest.raises(SecondPersonNeeded):
            issue(cast, ITEM, actor=person)
    assert not learners_by_abc_id([ITEM.abc_id])


def test_a_system_that_only_issues_may_not(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        issue(cast, ITEM, actor=a_system(cast, ISSUER))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "NONE-1"}, "invalid-input"),
        ({"abc_id": "123"}, "invalid-input"),
        ({"registration_number": " "}, "invalid-input"),
        ({"abc_id": ANANYA.abc_id, "birthday": ROHAN.birthday}, "birthday-differs"),
    ],
)
def test_a_bad_item_is_refused_and_the_others_go_on(cast: Cast, changes: Any, code: str) -> None:
    bad, good = issue(cast, replace(ITEM, **changes), replace(ITEM, registration_number="R-2"))
    assert (bad.status, bad.code, good.status) == ("refused", code, "deposited")


def test_the_same_key_answers_first_and_refuses_another_request(cast: Cast) -> None:
    system, key = a_system(cast, APPROVER), "k" * 190
    first = issue(cast, ITEM, actor=system, key=key)
    assert issue(cast, ITEM, actor=system, key=key) == first
    with pytest.raises(IdempotencyKeyReused):
        issue(cast, replace(ITEM, grade="B"), actor=system, key=key)


def test_long_keys_that_differ_at_the_end_are_different_keys(cast: Cast) -> None:
    system = a_system(cast, APPROVER)
    keys = ["k" * 179 + end for end in "ab"]
    statuses = [issue(cast, replace(ITEM, term=key[-1]), actor=system, key=key)[0].status for key in keys]
    assert statuses == ["deposited", "deposited"]
