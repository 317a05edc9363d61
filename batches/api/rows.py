"""Rows of a file: list, read one with its cells, mend it, check all bad ones again, draft the course one names."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from batches.commands.drafts import draft_course
from batches.commands.repair import repair_row, retry_rows
from batches.queries.finding import batch_for
from batches.queries.rows import cells_of, places_of, row_of, row_query, views_of
from batches.serializers.rows import (
    DraftAnswer,
    DraftInput,
    RepairInput,
    RetryAnswer,
    RowAnswer,
    RowDetailAnswer,
    RowQuery,
)
from identity.api.views import BankView


class BatchRows(BankView):
    """The rows of a file."""

    required_scopes = {"GET": "batches:write"}
    ordering = ("number",)

    @extend_schema(parameters=[RowQuery], responses=RowAnswer(many=True))
    def get(self, request: Request, batch_id: UUID) -> Response:
        """List rows with their verdicts, problems and outcomes."""
        batch = batch_for(self.principal, batch_id)
        rows = self.paginate_queryset(row_query(batch, **self.read_query(RowQuery))) or []
        return self.get_paginated_response(RowAnswer(views_of(batch, rows), many=True).data)


class BatchRow(BankView):
    """One row of a file."""

    required_scopes = {"GET": "batches:write"}

    @extend_schema(responses=RowDetailAnswer)
    def get(self, request: Request, batch_id: UUID, number: int) -> Response:
        """Read a row; where something is wrong with it, its cells too."""
        batch = batch_for(self.principal, batch_id)
        row = row_of(batch, number)
        return self.answer(RowDetailAnswer(row, context={"cells": cells_of(batch, row)}))


class BatchRowRepair(BankView):
    """New values for a row."""

    required_scopes = {"POST": "batches:write"}

    @extend_schema(request=RepairInput, responses={201: RowDetailAnswer})
    def post(self, request: Request, batch_id: UUID, number: int) -> Response:
        """Mend a row in place: it is checked at once and, when good, waits for another approval."""
        given = self.read(RepairInput)

        def work(key: str) -> Response:
            batch = batch_for(self.principal, batch_id)
            repair_row(
                actor=self.principal, batch_id=batch_id, row_number=number, cells=places_of(batch, given["cells"]),
                at=self.at, idempotency_key=key,
            )  # fmt: skip
            row = row_of(batch, number)
            return self.created(RowDetailAnswer(row, context={"cells": cells_of(batch, row)}))

        return self.once(work)


class BatchRetry(BankView):
    """Another look at the rows that failed."""

    required_scopes = {"POST": "batches:write"}

    @extend_schema(request=None, responses={201: RetryAnswer})
    def post(self, request: Request, batch_id: UUID) -> Response:
        """Check every row with an error again, for when the catalogue or an account has changed meanwhile."""

        def work(key: str) -> Response:
            count = retry_rows(actor=self.principal, batch_id=batch_id, at=self.at, idempotency_key=key)
            return self.created(RetryAnswer({"row_count": count}))

        return self.once(work)


class BatchDraft(BankView):
    """A course that a row names and the catalogue lacks."""

    required_scopes = {"POST": "catalogue:write"}

    @extend_schema(request=DraftInput, responses={201: DraftAnswer})
    def post(self, request: Request, batch_id: UUID, number: int) -> Response:
        """Draft the course, filled from the row; it is completed and reviewed in the catalogue."""
        given = self.read(DraftInput)

        def work(key: str) -> Response:
            offering_id = draft_course(
                actor=self.principal, batch_id=batch_id, row_number=number, **given, at=self.at, idempotency_key=key
            )
            return self.created(DraftAnswer({"offering_id": offering_id}))

        return self.once(work)
