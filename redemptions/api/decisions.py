"""Decisions of the accepting institution, one or many, and their reversal."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from identity.api.problems import PlainProblem
from identity.api.views import BankView
from redemptions.commands import DecisionInput, decide_redemptions, reverse_redemption
from redemptions.queries.detail import explained_for
from redemptions.serializers.requests import (
    DecisionBody,
    DecisionsAnswer,
    DecisionsInput,
    RedemptionDetailAnswer,
    ReversalInput,
)

SCOPE = "redemptions:write"


class RedemptionDecision(BankView):
    """The decision of one request."""

    required_scopes = {"POST": SCOPE}

    @extend_schema(request=DecisionBody, responses={201: RedemptionDetailAnswer})
    def post(self, request: Request, redemption_id: UUID) -> Response:
        """Approve or refuse a request; an approval that no longer fits is 409 and leaves it waiting."""
        decision = DecisionInput(redemption_id, **self.read(DecisionBody))

        def work(key: str) -> Response:
            [outcome] = decide_redemptions(actor=self.principal, decisions=[decision], at=self.at, idempotency_key=key)
            if outcome.status == "not-decided":
                raise PlainProblem(409, outcome.code, outcome.detail)
            return self.created(RedemptionDetailAnswer(explained_for(self.principal, redemption_id, at=self.at)))

        return self.once(work)


class Decisions(BankView):
    """The decisions of many requests at once."""

    required_scopes = {"POST": SCOPE}

    @extend_schema(request=DecisionsInput, responses={201: DecisionsAnswer})
    def post(self, request: Request) -> Response:
        """Approve or refuse many requests; those that no longer fit say why, and the others go on."""
        decisions = [DecisionInput(**given) for given in self.read(DecisionsInput)["decisions"]]

        def work(key: str) -> Response:
            outcomes = decide_redemptions(actor=self.principal, decisions=decisions, at=self.at, idempotency_key=key)
            return self.created(DecisionsAnswer({"outcomes": outcomes}))

        return self.once(work)


class RedemptionReversal(BankView):
    """The reversal of an approved redemption."""

    required_scopes = {"POST": SCOPE}

    @extend_schema(request=ReversalInput, responses={201: RedemptionDetailAnswer})
    def post(self, request: Request, redemption_id: UUID) -> Response:
        """Give all credits of a redemption back to the learner, with a reason."""
        given = self.read(ReversalInput)

        def work(key: str) -> Response:
            reverse_redemption(
                actor=self.principal, redemption_id=redemption_id, **given, at=self.at, idempotency_key=key
            )
            return self.created(RedemptionDetailAnswer(explained_for(self.principal, redemption_id, at=self.at)))

        return self.once(work)
