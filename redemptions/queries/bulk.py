"""What a bulk redemption asks about its learners, a list at a time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from learners.models import Learner
from redemptions.queries.turns import Pair


@dataclass(frozen=True, slots=True)
class Request:
    """A waiting request with the awards that it names."""

    redemption_id: UUID
    award_ids: frozenset[UUID]


_WAITING = """
    WITH taken AS (
        SELECT waiting.holding_id, waiting.programme_id, waiting.redemption_id
        FROM unnest(%s::uuid[], %s::uuid[]) AS wanted (holding_id, programme_id)
        JOIN redemptions_waiting waiting USING (holding_id, programme_id)
        ORDER BY waiting.redemption_id FOR UPDATE OF waiting
    )
    SELECT taken.holding_id, taken.programme_id, taken.redemption_id, array_agg(lot.lot_id)
    FROM taken JOIN redemptions_redemptionlot lot USING (redemption_id)
    GROUP BY 1, 2, 3
"""


def waiting_requests(pairs: Collection[Pair]) -> dict[Pair, Request]:
    """Return the waiting request of each (holding, programme) that has one, kept from others until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [[holding for holding, _ in pairs], [programme for _, programme in pairs]])
        return {
            (holding, programme): Request(redemption_id, frozenset(lots))
            for holding, programme, redemption_id, lots in cursor.fetchall()
        }


def standing_of(learner_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, bool]]:
    """Return each learner's holding and whether the account has been claimed."""
    rows = Learner.objects.filter(id__in=set(learner_ids)).values_list("id", "holding_id", "claimed_at")
    return {learner_id: (holding_id, claimed_at is not None) for learner_id, holding_id, claimed_at in rows}
