"""Which batches have work that nobody is at."""

from uuid import UUID

from django.db import connection

_CLAIMABLE = """
    SELECT id FROM batches_batch
    WHERE stage IN ('received', 'reading') AND (lease_until IS NULL OR lease_until < clock_timestamp())
    UNION ALL
    SELECT batch.id FROM batches_batch batch
    WHERE batch.stage = 'running' AND (
        EXISTS (
            SELECT FROM batches_batchchunk chunk
            WHERE chunk.batch_id = batch.id AND chunk.done_count < chunk.row_count - chunk.error_count
                AND (chunk.lease_until IS NULL OR chunk.lease_until < clock_timestamp())
        ) OR NOT EXISTS (
            SELECT FROM batches_batchchunk chunk
            WHERE chunk.batch_id = batch.id AND chunk.done_count < chunk.row_count - chunk.error_count
        )
    )
"""


def claimable_batches() -> list[UUID]:
    """Return the batches that a worker could go on with now: never begun, or left by one that died."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIMABLE)
        return [row[0] for row in cursor.fetchall()]
