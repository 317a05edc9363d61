"""Writing the approved rows to the book: leased chunk by leased chunk, a slice to a transaction."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import structlog
from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from batches.commands.leases import ChunkLease, LeaseLost, hold_chunk, release_chunk, take_chunk
from batches.commands.outcomes import Order, RowOutcome
from batches.commands.writers import writer_of
from batches.models import Approval, Batch, BatchChunk
from batches.queries.files import cipher_of
from batches.queries.texts import read_text
from batches.reading.rows import ParsedRow
from identity.principals import APPROVER, Principal
from ledger.copying import copy_rows
from ledger.refusals import Refusal

log = structlog.get_logger(__name__)

TRANSIENT = frozenset(
    {"awards-being-deposited", "awards-being-moved", "credits-being-redeemed", "idempotency-in-progress"}
)
# A slice that failed is tried again in smaller pieces, so that one bad row is found and refused alone.
SLICE_BY_ATTEMPT = (1_000, 1_000, 100, 10)
OUTCOME_COLUMNS = ("batch_id", "number", "status", "code", "detail", "item_count", "credits")
# Both halves are bound to the chunk: neither can grow into a scan of the whole file, whatever the planner knows.
_WAITING = """
    SELECT number, sealed FROM batches_batchrow
    WHERE batch_id = %s AND number BETWEEN %s AND %s AND verdict <> 'error' AND number NOT IN (
        SELECT number FROM batches_batchoutcome WHERE batch_id = %s AND number BETWEEN %s AND %s
    )
    ORDER BY number LIMIT %s
"""


def run_step(*, batch_id: UUID, at: datetime, enough: Callable[[], bool]) -> bool:
    """Write rows of a running batch until `enough()` or nothing is free; return whether this worker should go on.

    Any number of workers may do this at once: each leases chunks, and a row's outcome stands in the transaction
    that wrote it to the book, so a crash loses nothing and doubles nothing.
    """
    batch = Batch.objects.select_related("institution").get(id=batch_id)
    approval = batch.approvals.order_by("-number").first()
    if batch.stage != Batch.Stage.RUNNING or approval is None:
        return False
    run = _Run(batch, approval, at)
    while not enough():
        lease = take_chunk(batch_id)
        if lease is None:
            finish_if_done(batch_id, at)
            return False
        if not run.work(lease, enough):
            return False
    return True


def finish_if_done(batch_id: UUID, at: datetime) -> None:
    """End a batch all of whose good rows have an outcome."""
    sql = """
        UPDATE batches_batch batch SET stage = 'done', finished_at = GREATEST(%s, clock_timestamp())
        WHERE batch.id = %s AND batch.stage = 'running' AND NOT EXISTS (
            SELECT FROM batches_batchchunk chunk
            WHERE chunk.batch_id = batch.id AND chunk.done_count < chunk.row_count - chunk.error_count
        )
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [at, batch_id])


class _Run:
    """One worker's turn at one batch."""

    def __init__(self, batch: Batch, approval: Approval, at: datetime) -> None:
        self.batch, self.approval, self.at = batch, approval, at
        self.cipher, self.writer = cipher_of(batch), writer_of(batch)
        self.actor = Principal(
            id=approval.approved_by_id,
            kind=approval.approved_by_kind,  # type: ignore[arg-type]
            name=approval.approved_by_name,
            memberships=frozenset({(APPROVER, batch.institution_id)}),
        )

    def work(self, lease: ChunkLease, enough: Callable[[], bool]) -> bool:
        """Do the slices of one chunk; return whether the batch can go on."""
        attempt = lease.attempts
        while True:
            try:
                finished = self._slice(lease, attempt)
            except LeaseLost:
                return True
            except OperationalError as error:
                if not _is_race(error):
                    raise
                attempt += 1
                continue
            except Refusal as refusal:
                release_chunk(lease)
                return self._refused(refusal)
            except Exception:
                log.exception("batch slice failed", batch_id=str(lease.batch_id), chunk=lease.number, attempt=attempt)
                attempt += 1
                continue
            attempt = 1
            if finished or enough():
                release_chunk(lease)
                return True

    def _refused(self, refusal: Refusal) -> bool:
        """Let a race pass (the chunk is free again); stop the batch when the institution itself is refused."""
        if refusal.code in TRANSIENT:
            return True
        Batch.objects.filter(id=self.batch.id, stage=Batch.Stage.RUNNING).update(
            stage=Batch.Stage.READY, problem_code=refusal.code, problem=refusal.detail
        )
        return False

    def _slice(self, lease: ChunkLease, attempt: int) -> bool:
        """Write the next rows of the chunk in one transaction; return whether the chunk has none left."""
        with transaction.atomic():
            hold_chunk(lease)
            chunk = BatchChunk.objects.get(batch_id=lease.batch_id, number=lease.number)
            size = SLICE_BY_ATTEMPT[attempt - 1] if attempt <= len(SLICE_BY_ATTEMPT) else 1
            rows = self._waiting(chunk, size)
            if rows:
                outcomes = self._outcomes(rows, attempt)
                self._keep(chunk, outcomes)
            left = chunk.row_count - chunk.error_count - chunk.done_count
            if left <= 0:
                BatchChunk.objects.filter(batch_id=lease.batch_id, number=lease.number).update(finished_at=self.at)
            return left <= 0 or not rows

    def _waiting(self, chunk: BatchChunk, limit: int) -> list[ParsedRow]:
        with connection.cursor() as cursor:
            bounds: list[UUID | int] = [chunk.batch_id, chunk.first_row, chunk.last_row]
            cursor.execute(_WAITING, [*bounds, *bounds, limit])
            return [read_text(self.cipher.open_row(number, sealed))[0] for number, sealed in cursor.fetchall()]

    def _outcomes(self, rows: Sequence[ParsedRow], attempt: int) -> list[RowOutcome]:
        key = f"{self.batch.id}/{self.approval.number}/{rows[0].number}"
        order = Order(self.actor, self.batch.institution_id, self.batch.id, self.at, key)
        if attempt <= len(SLICE_BY_ATTEMPT):
            return self.writer.write(rows, order)
        try:
            with transaction.atomic():
                return self.writer.write(rows, order)
        except (OperationalError, Refusal):
            raise
        except Exception:
            log.exception("batch row failed", batch_id=str(self.batch.id), row=rows[0].number)
            detail = _("The bank could not write this row. It was noted; try it again, and tell the bank if it stays.")
            return [RowOutcome(row.number, "refused", "row-not-written", detail) for row in rows]

    def _keep(self, chunk: BatchChunk, outcomes: Sequence[RowOutcome]) -> None:
        name = self.batch.id
        rows = ((name, o.number, o.status, o.code, o.detail, o.item_count, o.credits) for o in outcomes)
        copy_rows("batches_batchoutcome", OUTCOME_COLUMNS, rows)
        chunk.done_count += len(outcomes)
        chunk.done_credits += sum((one.credits for one in outcomes), Decimal(0))
        chunk.outcomes = dict(Counter(chunk.outcomes) + Counter(one.status for one in outcomes))
        chunk.attempts = 0
        chunk.save(update_fields=["done_count", "done_credits", "outcomes", "attempts"])


def _is_race(error: OperationalError) -> bool:
    """Tell a deadlock or a serialization failure, which pass, from a database that is gone."""
    return getattr(error.__cause__, "pgcode", None) in ("40001", "40P01")
