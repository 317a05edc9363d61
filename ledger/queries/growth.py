"""How the log grew: leaves sealed on each day (of India), told by its checkpoints."""

from datetime import date
from typing import NamedTuple

from django.db import connection


class Day(NamedTuple):
    """The leaves that were sealed on one day."""

    day: date
    leaves: int


_GROWTH = """
    WITH ends AS (
        SELECT day::date AS day, coalesce((
            SELECT size FROM ledger_checkpoint
            WHERE signed_at < (day::date + 1)::timestamp AT TIME ZONE 'Asia/Kolkata'
            ORDER BY signed_at DESC LIMIT 1), 0) AS size
        FROM generate_series(%s::date - %s, %s::date, interval '1 day') AS day)
    SELECT day, size - before FROM (SELECT day, size, lag(size) OVER (ORDER BY day) AS before FROM ends) days
    WHERE before IS NOT NULL ORDER BY day
"""


def leaves_by_day(*, until: date, days: int) -> list[Day]:
    """Return the leaves sealed on each of so many days up to one; a lookup in an index for each."""
    with connection.cursor() as cursor:
        cursor.execute(_GROWTH, [until, days, until])
        return [Day(*row) for row in cursor.fetchall()]
