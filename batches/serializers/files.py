"""What the API reads and answers of files."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from batches.forms import KINDS
from batches.models import Batch
from batches.queries.detail import BatchView
from batches.queries.progress import Progress

KIND_HELP = (
    "Rows of revocations have award_id (the id, or a reference such as LX-7F3K-92QD), or abc_id or registration_number "
    "with course_code and term; and reason_code (issued-in-error, misconduct, other) and reason, which the learner "
    "reads. An approver or registrar hands them in and another one approves; an issuer hands in the other kinds."
)


class BatchQuery(serializers.Serializer[Any]):
    """Filters of files."""

    stage = serializers.ChoiceField(choices=Batch.Stage.choices, required=False)
    kind = serializers.ChoiceField(choices=Batch.Kind.choices, required=False)
    institution_id = serializers.UUIDField(required=False)


class BatchInput(serializers.Serializer[Any]):
    """A file to hand in."""

    institution_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KINDS, help_text=KIND_HELP)
    file = serializers.FileField(help_text="CSV or .xlsx.", max_length=200)
    dry_run = serializers.BooleanField(default=False, help_text="Only check it: it can never be approved.")


class CancellationInput(serializers.Serializer[Any]):
    """Why a file is stopped."""

    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class BatchAnswer(serializers.Serializer[Any]):
    """A file as it was handed in, and the stage it is at."""

    id = serializers.UUIDField()
    institution_id = serializers.UUIDField()
    kind = serializers.CharField()
    filename = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.SerializerMethodField()
    dry_run = serializers.BooleanField()
    stage = serializers.ChoiceField(choices=Batch.Stage.choices)
    problem_code = serializers.CharField()
    problem = serializers.CharField(help_text="Why it could not be read, or why the run stopped.")
    submitted_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    entry_id = serializers.UUIDField()

    def get_sha256(self, batch: Batch) -> str:
        """Return the digest of the file in hexadecimal."""
        return bytes(batch.sha256).hex()


class CountsAnswer(serializers.Serializer[Progress]):
    """How far the rows have come."""

    row_count = serializers.IntegerField()
    ok_count = serializers.IntegerField()
    warning_count = serializers.IntegerField()
    error_count = serializers.IntegerField()
    waiting_count = serializers.IntegerField(help_text="Good rows of which nothing has become yet.")
    done_count = serializers.IntegerField()
    item_count = serializers.IntegerField(help_text="Awards or lots in the good rows; of revocations those that leave.")
    credits = serializers.DecimalField(max_digits=16, decimal_places=2, help_text="Of the good rows.")
    done_credits = serializers.DecimalField(max_digits=16, decimal_places=2)
    outcomes = serializers.DictField(child=serializers.IntegerField())
    codes = serializers.DictField(child=serializers.IntegerField(), help_text="Rows by problem.")
    courses = serializers.DictField(child=serializers.IntegerField(), help_text="Good rows by course or programme.")


class BatchDetailAnswer(BatchAnswer):
    """A file with its counts."""

    counts = serializers.SerializerMethodField()
    learner_count = serializers.SerializerMethodField()
    rows_per_second = serializers.SerializerMethodField()
    seconds_left = serializers.SerializerMethodField()

    @extend_schema_field(CountsAnswer)
    def get_counts(self, batch: Batch) -> Any:
        """Return the counts."""
        return CountsAnswer(self._view.progress).data

    def get_learner_count(self, batch: Batch) -> int | None:
        """Return how many learners' credits leave by the good rows; for revocations only."""
        return self._view.learner_count

    def get_rows_per_second(self, batch: Batch) -> float | None:
        """Return the rate of the run."""
        return self._view.rate

    def get_seconds_left(self, batch: Batch) -> float | None:
        """Return how long the rest will take."""
        left = self._view.progress.time_left(batch.started_at, timezone.now()) if batch.stage == "running" else None
        return left.total_seconds() if left is not None else None

    @property
    def _view(self) -> BatchView:
        view: BatchView = self.context["view"]
        return view
