"""How far a batch has come: counts summed over its chunks, the rate and the time left."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from batches.models import Batch, BatchChunk, BatchRow

FIGURES = (
    "row_count", "ok_count", "warning_count", "error_count", "item_count", "credits", "done_count", "done_credits",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The counts of a batch. Items are awards (or requests) in its good rows; credits are what they come to."""

    row_count: int = 0
    ok_count: int = 0
    warning_count: int = 0
    error_count: int = 0
    item_count: int = 0
    credits: Decimal = Decimal(0)
    done_count: int = 0
    done_credits: Decimal = Decimal(0)
    outcomes: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    courses: dict[str, int] = field(default_factory=dict)

    @property
    def good_count(self) -> int:
        """Rows that can be written to the book."""
        return self.ok_count + self.warning_count

    @property
    def waiting_count(self) -> int:
        """Good rows of which nothing has become yet."""
        return self.good_count - self.done_count

    def rate(self, since: datetime | None, now: datetime) -> float | None:
        """Return rows done a second since the start."""
        seconds = (now - since).total_seconds() if since else 0
        return self.done_count / seconds if seconds > 0 and self.done_count else None

    def time_left(self, since: datetime | None, now: datetime) -> timedelta | None:
        """Return how long the waiting rows will take at the rate so far."""
        rate = self.rate(since, now)
        return timedelta(seconds=round(self.waiting_count / rate)) if rate else None


def progress_of(batch: Batch) -> Progress:
    """Return the counts of one batch, with its problems, courses and outcomes."""
    rows = BatchChunk.objects.filter(batch=batch).values(*FIGURES, "outcomes", "codes", "courses")
    sums: dict[str, int | Decimal] = dict.fromkeys(FIGURES, 0)
    folded: dict[str, Counter[str]] = {name: Counter() for name in ("outcomes", "codes", "courses")}
    for row in rows:
        for name in FIGURES:
            sums[name] += row[name]
        for name, counter in folded.items():
            counter.update(row[name])
    ordered = {name: dict(counter.most_common()) for name, counter in folded.items()}
    return Progress(**sums, **ordered)  # type: ignore[arg-type]


def learner_count_of(batch: Batch) -> int:
    """Return how many learners' credits leave by the good rows of a file of revocations."""
    rows = BatchRow.objects.filter(batch=batch, learner_hash__isnull=False).exclude(verdict=BatchRow.Verdict.ERROR)
    return rows.values("learner_hash").distinct().count()


def counts_of(batch_ids: Iterable[UUID]) -> dict[UUID, Progress]:
    """Return the bare counts of many batches, for a list."""
    chunks = BatchChunk.objects.filter(batch_id__in=list(batch_ids)).values("batch_id")
    rows = chunks.annotate(**{name: Sum(name) for name in FIGURES}).values_list("batch_id", *FIGURES)
    return {batch_id: Progress(**dict(zip(FIGURES, sums, strict=True))) for batch_id, *sums in rows}
