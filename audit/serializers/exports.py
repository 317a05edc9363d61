"""What the exports' API reads and answers."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from audit.serializers.book import KINDS, LEVELS

FORMATS = ("ndjson", "csv")
STATES = ("queued", "running", "rests", "done", "expired")


class ExportInput(serializers.Serializer[Any]):
    """What is wanted in files."""

    format = serializers.ChoiceField(choices=FORMATS, default="ndjson")
    size = serializers.IntegerField(
        required=False, min_value=0, max_value=2**53, help_text="A signed size of the log; the newest if not given."
    )
    institution = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    level = serializers.DecimalField(required=False, **LEVELS)
    since = serializers.DateTimeField(required=False)
    until = serializers.DateTimeField(required=False, help_text="Not including this moment.")


class CheckpointOfExport(serializers.Serializer[Any]):
    """The signed state of the log that an export holds."""

    size = serializers.IntegerField()
    root = serializers.CharField(source="root_text", help_text="In base64, as in the checkpoint.")  # type: ignore[assignment]


class ExportAnswer(serializers.Serializer[Any]):
    """An export and how far it is."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=STATES)
    format = serializers.ChoiceField(choices=FORMATS, source="row.format")
    filters = serializers.DictField(child=serializers.CharField(), source="row.filters")
    checkpoint = CheckpointOfExport(source="*")
    asked_by = serializers.UUIDField(source="row.asked_by")
    asked_at = serializers.DateTimeField(source="row.asked_at")
    part_count = serializers.IntegerField(help_text="Ranges of the log.")
    made_count = serializers.IntegerField(help_text="Ranges that are made.")
    entry_count = serializers.IntegerField(help_text="Entries in the files made so far.")
    bytes = serializers.IntegerField()
    trouble = serializers.CharField(allow_blank=True, help_text="Why it rests until it is tried again.")
    finished_at = serializers.DateTimeField(allow_null=True, source="row.finished_at")
    removed_at = serializers.DateTimeField(allow_null=True, source="row.removed_at")


class PartAnswer(serializers.Serializer[Any]):
    """A part that is made."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    first_leaf = serializers.IntegerField()
    last_leaf = serializers.IntegerField()
    entry_count = serializers.IntegerField()
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField()
    url = serializers.SerializerMethodField()

    @extend_schema_field(serializers.URLField())
    def get_url(self, part: Any) -> str:
        """Write where its file is."""
        path = reverse("api-export-part", args=[self.context["export_id"], part.number])
        return str(self.context["request"].build_absolute_uri(path))


class ExportDetailAnswer(ExportAnswer):
    """An export with its files."""

    parts = serializers.SerializerMethodField()
    manifest_url = serializers.SerializerMethodField()
    note_url = serializers.SerializerMethodField()

    @extend_schema_field(PartAnswer(many=True))
    def get_parts(self, view: Any) -> Any:
        """Write the parts that are made."""
        return PartAnswer(self.context["parts"], many=True, context=self.context).data

    @extend_schema_field(serializers.URLField())
    def get_manifest_url(self, view: Any) -> str:
        """Write where the manifest is, or will be."""
        return self._url("api-export-manifest", view)

    @extend_schema_field(serializers.URLField())
    def get_note_url(self, view: Any) -> str:
        """Write where the signed note is, or will be."""
        return self._url("api-export-note", view)

    def _url(self, name: str, view: Any) -> str:
        return str(self.context["request"].build_absolute_uri(reverse(name, args=[view.id])))
