"""Two people who send the same term at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connections

from credentials.commands.awards import AwardOutcome
from credentials.models import Award
from ledger.queries.custody import lots_of
from tests.cast_catalogue import a_new_award, an_approved_version, deposit
from tests.credentials.people import a_holding, an_approver, an_institution

Act = Callable[[], list[AwardOutcome]]


def together(acts: list[Act]) -> list[list[AwardOutcome]]:
    """Run the acts at the same moment, each on a connection of its own."""
    start = Barrier(len(acts))

    def run(act: Act) -> list[AwardOutcome]:
        try:
            start.wait(timeout=20)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_the_same_term_sent_at_once_is_deposited_once() -> None:
    place = an_institution()
    approver, version = an_approver(place), an_approved_version(place.id)
    awards = [a_new_award(a_holding(), version) for _ in range(100)]
    senders = [lambda order=order: deposit(approver, place.id, *order) for order in [awards, awards[::-1]] * 3]
    answers = together(senders)
    fresh = [outcome for answer in answers for outcome in answer if outcome.status == "deposited"]
    assert len(fresh) == len(awards) == Award.objects.count()
    assert {outcome.status for answer in answers for outcome in answer} == {"deposited", "unchanged"}


@pytest.mark.django_db(transaction=True)
def test_corrections_at_once_leave_one_award_standing() -> None:
    place = an_institution()
    approver = an_approver(place)
    version = an_approved_version(place.id)
    for _ in range(25):  # the moment between two readings is short: many tries meet it
        award = a_new_award(a_holding(), version)
        deposit(approver, place.id, award)
        grades = [replace(award, grade=f"G{n}", key=str(n)) for n in range(2)]
        together([lambda one=one: deposit(approver, place.id, one) for one in grades])
        lots = lots_of([award.holding_id])
        assert [lot.is_held for lot in lots].count(True) == 1
        assert len(lots) == 3
