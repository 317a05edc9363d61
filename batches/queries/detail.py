"""One batch as its page and its receipt tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from batches.models import Approval, Batch, BatchRow, Cancellation
from batches.queries.progress import Progress, learner_count_of, progress_of
from batches.queries.rows import ProblemView, views_of
from batches.reading.problems import Problem
from batches.reading.sentences import SENTENCES

STEP_OF_STAGE = {"received": 2, "reading": 2, "ready": 3, "running": 4, "done": 5, "cancelled": 5, "failed": 2}


MINUTES_TOLD = 90
UNKNOWN_COURSE = "course-unknown"
# Unknown courses are looked for in so many rows, and so many are offered to be drafted at once.
COURSE_ROWS, MOST_COURSES = 200, 12


@dataclass(frozen=True, slots=True)
class UnknownCourse:
    """A code that the catalogue lacks, and a row that names it."""

    code: str
    row: int


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """All rows with the same problem: how many, how it is mended, the first of them, the courses it can draft."""

    code: str
    severity: str
    count: int
    sample_row: int
    sample: ProblemView
    courses: tuple[UnknownCourse, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch with its counts and the people who acted on it; of revocations also how many learners lose credits."""

    batch: Batch
    progress: Progress
    approvals: tuple[Approval, ...]
    cancellation: Cancellation | None
    now: datetime
    learner_count: int | None = None

    @property
    def takes_back(self) -> bool:
        """Whether credits leave learners by this file."""
        return self.batch.kind == Batch.Kind.REVOCATIONS

    @property
    def is_moving(self) -> bool:
        """Whether workers are at it, so that a page should look again soon."""
        return self.batch.stage in (Batch.Stage.RECEIVED, Batch.Stage.READING, Batch.Stage.RUNNING)

    @property
    def steps(self) -> list[str]:
        """The steps of the way."""
        last = {"redemptions": _("Redeemed"), "revocations": _("Revoked")}.get(self.batch.kind, _("Deposited"))
        return [_("Uploaded"), _("Checked")] + ([] if self.batch.dry_run else [_("Approved"), last])

    @property
    def step(self) -> int:
        """The step that the batch is at, from 1."""
        return STEP_OF_STAGE[self.batch.stage]

    @property
    def rate(self) -> float | None:
        """Rows a second since the run began."""
        return self.progress.rate(self.batch.started_at, self.batch.finished_at or self.now)

    @property
    def time_left(self) -> timedelta | None:
        """How long the rest will take."""
        return self.progress.time_left(self.batch.started_at, self.now)

    @property
    def time_left_told(self) -> str:
        """The same in words, rounded up."""
        minutes = -(-(self.time_left or timedelta()) // timedelta(minutes=1))
        if minutes > MINUTES_TOLD:
            hours = round(minutes / 60)
            return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def view_of(batch: Batch, *, now: datetime) -> BatchView:
    """Return all that a page tells of a batch but its rows."""
    cancellation = Cancellation.objects.filter(batch=batch).first()
    approvals = tuple(batch.approvals.order_by("number"))
    learners = learner_count_of(batch) if batch.kind == Batch.Kind.REVOCATIONS else None
    return BatchView(batch, progress_of(batch), approvals, cancellation, now, learners)


def problem_groups(batch: Batch, progress: Progress) -> list[ProblemGroup]:
    """Return the problems of a batch grouped by how they are mended: errors first, the most frequent first."""
    groups = [group for code, count in progress.codes.items() if (group := _group(batch, code, count))]
    return sorted(groups, key=lambda group: (group.severity != "error", -group.count, group.code))


def _group(batch: Batch, code: str, count: int) -> ProblemGroup | None:
    seen = COURSE_ROWS if code == UNKNOWN_COURSE else 1
    rows = BatchRow.objects.filter(batch=batch, codes__contains=[code]).exclude(codes=[]).order_by("number")[:seen]
    found = [(view.number, item) for view in views_of(batch, list(rows)) for item in view.problems if item.code == code]
    if not found:
        return None
    number, sample = found[0]
    courses = {item.value: row for row, item in reversed(found)} if code == UNKNOWN_COURSE else {}
    named = tuple(UnknownCourse(value, courses[value]) for value in sorted(courses)[:MOST_COURSES])
    return ProblemGroup(code, SENTENCES[code].severity, count, number, sample, named)


def header_notes(batch: Batch) -> list[ProblemView]:
    """Return what was odd about the header."""
    return [ProblemView.of(_problem(note)) for note in batch.header.get("notes", ())]


def _problem(note: Iterable[Any]) -> Problem:
    code, column, seen, params = note
    return Problem(code, column, seen, tuple((name, value) for name, value in params))
