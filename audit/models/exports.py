"""Exports of the book: what was asked for, and the parts that are made."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ledger.identifiers import new_id


class Export(models.Model):
    """The book in files as it stood at a signed size of the log: who asked, for what, and what became of it.

    It is cut into parts of `part_leaves` places of the log each; which of them are made, their rows tell. `trouble`
    says why the work rests until it is tried again; `manifest` and `note` stay when the files are removed.
    """

    class Format(models.TextChoices):
        """How an entry is written."""

        NDJSON = "ndjson", "NDJSON"
        CSV = "csv", "CSV"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asked_by = models.UUIDField()
    asked_by_kind = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    format = models.CharField(max_length=6, choices=Format.choices)
    filters = models.JSONField(default=dict)
    size = models.BigIntegerField()
    root = models.BinaryField()
    part_leaves = models.PositiveIntegerField()
    trouble = models.CharField(max_length=40, blank=True)
    trouble_detail = models.TextField(blank=True)
    trouble_at = models.DateTimeField(null=True)
    manifest = models.TextField(blank=True)
    note = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], name="export_by_time"),
            models.Index(fields=["id"], condition=Q(finished_at=None, removed_at=None), name="export_unfinished"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(format__in=["ndjson", "csv"]), name="export_format_known"),
            models.CheckConstraint(condition=Q(size__gte=0, part_leaves__gte=1), name="export_counts"),
        ]

    @property
    def part_count(self) -> int:
        """How many parts there will be; an empty log has one, empty part."""
        return max(1, -(-self.size // self.part_leaves))


class ExportPart(models.Model):
    """A part that is made: the entries whose first place in the log is in its range, written whole to one file.

    A part without entries has no file, but for the first, which holds a table's head.
    """

    pk = models.CompositePrimaryKey("export_id", "number")
    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    first_leaf = models.BigIntegerField()
    last_leaf = models.BigIntegerField()
    entry_count = models.BigIntegerField()
    bytes = models.BigIntegerField()
    sha256 = models.BinaryField()
    made_at = models.DateTimeField(db_default=Now())
