"""Files: hand in, list, read, approve, cancel."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from batches.commands.approve import approve_batch
from batches.commands.cancel import cancel_batch
from batches.commands.submit import submit_batch
from batches.queries.detail import view_of
from batches.queries.finding import batch_for, batches_for
from batches.serializers.files import (
    BatchAnswer,
    BatchDetailAnswer,
    BatchInput,
    BatchQuery,
    CancellationInput,
)
from batches.tasks import BELLS, ring
from identity.api.views import BankView, UploadView


class BatchList(UploadView):
    """Files of many acts: results, awards, redemptions, revocations."""

    required_scopes = {"GET": "batches:write", "POST": "batches:write"}
    ordering = ("-id",)

    @extend_schema(parameters=[BatchQuery], responses=BatchAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List the files of the institutions that you work for, newest first."""
        return self.page(batches_for(self.principal).filter(**self.read_query(BatchQuery)), BatchAnswer)

    @extend_schema(request={"multipart/form-data": BatchInput}, responses={202: BatchAnswer})
    def post(self, request: Request) -> Response:
        """Hand in a file; it is checked row by row, and nothing is written before somebody else approves."""
        given = self.read(BatchInput)
        source = given.pop("file")

        def work(key: str) -> Response:
            batch = submit_batch(
                actor=self.principal, **given, filename=source.name, source=source, at=self.at, idempotency_key=key
            )
            ring(batch.id)
            address = request.build_absolute_uri(f"{batch.id}/")
            return self.answer(BatchAnswer(batch), status=202, location=address)

        return self.once(work)


class BatchDetail(BankView):
    """One file."""

    required_scopes = {"GET": "batches:write"}

    @extend_schema(responses=BatchDetailAnswer)
    def get(self, request: Request, batch_id: UUID) -> Response:
        """Read how far a file has come: true inside a running chunk too."""
        view = view_of(batch_for(self.principal, batch_id), now=self.at)
        return self.answer(BatchDetailAnswer(view.batch, context={"view": view}))


class BatchApproval(BankView):
    """The approval of a checked file."""

    required_scopes = {"POST": "batches:write"}

    @extend_schema(request=None, responses={202: BatchAnswer})
    def post(self, request: Request, batch_id: UUID) -> Response:
        """Approve the good rows; never by whoever handed the file in."""

        def work(key: str) -> Response:
            approve_batch(actor=self.principal, batch_id=batch_id, at=self.at, idempotency_key=key)
            ring(batch_id, BELLS)
            return self.answer(BatchAnswer(batch_for(self.principal, batch_id)), status=202)

        return self.once(work)


class BatchCancellation(BankView):
    """The end of a file before its time."""

    required_scopes = {"POST": "batches:write"}

    @extend_schema(request=CancellationInput, responses={201: BatchAnswer})
    def post(self, request: Request, batch_id: UUID) -> Response:
        """Stop a file for good; what was done stays done."""
        given = self.read(CancellationInput)

        def work(key: str) -> Response:
            cancel_batch(actor=self.principal, batch_id=batch_id, **given, at=self.at, idempotency_key=key)
            return self.created(BatchAnswer(batch_for(self.principal, batch_id)))

        return self.once(work)
