"""What can be taken away of a file: its receipt and its rejects."""

from uuid import UUID

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from batches.queries.detail import view_of
from batches.queries.finding import batch_for
from batches.queries.receipts import receipt_of, rejects_file
from identity.api.views import BankView

CSV = "text/csv"
REJECTS = OpenApiResponse(OpenApiTypes.BINARY, "The original columns, the row's number and what is wrong.")


class CsvFile(JSONRenderer):
    """Lets a caller ask for CSV; only problems pass through here, and they stay JSON."""

    media_type = CSV
    format = "csv"
    charset = "utf-8"


class BatchReceipt(BankView):
    """The receipt of a file."""

    required_scopes = {"GET": "batches:write"}

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, batch_id: UUID) -> Response:
        """Read what was done with a file, by whom and when, with the entries in the book: nothing personal."""
        return Response(receipt_of(view_of(batch_for(self.principal, batch_id), now=self.at)))


class BatchRejects(BankView):
    """The rows of a file that must be mended."""

    required_scopes = {"GET": "batches:write"}
    renderer_classes = (JSONRenderer, CsvFile)

    @extend_schema(responses={(200, CSV): REJECTS})
    def get(self, request: Request, batch_id: UUID) -> FileResponse:
        """Download rows with errors and refused rows as CSV; mended, the file can be sent again as it is."""
        file = rejects_file(batch_for(self.principal, batch_id))
        name = f"rejects-{batch_id}.csv"
        return FileResponse(file, as_attachment=True, filename=name, content_type=f"{CSV}; charset=utf-8")
