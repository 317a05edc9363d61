"""Mending rows in place, and judging rows again after something around them was put right."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from batches.commands.judges import judge_of
from batches.commands.judging import Judged
from batches.commands.refusals import BatchNotReady
from batches.commands.repeats import as_judged, mark_repeated_rows
from batches.commands.rows import rewrite_rows
from batches.models import Batch, BatchChunk, BatchOutcome, BatchRow, Repair
from batches.queries.cells import FileCells
from batches.queries.files import cipher_of
from batches.queries.finding import batch_for
from batches.queries.progress import progress_of
from batches.queries.texts import read_text
from batches.reading.kinds import reader_for
from batches.roles import hands_in, takes_part
from identity.principals import Principal
from ledger.acts import ACT, Act, Writer, day_of
from ledger.commands.once import once
from ledger.commands.record import record
from ledger.refusals import NotFound

ROWS_AT_ONCE = 1_000
MENDABLE = (Batch.Stage.READY, Batch.Stage.DONE)


def repair_row(
    *, actor: Principal, batch_id: UUID, row_number: int, cells: Mapping[str, str], at: datetime, idempotency_key: str
) -> Judged:
    """Put new values into a row that must be mended and judge it again; it deposits after another approval.

    Only who may hand this kind of file in may, while no worker is at the file. Refuses a row of which something has
    become already. `cells` are values by the column's place in the header, counted from 0 as text.
    """
    with once(actor.id, idempotency_key, {"repair": batch_id, "row": row_number, "cells": dict(cells)}) as slot:
        batch = batch_for(actor, batch_id, for_update=True)
        if slot.replayed:
            return _stored(batch, row_number)[1]
        actor.require(*hands_in(batch.kind), institution_id=batch.institution_id)
        _check_stage(batch)
        stored, old, kept = _stored(batch, row_number)
        if stored.verdict == BatchRow.Verdict.OK or _is_done(batch, row_number):
            raise BatchNotReady(_("Row {row} needs no repair.").format(row=row_number))
        kept = kept or _sent(batch, row_number)
        values = [cells.get(str(place), cell) for place, cell in enumerate(_full(batch, kept))]
        new = _judge_again(batch, [(stored, values)], at)[0]
        rewrite_rows(batch, [(stored, old, new)], {row_number: values})
        mark_repeated_rows(batch, lambda: None)
        act = Act(
            kind=ACT, narration="batch-row-repaired", happened_at=at, key=idempotency_key, request_digest=slot.digest,
            institution_id=batch.institution_id, subject_id=batch.id,
        )  # fmt: skip
        (entry_id,) = record([act], writer=Writer(actor.id, actor.kind))
        Repair.objects.create(
            batch=batch, row_number=row_number, repaired_by_id=actor.id, repaired_by_name=actor.name, repaired_at=at,
            entry_id=entry_id,
        )  # fmt: skip
        _wait_for_approval(batch)
        slot.answer = {}
        return _stored(batch, row_number)[1]


def retry_rows(*, actor: Principal, batch_id: UUID, at: datetime, idempotency_key: str) -> int:
    """Judge every row with an error again, and let refused rows be tried again; return how many rows were looked at.

    For when the course was approved or the learner's account claimed meanwhile. Whoever may
    hand in or approve this kind of file may. What is good now waits for an approval.
    """
    with once(actor.id, idempotency_key, {"retry": batch_id}) as slot:
        if slot.replayed:
            return int(slot.answer["rows"])
        batch = batch_for(actor, batch_id, for_update=True)
        actor.require(*takes_part(batch.kind), institution_id=batch.institution_id)
        _check_stage(batch)
        _forget_refusals(batch)
        numbers = list(
            BatchRow.objects.filter(batch=batch, verdict=BatchRow.Verdict.ERROR)
            .order_by("number")
            .values_list("number", flat=True)
        )
        with FileCells(batch) as sent:
            for start in range(0, len(numbers), ROWS_AT_ONCE):
                _retry(batch, numbers[start : start + ROWS_AT_ONCE], sent, at)
        mark_repeated_rows(batch, lambda: None)
        act = Act(
            kind=ACT, narration="batch-rows-retried", happened_at=at, key=idempotency_key, request_digest=slot.digest,
            institution_id=batch.institution_id, subject_id=batch.id,
        )  # fmt: skip
        record([act], writer=Writer(actor.id, actor.kind))
        _wait_for_approval(batch)
        slot.answer = {"rows": len(numbers)}
    return len(numbers)


def _check_stage(batch: Batch) -> None:
    if batch.dry_run or batch.stage not in MENDABLE:
        told = _("Rows can be mended while no worker is at the file; it is “{stage}”.")
        raise BatchNotReady(told.format(stage=batch.get_stage_display()))


def _is_done(batch: Batch, row_number: int) -> bool:
    return BatchOutcome.objects.filter(batch=batch, number=row_number).exists()


def _stored(batch: Batch, row_number: int) -> tuple[BatchRow, Judged, list[str]]:
    stored = BatchRow.objects.filter(batch=batch, number=row_number).first()
    if stored is None:
        raise NotFound(_("The file has no row {row}.").format(row=row_number))
    row, cells = read_text(cipher_of(batch).open_row(row_number, bytes(stored.sealed)))
    return stored, as_judged(stored, row), cells or []


def _full(batch: Batch, cells: Sequence[str]) -> list[str]:
    """Return a cell for every column of the header, and those beyond it."""
    width = len(batch.header.get("columns", []))
    return [*cells, *[""] * (width - len(cells))]


def _judge_again(batch: Batch, rows: Sequence[tuple[BatchRow, list[str]]], at: datetime) -> list[Judged]:
    reader = reader_for(batch.kind, batch.header["columns"], today=day_of(at))
    parsed = [reader.parse_row(stored.number, values) for stored, values in rows]
    return judge_of(batch).judge(parsed, at=at)


def _sent(batch: Batch, row_number: int) -> list[str]:
    with FileCells(batch) as sent:
        return sent.of(row_number)


def _retry(batch: Batch, numbers: Sequence[int], sent: FileCells, at: datetime) -> None:
    cipher = cipher_of(batch)
    rows = list(BatchRow.objects.filter(batch=batch, number__in=numbers).order_by("number"))
    texts = [read_text(cipher.open_row(row.number, bytes(row.sealed))) for row in rows]
    olds = [as_judged(stored, row) for stored, (row, _cells) in zip(rows, texts, strict=True)]
    cells = {
        stored.number: _full(batch, kept or sent.of(stored.number))
        for stored, (_row, kept) in zip(rows, texts, strict=True)
    }
    news = _judge_again(batch, [(stored, cells[stored.number]) for stored in rows], at)
    changes = list(zip(rows, olds, news, strict=True))
    rewrite_rows(batch, changes, cells)


def _forget_refusals(batch: Batch) -> None:
    """Take refused outcomes back out of the counts, so that their rows are tried again."""
    refused = BatchOutcome.objects.filter(batch=batch, status=BatchOutcome.Status.REFUSED)
    numbers = list(refused.values_list("number", flat=True))
    for chunk in BatchChunk.objects.select_for_update(no_key=True).filter(batch=batch).order_by("number"):
        count = sum(chunk.first_row <= number <= chunk.last_row for number in numbers)
        if count:
            chunk.done_count -= count
            chunk.outcomes = {name: value for name, value in chunk.outcomes.items() if name != "refused"}
            chunk.finished_at = None
            chunk.save(update_fields=["done_count", "outcomes", "finished_at"])
    refused.delete()


def _wait_for_approval(batch: Batch) -> None:
    """Ask for an approval again if there is anything to approve now."""
    if progress_of(batch).waiting_count:
        Batch.objects.filter(id=batch.id).update(stage=Batch.Stage.READY, finished_at=None)
