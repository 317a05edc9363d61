"""Who works on what: leases that run out by themselves, taken without waiting for anybody."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from batches.models import Batch


class LeaseLost(Exception):
    """Another worker has taken the work up, or the batch was stopped: what is being done must not be kept."""


@dataclass(frozen=True, slots=True)
class ChunkLease:
    """The right to work on one chunk."""

    batch_id: UUID
    number: int
    token: UUID
    attempts: int


def take_reading(batch_id: UUID) -> tuple[Batch, UUID] | None:
    """Lease the reading of a batch; None when it needs none or somebody is at it."""
    token = uuid4()
    sql = """
        UPDATE batches_batch SET stage = 'reading', lease_token = %s, attempts = attempts + 1,
            lease_until = clock_timestamp() + make_interval(secs => %s),
            reading_started_at = COALESCE(reading_started_at, clock_timestamp())
        WHERE id = %s AND stage IN ('received', 'reading')
            AND (lease_until IS NULL OR lease_until < clock_timestamp())
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [token, settings.BATCH_LEASE_SECONDS, batch_id])
        taken = cursor.rowcount == 1
    return (Batch.objects.select_related("institution").get(id=batch_id), token) if taken else None


def keep_reading(batch_id: UUID, token: UUID, *, seconds: int | None = None) -> None:
    """Renew the reading lease (0 seconds: hand it back), inside the transaction whose work it covers."""
    length = settings.BATCH_LEASE_SECONDS if seconds is None else seconds
    sql = """
        UPDATE batches_batch SET lease_until = clock_timestamp() + make_interval(secs => %s), attempts = 0
        WHERE id = %s AND lease_token = %s AND stage = 'reading'
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [length, batch_id, token])
        if cursor.rowcount != 1:
            raise LeaseLost


def take_chunk(batch_id: UUID) -> ChunkLease | None:
    """Lease the first free chunk of a running batch that has rows to do; None when there is none."""
    token = uuid4()
    # Materialized: a subquery with SKIP LOCKED that the planner runs twice would lease a second chunk unseen.
    sql = """
        WITH first AS MATERIALIZED (
            SELECT free.number FROM batches_batchchunk free
            JOIN batches_batch batch ON batch.id = free.batch_id AND batch.stage = 'running'
            WHERE free.batch_id = %s AND free.done_count < free.row_count - free.error_count
                AND (free.lease_until IS NULL OR free.lease_until < clock_timestamp())
            ORDER BY free.number LIMIT 1 FOR UPDATE OF free SKIP LOCKED
        )
        UPDATE batches_batchchunk chunk SET lease_token = %s, attempts = chunk.attempts + 1,
            lease_until = clock_timestamp() + make_interval(secs => %s),
            started_at = COALESCE(chunk.started_at, clock_timestamp())
        FROM first WHERE chunk.batch_id = %s AND chunk.number = first.number
        RETURNING chunk.number, chunk.attempts
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [batch_id, token, settings.BATCH_LEASE_SECONDS, batch_id])
        row = cursor.fetchone()
    return ChunkLease(batch_id, row[0], token, row[1]) if row else None


def hold_chunk(lease: ChunkLease) -> None:
    """Lock the leased chunk for this transaction and renew the lease; `LeaseLost` when it is no longer ours."""
    sql = """
        UPDATE batches_batchchunk chunk SET lease_until = clock_timestamp() + make_interval(secs => %s)
        FROM batches_batch batch
        WHERE chunk.batch_id = %s AND chunk.number = %s AND chunk.lease_token = %s
            AND batch.id = chunk.batch_id AND batch.stage = 'running'
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [settings.BATCH_LEASE_SECONDS, lease.batch_id, lease.number, lease.token])
        if cursor.rowcount != 1:
            raise LeaseLost


def release_chunk(lease: ChunkLease) -> None:
    """Hand a leased chunk back."""
    sql = """
        UPDATE batches_batchchunk SET lease_until = NULL, lease_token = NULL
        WHERE batch_id = %s AND number = %s AND lease_token = %s
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [lease.batch_id, lease.number, lease.token])
