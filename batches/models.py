"""A file of many acts: its sealed bytes, its rows with a verdict each, and how far the work has come."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ledger.identifiers import new_id


class Leased(models.Model):
    """Work that one worker has at a time; when the lease has run out, anybody may take it up."""

    lease_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class Batch(Leased):
    """One uploaded file. Its own lease is for the reading; a worker leases chunks for the rest."""

    class Kind(models.TextChoices):
        AWARDS_NAD = "awards-nad", _("Results in NAD / ABC layout")
        AWARDS = "awards", _("Awards, one a row")
        REDEMPTIONS = "redemptions", _("Redemptions")
        REVOCATIONS = "revocations", _("Revocations")

    class Stage(models.TextChoices):
        RECEIVED = "received", _("Waiting to be checked")
        READING = "reading", _("Being checked")
        READY = "ready", _("Checked, waiting for approval")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Could not be read")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("what the file holds"), max_length=12, choices=Kind.choices)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(_("file"), max_length=200)
    size = models.BigIntegerField()
    sha256 = models.BinaryField(max_length=32)
    master_key_id = models.CharField(max_length=40)
    sealed_key = models.BinaryField()
    dry_run = models.BooleanField(_("only check it, deposit nothing"), default=False)
    submitted_by_id = models.UUIDField()
    submitted_by_name = models.CharField(max_length=200)
    submitted_at = models.DateTimeField()
    entry_id = models.UUIDField()
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.RECEIVED)
    header = models.JSONField(default=dict)
    problem_code = models.CharField(max_length=60, blank=True)
    problem = models.TextField(blank=True)
    reading_started_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["institution", "-submitted_at", "-id"], name="batch_newest"),
            models.Index(
                fields=["stage", "lease_until"],
                name="batch_with_work",
                condition=Q(stage__in=["received", "reading", "running"]),
            ),
        ]


class BatchPart(models.Model):
    """A megabyte of the file, sealed under the batch's key: no disk is shared between machines."""

    pk = models.CompositePrimaryKey("batch", "number")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="parts", db_index=False)
    number = models.IntegerField()
    sealed = models.BinaryField()


class BatchChunk(Leased):
    """Some thousand consecutive rows that one worker has at a time, with their counts."""

    pk = models.CompositePrimaryKey("batch", "number")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="chunks", db_index=False)
    number = models.IntegerField()
    first_row = models.IntegerField()
    last_row = models.IntegerField()
    row_count = models.IntegerField(default=0)
    ok_count = models.IntegerField(default=0)
    warning_count = models.IntegerField(default=0)
    error_count = models.IntegerField(default=0)
    item_count = models.IntegerField(default=0)
    credits = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    codes = models.JSONField(default=dict)
    courses = models.JSONField(default=dict)
    # How many passed, failed, were absent or sat again, by month and course: what pass rates are made of.
    results = models.JSONField(default=dict)
    done_count = models.IntegerField(default=0)
    outcomes = models.JSONField(default=dict)
    done_credits = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_count__lte=F("row_count") - F("error_count")), name="chunk_done_within_good_rows"
            ),
        ]


class BatchRow(models.Model):
    """One row with its verdict. What it says is personal, and sealed under the batch's key."""

    class Verdict(models.TextChoices):
        OK = "ok", _("Good")
        WARNING = "warning", _("Good, with a warning")
        ERROR = "error", _("Must be mended")

    pk = models.CompositePrimaryKey("batch", "number")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows", db_constraint=False, db_index=False)
    number = models.IntegerField()
    chunk_number = models.IntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    codes = ArrayField(models.CharField(max_length=60), default=list)
    key_hash = models.BigIntegerField(null=True)
    # Of revocations: tells learners apart whose credits leave, so that they can be counted.
    learner_hash = models.BigIntegerField(null=True)
    item_count = models.PositiveSmallIntegerField(default=0)
    credits = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    sealed = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["batch", "number"], name="row_with_problems", condition=~Q(codes=[])),
        ]


class BatchOutcome(models.Model):
    """What became of one row, written in the transaction that wrote the book: a row can have no second outcome."""

    class Status(models.TextChoices):
        DEPOSITED = "deposited", _("Deposited")
        CORRECTED = "corrected", _("Corrected")
        UNCHANGED = "unchanged", _("Deposited before, unchanged")
        REDEEMED = "redeemed", _("Redeemed")
        REVOKED = "revoked", _("Revoked")
        NOTHING = "skipped", _("Nothing to deposit")
        REFUSED = "refused", _("Refused")

    pk = models.CompositePrimaryKey("batch", "number")
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, related_name="outcomes", db_constraint=False, db_index=False
    )
    number = models.IntegerField()
    status = models.CharField(max_length=10, choices=Status.choices)
    code = models.CharField(max_length=60, blank=True)
    detail = models.TextField(blank=True)
    item_count = models.PositiveSmallIntegerField(default=0)
    credits = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["batch", "number"], name="outcome_refused", condition=Q(status="refused")),
        ]


class Approval(models.Model):
    """A second person's yes to the rows that are good at that moment; mended rows need another one."""

    pk = models.CompositePrimaryKey("batch", "number")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="approvals", db_index=False)
    number = models.PositiveSmallIntegerField()
    submitted_by_id = models.UUIDField()
    approved_by_id = models.UUIDField()
    approved_by_kind = models.CharField(max_length=8)
    approved_by_name = models.CharField(max_length=200)
    approved_at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by_id=F("submitted_by_id")), name="batch_approved_by_a_second_person"
            ),
        ]


class Cancellation(models.Model):
    """The batch was stopped for good; what was done until then stays done."""

    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, primary_key=True, related_name="cancellation")
    cancelled_by_id = models.UUIDField()
    cancelled_by_name = models.CharField(max_length=200)
    cancelled_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    entry_id = models.UUIDField()


class Repair(models.Model):
    """Somebody mended a row in place: whoever did may not approve it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="repairs")
    row_number = models.IntegerField()
    repaired_by_id = models.UUIDField()
    repaired_by_name = models.CharField(max_length=200)
    repaired_at = models.DateTimeField()
    entry_id = models.UUIDField()
