import threading
from decimal import Decimal

import pytest
from django.db import connection, transaction

from ledger.commands.fold import fold_totals
from ledger.queries.proof import breaches
from ledger.queries.totals import totals, unfolded_count
from tests.concurrency.crowd import all_at_once
from tests.ledger.book import a_lot, deposit, holding, issuer

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_entry_that_commits_late_is_folded_late_and_never_skipped() -> None:
    account, early, late = issuer(), holding(), holding()
    written, folded = threading.Event(), threading.Event()

    def commit_late() -> None:
        with transaction.atomic():
            deposit(late, a_lot(account))
            written.set()
            folded.wait(30)
        connection.close()

    thread = threading.Thread(target=commit_late)
    thread.start()
    written.wait(30)
    deposit(early, a_lot(account))
    assert fold_totals() == 1
    folded.set()
    thread.join(30)
    assert fold_totals() == 1
    assert totals()[0].deposited == Decimal(8)
    assert breaches() == []


def test_many_folders_fold_each_entry_once() -> None:
    account = issuer()
    for _ in range(30):
        deposit(holding(), a_lot(account))
    all_at_once([lambda: fold_totals(limit=3) for _ in range(8)])
    while fold_totals(limit=7):
        pass
    assert unfolded_count() == 0
    assert totals()[0].deposited == Decimal(120)
    assert breaches() == []
