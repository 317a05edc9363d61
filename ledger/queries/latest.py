"""When institutions last acted, one look into the index for each."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

_LATEST = """
    SELECT wanted.id, latest.happened_at
    FROM unnest(%s::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (
        SELECT entry.happened_at FROM ledger_entry entry
        WHERE entry.institution_id = wanted.id ORDER BY entry.id DESC LIMIT 1
    ) AS latest
"""


def last_acts(institution_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return when each institution's newest entry happened; one without entries is left out."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [list(institution_ids)])
        return dict(cursor.fetchall())
