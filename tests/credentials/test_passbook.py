"""The passbook: lines, signs, running balance, filters, and a fixed number of queries."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from credentials.commands.awards import RevocationItem, revoke_awards
from credentials.queries.awards import award_of, awards_of
from credentials.queries.passbook import PassbookFilters, passbook
from credentials.references import reference_of
from ledger.acts import REDEEM, REINSTATE, Move
from ledger.commands.record import record
from tests.cast import Cast
from tests.cast_catalogue import AWARDED_AT, a_new_award, an_approved_version, deposit
from tests.ledger.book import WRITER, an_act

pytestmark = pytest.mark.django_db
LATER = AWARDED_AT + timedelta(days=30)


def earn(cast: Cast, code: str, *, at: datetime = AWARDED_AT, level: str = "5") -> UUID:
    version = an_approved_version(cast.awarding.id, code=code, title=f"Course {code}", level=level)
    [outcome] = deposit(cast.approver, cast.awarding.id, a_new_award(cast.ananya_account.holding_id, version), at=at)
    assert outcome.award_id
    return outcome.award_id


def move(cast: Cast, kind: str, *lots: UUID, at: datetime = LATER) -> None:
    moves = [Move(lot, cast.programme.account_id) for lot in lots]
    record([an_act(kind, cast.ananya_account.holding_id, at=at, moves=moves)], writer=WRITER)


def test_lines_carry_signed_credits_and_the_balance_after_them(cast: Cast) -> None:
    holding = cast.ananya_account.holding_id
    first, second = earn(cast, "A"), earn(cast, "B", at=AWARDED_AT + timedelta(days=1), level="6")
    move(cast, REDEEM, first, second)
    move(cast, REINSTATE, first, second, at=LATER + timedelta(days=1))
    lines = passbook(holding)
    assert [(line.kind, str(line.credits), str(line.balance)) for line in lines] == [
        ("reinstated", "6.00", "6.00"),
        ("redeemed", "-6.00", "0.00"),
        ("earned", "3.00", "6.00"),
        ("earned", "3.00", "3.00"),
    ]
    assert (lines[1].title, lines[1].party) == ("Redeemed to B.Sc. Data Science", cast.accepting.name)
    assert (lines[1].level, lines[1].levels) == (None, (Decimal("5.0"), Decimal("6.0")))
    assert lines[3].reference == reference_of(first)


def test_filters_hide_lines_but_keep_the_book_s_balance(cast: Cast) -> None:
    holding = cast.ananya_account.holding_id
    first = earn(cast, "A")
    earn(cast, "B", level="6", at=AWARDED_AT + timedelta(days=1))
    move(cast, REDEEM, first)
    shown = {
        "kind": PassbookFilters(kind="redeemed"), "level": PassbookFilters(level=Decimal(6)),
        "until": PassbookFilters(until=AWARDED_AT.date()), "since": PassbookFilters(since=LATER.date()),
        "institution": PassbookFilters(institution_id=cast.accepting.id),
    }  # fmt: skip
    counts = {name: [str(line.balance) for line in passbook(holding, wanted)] for name, wanted in shown.items()}
    assert counts == {
        "kind": ["3.00"], "level": ["6.00"], "until": ["3.00"], "since": ["3.00"], "institution": ["3.00"],
    }  # fmt: skip


def test_a_revoked_award_is_a_line_of_its_own(cast: Cast) -> None:
    award_id = earn(cast, "A")
    revoke_awards(
        actor=cast.registrar, institution_id=cast.awarding.id, at=LATER, idempotency_key=str(uuid4()),
        items=[RevocationItem(award_id, "other", "Entered for the wrong learner.")],
    )  # fmt: skip
    line = passbook(cast.ananya_account.holding_id)[0]
    assert (line.kind, line.title, str(line.balance)) == ("revoked", "Revoked: Course A", "0.00")
    assert award_of(award_id).state(LATER.date()) == "revoked"


def test_an_award_expires_on_its_day_whether_or_not_it_has_lapsed(cast: Cast) -> None:
    view = award_of(earn(cast, "A"))
    assert (view.state(date(2032, 4, 30)), view.state(date(2032, 5, 1))) == ("valid", "expired")
    assert view.explanation.credits == view.credits == Decimal("3.00")


def test_more_lines_take_no_more_queries(cast: Cast) -> None:
    holding = cast.ananya_account.holding_id
    earn(cast, "A")
    with CaptureQueriesContext(connection) as few:
        passbook(holding), awards_of(holding)
    for number in range(8):
        earn(cast, f"N{number}")
    with CaptureQueriesContext(connection) as many:
        assert len(passbook(holding)) == len(awards_of(holding)) == 9
    assert len(few) == len(many)
