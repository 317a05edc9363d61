"""Folding totals while the planner's statistics lag behind."""

import pytest
from django.db import connection

from ledger.commands import fold
from ledger.commands.fold import choose_plan, fold_totals
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


def plan() -> str:
    """Return how the totals would be folded at this moment."""
    with connection.cursor() as cursor:
        choose_plan(cursor)
        cursor.execute(f"EXPLAIN {fold._FOLD}", [1000])
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize("rows", [0, 5, 150_000])
def test_a_full_table_that_seems_empty_is_not_compared_row_by_row(rows: int) -> None:
    for _ in range(30):
        deposit(holding(), a_lot(issuer()))
    believe(rows)
    found = plan()
    assert "Nested Loop" not in found and "Hash" in found, found


def test_in_a_large_book_every_row_is_looked_up_by_its_key() -> None:
    believe(50_000_000)
    found = plan()
    assert "Index Scan using ledger_entry_pkey" in found and "Seq Scan on ledger_transfer" not in found


def test_whatever_the_planner_believes_the_totals_are_the_same() -> None:
    account = issuer()
    for rows in (0, 50_000_000):
        deposit(holding(), a_lot(account))
        believe(rows)
        assert fold_totals() == 1
    assert unfolded_count() == 0 and totals()[0].lot_count == 2
