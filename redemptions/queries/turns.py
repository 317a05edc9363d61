"""How often each learner has redeemed towards each programme."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

Pair = tuple[UUID, UUID]
"""A holding and a programme."""

_SQL = """
    SELECT wanted.holding_id, wanted.programme_id, last.turn
    FROM unnest(%s::uuid[], %s::uuid[]) AS wanted (holding_id, programme_id)
    CROSS JOIN LATERAL (
        SELECT turn FROM redemptions_decision decision
        WHERE decision.holding_id = wanted.holding_id AND decision.programme_id = wanted.programme_id
            AND decision.turn IS NOT NULL
        ORDER BY turn DESC LIMIT 1
    ) last
"""


def last_turns(pairs: Collection[Pair]) -> dict[Pair, int]:
    """Return the number of the newest approval of each pair that has one."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [[holding for holding, _ in pairs], [programme for _, programme in pairs]])
        return {(holding, programme): turn for holding, programme, turn in cursor.fetchall()}
