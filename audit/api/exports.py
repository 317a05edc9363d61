"""Exports: asking for the book in files, watching them being made, taking them away."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.ranges import file_answer
from audit.commands.exports import request_export
from audit.queries.book import EntryFilter
from audit.queries.exports import ExportView, export_for, exports_for, manifest_of, part_file, parts_of
from audit.serializers.exports import ExportAnswer, ExportDetailAnswer, ExportInput
from audit.tasks.exports import ring
from identity.api.pages import Cursor, CursorInvalid
from identity.api.views import BankView
from identity.principals import Principal

TYPES = {"ndjson": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}
READ = {"GET": "audit:read"}
_FILE = {
    (200, "application/x-ndjson"): OpenApiResponse(OpenApiTypes.BINARY, "Lines of JSON, one entry each."),
    (200, "text/csv"): OpenApiResponse(OpenApiTypes.BINARY, "A line for each transfer; the head is in part 1."),
    (206, "application/x-ndjson"): OpenApiResponse(OpenApiTypes.BINARY, "The bytes asked for."),
    (206, "text/csv"): OpenApiResponse(OpenApiTypes.BINARY, "The bytes asked for."),
    304: OpenApiResponse(None, "You have these bytes: If-None-Match names their SHA-256."),
    (410, "application/problem+json"): OpenApiResponse(OpenApiTypes.OBJECT, "The files were removed."),
    (416, "application/problem+json"): OpenApiResponse(OpenApiTypes.OBJECT, "The range begins behind the end."),
}  # fmt: skip
_RANGE = OpenApiParameter(
    "Range", OpenApiTypes.STR, OpenApiParameter.HEADER, description="One range, such as bytes=1048576-."
)


class AnyFile(JSONRenderer):
    """Lets a caller ask for any type; only problems pass through here, and they stay JSON."""

    media_type = "*/*"
    format = "file"


class ExportPages:
    """Exports newest first, page by page."""

    def __init__(self, actor: Principal) -> None:
        self.actor = actor

    def slice(self, cursor: Cursor) -> Sequence[ExportView]:
        """Return the exports beyond the cursor."""
        beyond = _uuid(cursor.key[0]) if cursor.key else None
        return exports_for(self.actor, limit=cursor.limit + 1, beyond=beyond, oldest_first=cursor.backwards)

    def key(self, row: ExportView) -> Sequence[object]:
        """Return what orders exports."""
        return [row.id]


class ExportList(BankView):
    """The book in files."""

    required_scopes = {"GET": "audit:read", "POST": "audit:read"}

    @extend_schema(responses=ExportAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List exports, newest first."""
        return self.page(ExportPages(self.principal), ExportAnswer)

    @extend_schema(request=ExportInput, responses={202: ExportAnswer})
    def post(self, request: Request) -> Response:
        """Ask for the book as it stood at a signed size of the log, in files of NDJSON or CSV, made in the background.

        One line is one entry with its transfers (CSV: one transfer), in the order of the log. Look at `Location` until
        `state` is `done`; files are kept for seven days.
        """
        given = self.read(ExportInput)
        form, size = given.pop("format"), given.pop("size", None)
        wanted = EntryFilter(institution_id=given.pop("institution", None), **given)

        def work(key: str) -> Response:
            export = request_export(
                actor=self.principal, form=form, wanted=wanted, size=size, at=self.at, idempotency_key=key
            )
            ring(export.id)
            location = reverse("api-export", args=[export.id])
            return self.answer(ExportAnswer(export_for(self.principal, export.id)), status=202, location=location)

        return self.once(work)


class ExportDetail(BankView):
    """One export with the files made so far."""

    required_scopes = READ

    @extend_schema(responses=ExportDetailAnswer)
    def get(self, request: Request, export_id: UUID) -> Response:
        """Read how far an export is, and where its files are."""
        view = export_for(self.principal, export_id)
        context: dict[str, Any] = {"request": request, "export_id": export_id, "parts": parts_of(export_id)}
        return self.answer(ExportDetailAnswer(view, context=context))


class ExportPartFile(BankView):
    """A part of an export."""

    required_scopes = READ
    renderer_classes = (JSONRenderer, AnyFile)

    @extend_schema(responses=_FILE, parameters=[_RANGE])
    def get(self, request: Request, export_id: UUID, number: int) -> HttpResponseBase:
        """Download a part; a download that broke off goes on by Range. The ETag is the file's SHA-256."""
        file = part_file(self.principal, export_id, number)
        return file_answer(request, file, content_type=TYPES[file.path.suffix.removeprefix(".")])


class ExportManifest(BankView):
    """What an export consists of."""

    required_scopes = READ

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, export_id: UUID) -> HttpResponse:
        """Read the manifest, in canonical JSON: its very bytes are what the note signs."""
        manifest, _note = manifest_of(self.principal, export_id)
        return _bytes(manifest, "manifest.json", "application/json")


class ExportNote(BankView):
    """What the log's key signs of an export."""

    required_scopes = READ
    renderer_classes = (JSONRenderer, AnyFile)

    @extend_schema(responses={(200, "text/plain"): OpenApiTypes.STR})
    def get(self, request: Request, export_id: UUID) -> HttpResponse:
        """Read the signed note with the SHA-256 of the manifest and of every part, as sha256sum -c reads them."""
        _manifest, note = manifest_of(self.principal, export_id)
        return _bytes(note, "manifest.txt", "text/plain; charset=utf-8")


def _bytes(text: str, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.encode(), content_type=content_type, headers=headers)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise CursorInvalid("The cursor is not one that this list gave.", field="cursor") from None
