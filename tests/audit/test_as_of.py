"""The book as it stood: totals and entries of a signed state, whatever was closed and whatever came after."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.utils import timezone

from audit.commands.closings import close_book
from audit.models import Closing, ClosingLine
from audit.queries.as_of import totals_at
from ledger.commands.accounts import open_issuance_account
from ledger.commands.fold import fold_totals
from ledger.log.conservation import Fold
from ledger.log.leaves import parse_leaf
from ledger.models import Checkpoint
from ledger.queries.changes import changes
from ledger.queries.log import head
from tests.api.asking import a_regulators_system
from tests.cast import Cast
from tests.ledger.book import a_lot, deposit, holding, issuer, programme, redeem
from tests.ledger.sealing import a_short_book, public_leaves, seal_all
from tests.ledger.test_prove_book import break_book

pytestmark = pytest.mark.django_db
TOTALS, ENTRIES = "/api/v1/audit/totals/", "/api/v1/audit/entries/"
FIGURES = ("deposited", "redeemed", "held", "held_counted", "conserved")


@pytest.fixture
def sizes(cast: Cast) -> list[int]:
    """Seal a deposit of two lots, then the redemption of one, then another deposit: return the three sizes."""
    account, learner = cast.awarding.account_id, holding()
    open_issuance_account(account_id=account, institution_id=cast.awarding.id)
    lots = [a_lot(account), a_lot(account, credits="2.5")]
    acts = (
        lambda: deposit(learner, *lots),
        lambda: redeem(learner, lots[0], programme()),
        lambda: deposit(learner, a_lot(account, credits="1")),
    )
    return [_sealed_after(act) for act in acts]


def _sealed_after(act: Any) -> int:
    act()
    seal_all()
    found = head()
    assert found
    return found.size


def close_all() -> None:
    """Close at every checkpoint, a day for each."""
    days = count(1)
    while close_book(at=timezone.now() + timedelta(days=next(days)), bite=1):
        pass


def told(**asked: Any) -> list[list[Any]]:
    lines = a_regulators_system().get(TOTALS, asked).json()["results"]
    return [[line[name] for name in FIGURES] for line in lines]


@pytest.mark.parametrize("closed", ["nothing", "the first state", "everything"])
def test_totals_are_those_of_the_state_whatever_is_closed(sizes: list[int], closed: str) -> None:
    if closed == "the first state":
        Closing.objects.create(size=sizes[0], previous_size=0)
        _copy_lines(sizes[0])
    elif closed == "everything":
        close_all()
        assert Closing.objects.count() >= 3
    assert told(size=sizes[0]) == [["6.50", "0.00", "6.50", "6.50", True]]
    assert told(size=sizes[1]) == [["6.50", "4.00", "2.50", "2.50", True]]
    assert told(size=sizes[2]) == [["7.50", "4.00", "3.50", "3.50", True]]


def _copy_lines(size: int) -> None:
    ClosingLine.objects.bulk_create([ClosingLine(size=size, **change._asdict()) for change in changes(0, size)])


def test_totals_of_now_are_those_of_the_newest_state(sizes: list[int]) -> None:
    fold_totals()
    answer = a_regulators_system().get(TOTALS).json()
    assert (answer["state"], answer["results"][0]["conserved"]) == (None, None)
    assert answer["results"][0]["held"] == told(size=sizes[2])[0][2]
    assert answer["proof"]["checkpoint_size"] == sizes[2]
    assert answer["proof"]["command"].startswith("bin/audit-mirror http")


@pytest.mark.parametrize("by", ["", "level", "day", "institution,level,day"])
def test_groups_and_filters_are_the_same_closed_or_not(sizes: list[int], by: str) -> None:
    asked = {"size": sizes[1], "by": by, "level": "4.5", "since": "2025-06-01", "until": "2025-06-01"}
    before = a_regulators_system().get(TOTALS, asked).json()
    close_all()
    assert a_regulators_system().get(TOTALS, asked).json() == before
    assert before["results"][0]["deposited"] == "6.50"
    assert told(**asked | {"since": "2025-06-02", "until": "2025-06-03"}) == []
    assert told(**asked | {"level": "5"}) == []


def test_a_book_whose_kinds_and_accounts_disagree_is_not_conserved(sizes: list[int]) -> None:
    break_book("ALTER TABLE ledger_transfer DROP CONSTRAINT transfer_direction")
    break_book("UPDATE ledger_transfer SET kind = 'reinstate' WHERE kind = 'redeem'")
    assert told(size=sizes[2])[0][2:] == ["11.50", "3.50", False]


def test_a_closing_waits_for_a_day_or_for_enough_leaves(sizes: list[int]) -> None:
    now = timezone.now()
    assert close_book(at=now) == sizes[2]
    assert close_book(at=now) == 0
    deposit(holding(), a_lot(issuer()))
    seal_all()
    assert close_book(at=now) == 0
    assert close_book(at=now + timedelta(days=1)) == 1


def test_a_closing_never_ends_between_two_checkpoints(sizes: list[int]) -> None:
    close_all()
    ends = list(Closing.objects.order_by("size").values_list("previous_size", "size"))
    assert [end for _, end in ends][-3:] == sizes
    assert [start for start, _ in ends][1:] == [end for _, end in ends][:-1]


def test_entries_of_a_state_leave_out_what_came_after(sizes: list[int]) -> None:
    answer = a_regulators_system().get(ENTRIES, {"size": sizes[0], "level": "4.5"}).json()
    assert (answer["checkpoint_size"], [row["kind"] for row in answer["results"]]) == (sizes[0], ["deposit"])
    today = a_regulators_system().get(ENTRIES, {"as_of": timezone.localdate().isoformat(), "limit": 1}).json()
    assert (today["checkpoint_size"], today["results"][0]["leaf_index"]) == (sizes[2], sizes[2] - 1)


def test_a_time_is_the_last_state_signed_by_then(sizes: list[int]) -> None:
    signed = head()
    assert signed
    before, after = signed.signed_at - timedelta(microseconds=1), signed.signed_at
    answers = [a_regulators_system().get(TOTALS, {"as_of": moment.isoformat()}).json() for moment in (before, after)]
    assert [answer["state"]["size"] for answer in answers] == sizes[1:]


@pytest.mark.parametrize(
    ("query", "status"),
    [("size=1000000", 404), ("as_of=2001-01-01", 404), ("as_of=2025-01-01&size=3", 422), ("as_of=soon", 422),
     ("size=-1", 422), ("size=9223372036854775808", 422), ("as_of=0001-01-01", 422), ("as_of=9999-12-31", 422)],
)  # fmt: skip
def test_a_state_that_never_was_is_refused(sizes: list[int], query: str, status: int) -> None:
    for path in (TOTALS, ENTRIES):
        assert a_regulators_system().get(f"{path}?{query}").status_code == status


def test_the_public_leaves_give_the_totals_of_every_state(sizes: list[int]) -> None:
    a_short_book(3)
    seal_all(limit=2)
    close_all()
    for size in Checkpoint.objects.values_list("size", flat=True):
        fold = Fold()
        fold.add(parse_leaf(leaf) for leaf in public_leaves()[:size])
        told = {
            (line.total.account_id, line.total.level): (line.total.deposited, line.held)
            for line in totals_at(size, by=("account_id", "level"))
        }
        assert told == {key: (balance.deposited, balance.held) for key, balance in fold.balances().items()}, size
