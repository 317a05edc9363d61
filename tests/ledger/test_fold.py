"""Folding totals while the planner's statistics lag behind."""

import pytest
from django.db import connection

from ledger.commands import fold
from ledger.commands.fold import fold_totals
from ledger.queries.totals import totals, unfolded_count
from tests.ledger.book import a_lot, deposit, holding, issuer

pytestmark = pytest.mark.django_db
TABLES = ("ledger_entry", "ledger_lot", "ledger_transfer", "ledger_unfoldedentry")


def believe(rows: int) -> None:
    """Let the planner believe that so many rows are in each table of the book, on 500 pages."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_class SET relpages = 500, reltuples = %s WHERE oid = ANY(%s::regclass[])", [rows, list(TABLES)]
        )


def test_whatever_the_planner_believes_the_totals_are_the_same() -> None:
    account = issuer()
    for rows in (0, 50_000_000):
        deposit(holding(), a_lot(account))
        believe(rows)
        assert fold_totals() == 1
    assert unfolded_count() == 0 and totals()[0].lot_count == 2


@pytest.mark.parametrize("statement", [fold._TAKE, fold._DAYS, fold._MOVES, fold._LOTS])
def test_no_statement_compares_the_rows_of_two_tables(statement: str) -> None:
    """So that no belief of the planner can make one compare every row with every other."""
    assert statement.count("ledger_") == (2 if statement is fold._TAKE else 1) and "JOIN" not in statement


def test_an_act_without_credits_leaves_the_totals_as_they_are() -> None:
    deposit(holding(), a_lot(issuer()))
    fold_totals()
    before = totals()
    assert fold_totals() == 0 and totals() == before
