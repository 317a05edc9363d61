"""Requests: ask, list, read, take back."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from identity.api.etags import etag_of
from identity.api.views import BankView
from redemptions.commands import request_redemption, withdraw_request
from redemptions.queries.detail import explained_for
from redemptions.queries.inbox import inbox_lines
from redemptions.queries.requests import RequestView, filtered, rows_visible_to
from redemptions.serializers.plans import ChoiceInput
from redemptions.serializers.requests import RedemptionAnswer, RedemptionDetailAnswer, RedemptionQuery

SCOPE = "redemptions:write"


class RedemptionList(BankView):
    """The learner's own requests, or those to the institutions that you work for."""

    required_scopes = {"GET": SCOPE}
    ordering = ("-id",)

    @extend_schema(parameters=[RedemptionQuery], responses=RedemptionAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List requests, newest first."""
        at, actor = self.at, self.principal
        found = rows_visible_to(actor.learner_id, actor.institutions())
        rows = self.paginate_queryset(filtered(found, **self.read_query(RedemptionQuery), at=at)) or []
        lines = inbox_lines([RequestView(row, at) for row in rows])
        return self.get_paginated_response(RedemptionAnswer(lines, many=True).data)

    @extend_schema(request=ChoiceInput, responses={201: RedemptionDetailAnswer})
    def post(self, request: Request) -> Response:
        """Ask a programme's institution to redeem your awards; only a learner can."""
        given = {"award_ids": None, **self.read(ChoiceInput)}

        def work(key: str) -> Response:
            row = request_redemption(actor=self.principal, **given, at=self.at, idempotency_key=key)
            line = explained_for(self.principal, row.id, at=self.at)
            return self.created(RedemptionDetailAnswer(line), location=request.build_absolute_uri(f"{row.id}/"))

        return self.once(work)


class RedemptionDetail(BankView):
    """One request, for its learner and the staff of the deciding institution."""

    required_scopes = {"GET": SCOPE}

    @extend_schema(responses=RedemptionDetailAnswer)
    def get(self, request: Request, redemption_id: UUID) -> Response:
        """Read a request with its plan, its deadline and how it ended."""
        line = explained_for(self.principal, redemption_id, at=self.at)
        return self.answer(RedemptionDetailAnswer(line), etag=etag_of(redemption_id, line.request.state))


class RedemptionWithdrawal(BankView):
    """The withdrawal of a request."""

    @extend_schema(request=None, responses={201: RedemptionDetailAnswer})
    def post(self, request: Request, redemption_id: UUID) -> Response:
        """Take your request back; only before it is decided."""

        def work(key: str) -> Response:
            withdraw_request(actor=self.principal, redemption_id=redemption_id, at=self.at, idempotency_key=key)
            return self.created(RedemptionDetailAnswer(explained_for(self.principal, redemption_id, at=self.at)))

        return self.once(work)
