import threading

import pytest
from django.db import connection, transaction

from ledger.commands.seal import seal
from ledger.log.leaves import parse_leaf
from ledger.models import Entry, Leaf
from ledger.queries.log import waiting
from ledger.queries.proof_of_log import prove_log
from tests.concurrency.crowd import all_at_once
from tests.ledger.book import a_lot, deposit, holding, issuer
from tests.ledger.sealing import a_short_book, public_leaves, seal_all, shown

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_sequencers_at_once_make_one_log() -> None:
    a_short_book(30)
    seal()
    results = all_at_once([lambda: seal(limit=5) for _ in range(8)])
    assert all(isinstance(result, int) for result in results), results
    seal_all(limit=7)
    assert (shown().checkpoint.size, Leaf.objects.count(), prove_log().faults) == (60, 60, [])


def test_an_entry_that_commits_late_is_sealed_late_and_never_skipped() -> None:
    account, early, late = issuer(), holding(), holding()
    written, sealed = threading.Event(), threading.Event()

    def commit_late() -> None:
        with transaction.atomic():
            deposit(late, a_lot(account))
            written.set()
            sealed.wait(30)
        connection.close()

    thread = threading.Thread(target=commit_late)
    thread.start()
    written.wait(30)
    deposit(early, a_lot(account))
    assert seal_all() == 1
    sealed.set()
    thread.join(30)
    assert seal_all() == 1
    first, second = (parse_leaf(leaf).entry_id for leaf in public_leaves())
    assert Entry.objects.get(id=first).holding_id == early
    assert Entry.objects.get(id=second).holding_id == late
    assert (waiting().count, prove_log().faults) == (0, [])


def test_the_book_is_written_while_it_is_sealed() -> None:
    seal()
    all_at_once([*[lambda: a_short_book(10)] * 4, *[lambda: [seal(limit=3) for _ in range(20)]] * 2])
    seal_all()
    assert Leaf.objects.count() == Entry.objects.count() == shown().checkpoint.size == 80
    assert prove_log().faults == []
