"""Batches of an institution, newest first, and what waits for its people."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from batches.models import Batch
from batches.queries.progress import Progress, counts_of

OPEN_STAGES = (Batch.Stage.RECEIVED, Batch.Stage.READING, Batch.Stage.READY, Batch.Stage.RUNNING)


@dataclass(frozen=True, slots=True)
class ListedBatch:
    """A batch with its counts."""

    batch: Batch
    progress: Progress


def batches_of(
    institution_id: UUID, *, stage: str = "", kind: str = "", before: UUID | None = None, limit: int = 25
) -> list[ListedBatch]:
    """Return up to `limit` batches that were handed in before one of them, narrowed by stage and kind."""
    rows = Batch.objects.filter(institution_id=institution_id).order_by("-id")
    rows = rows.filter(stage=stage) if stage else rows
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(id__lt=before) if before else rows
    found = list(rows[:limit])
    counts = counts_of(batch.id for batch in found)
    return [ListedBatch(batch, counts.get(batch.id, Progress())) for batch in found]


def stage_counts(institution_id: UUID) -> dict[str, int]:
    """Return how many batches are at each stage."""
    rows = Batch.objects.filter(institution_id=institution_id).values_list("stage").annotate(Count("id"))
    return dict(rows)
