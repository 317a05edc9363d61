"""The statement of what a learner has redeemed."""

from decimal import Decimal

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from learners.api.learners import LearnerView
from redemptions.queries.spent import statement_of_redemptions
from redemptions.serializers.requests import StatementAnswer


class LearnerRedemptions(LearnerView):
    """What one learner has redeemed, for the learner or with the learner's consent."""

    @extend_schema(responses=StatementAnswer)
    def get(self, request: Request, abc_id: str) -> Response:
        """Read what stands redeemed, by programme, award by award."""
        known = self.look_at(abc_id, "redemptions")
        groups = statement_of_redemptions(known.learner_id, at=self.at)
        total = sum((group.credits for group in groups), Decimal(0))
        return self.answer(StatementAnswer({"credits": total, "programmes": groups}))
