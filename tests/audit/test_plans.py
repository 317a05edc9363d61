"""Pages of a long log are read by index: no table is read through, whatever the filter, and nothing is sorted."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger.queries.changes import changes
from ledger.queries.entries import EntryFilter, entries
from tests.ledger.test_prove_book import break_book

pytestmark = pytest.mark.django_db
MANY = 30_000
PLACE = UUID("00000006-0000-7000-8000-000000000005")
FILTERS = {
    "all": EntryFilter(), "institution": EntryFilter(institution_id=PLACE), "kind": EntryFilter(kind="deposit"),
    "level": EntryFilter(level=Decimal("8.0")), "account": EntryFilter(account_id=PLACE),
    "state": EntryFilter(size=MANY // 2), "since": EntryFilter(since=datetime(2025, 6, 10, tzinfo=UTC)),
    "until": EntryFilter(until=datetime(2025, 6, 10, tzinfo=UTC)),
}  # fmt: skip
FILL = """
    INSERT INTO ledger_entry (holding_id, id, kind, narration, actor_id, actor_kind, institution_id, happened_at,
                              recorded_at, idempotency_scope, idempotency_key, request_digest)
    SELECT holding, entry, 'deposit', 'award-deposited', holding, 'user', place, moment, moment, holding, n::text, 'd'
    FROM numbers;
    INSERT INTO ledger_lot (holding_id, id, entry_id, issuing_account_id, level, credits, hours, rule_set,
                            rule_set_version, earned_on, expires_on)
    SELECT holding, entry, entry, place, 4.5, 4, 120, 'NCRF', '1', '2024-05-01', '2031-01-01' FROM numbers;
    INSERT INTO ledger_transfer (holding_id, lot_id, sequence, kind, entry_id, from_account_id, to_account_id)
    SELECT holding, entry, 1, 'deposit', entry, place, holding FROM numbers;
    INSERT INTO ledger_leaf (index, holding_id, entry_id, parts, kind, institution_id)
    SELECT n, holding, entry, 1, 'deposit', place FROM numbers
"""
NUMBERS = f"""
    CREATE TEMP TABLE numbers ON COMMIT DROP AS SELECT n, timestamptz '2025-06-01' + n * interval '1 minute' AS moment,
        ('00000003-0000-7000-8000-' || lpad(to_hex(n / 10), 12, '0'))::uuid AS holding,
        ('00000004-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS entry,
        ('00000006-0000-7000-8000-' || lpad(to_hex(n % 5 + 1), 12, '0'))::uuid AS place
    FROM generate_series(0, {MANY - 1}) AS n
"""


@pytest.fixture
def long_log() -> None:
    break_book(f"{NUMBERS}; {FILL}; ANALYZE ledger_entry, ledger_lot, ledger_transfer, ledger_leaf")


def plans(work: Callable[[], object]) -> dict[str, str]:
    """Run it and return how PostgreSQL would run each of its statements."""
    with CaptureQueriesContext(connection) as captured:
        work()
    told = {}
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute(f"EXPLAIN {query['sql']}")
            told[str(query["sql"])] = "\n".join(line for (line,) in cursor.fetchall())
    return told


@pytest.mark.usefixtures("long_log")
@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize("name", FILTERS)
def test_a_page_is_read_by_index(name: str, oldest_first: bool) -> None:
    told = plans(lambda: entries(FILTERS[name], limit=101, beyond=MANY // 3, oldest_first=oldest_first))
    (page,) = [plan for sql, plan in told.items() if "FROM ledger_leaf WHERE" in sql and "LIMIT 101" in sql]
    assert not [plan for plan in told.values() if "Seq Scan on ledger_" in plan]
    assert "Hash Join" not in page and "Sort" not in page, page


@pytest.mark.usefixtures("long_log")
def test_a_short_stretch_is_added_up_without_reading_the_book() -> None:
    told = plans(lambda: changes(MANY - 100, MANY))
    assert not [plan for plan in told.values() if "Seq Scan on ledger_" in plan]
