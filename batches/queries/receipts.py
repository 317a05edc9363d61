"""Receipts of finished files, and the rejects that can be mended and sent again."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db.models import Q

from batches.models import Batch, BatchOutcome, BatchRow
from batches.queries.cells import FileCells
from batches.queries.detail import BatchView
from batches.queries.rows import views_of
from batches.reading.writing import write_rejects

ROWS_AT_ONCE = 500
KEPT_IN_MEMORY = 2**20


def receipt_of(view: BatchView) -> dict[str, Any]:
    """Return what was done with a file, by whom and when: figures only, nothing personal."""
    batch, counts = view.batch, view.progress
    return {
        "batch": str(batch.id),
        "institution": {"aishe_code": batch.institution.aishe_code, "name": batch.institution.name},
        "kind": batch.kind,
        "file": {"name": batch.filename, "bytes": batch.size, "sha256": bytes(batch.sha256).hex()},
        "stage": batch.stage,
        "submitted": {"by": batch.submitted_by_name, "at": _text(batch.submitted_at), "entry": str(batch.entry_id)},
        "approvals": [
            {"by": one.approved_by_name, "at": _text(one.approved_at), "entry": str(one.entry_id)}
            for one in view.approvals
        ],
        "started_at": _text(batch.started_at),
        "finished_at": _text(batch.finished_at),
        "rows": {
            "read": counts.row_count,
            "good": counts.good_count,
            "with_errors": counts.error_count,
            "done": counts.done_count,
            "waiting": counts.waiting_count,
        },
        "outcomes": counts.outcomes,
        **({} if view.learner_count is None else {"learners": view.learner_count}),
        "credits": str(counts.done_credits),
        "problems": counts.codes,
    }


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def rejects_file(batch: Batch) -> IO[bytes]:
    """Return the rows that must be mended, with what is wrong, as CSV; mended, it can be sent again as it is."""
    spool: Any = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - closed by the response
    text = io.TextIOWrapper(spool, encoding="utf-8", newline="", write_through=True)
    write_rejects(text, batch.header.get("columns", []), rejects=rejects_of(batch))
    text.detach()
    spool.seek(0)
    return spool  # type: ignore[no-any-return]


def rejects_of(batch: Batch) -> Iterator[tuple[int, Sequence[str], Sequence[str]]]:
    """Yield rows with errors and refused rows, by number: (number, cells, what is wrong in sentences)."""
    after = 0
    with FileCells(batch) as cells:
        while found := _next(batch, after):
            for view in views_of(batch, found):
                told = [item.sentence for item in view.problems if item.severity == "error"]
                told += [view.outcome_detail] if view.outcome == "refused" else []
                if told:
                    yield view.number, view.cells or cells.of(view.number), told
            after = found[-1].number


def _next(batch: Batch, after: int) -> list[BatchRow]:
    refused = BatchOutcome.objects.filter(batch=batch, status="refused").values("number")
    rows = BatchRow.objects.filter(batch=batch, number__gt=after)
    return list(rows.filter(Q(verdict="error") | Q(number__in=refused)).order_by("number")[:ROWS_AT_ONCE])
