"""A learner's passbook, for the learner or with the learner's consent; each look is written down."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from credentials.queries.passbook import passbook
from credentials.serializers.awards import PassbookAnswer
from learners.api.learners import LearnerView


class LearnerPassbook(LearnerView):
    """One learner's passbook."""

    @extend_schema(responses=PassbookAnswer)
    def get(self, request: Request, abc_id: str) -> Response:
        """Read every line with the balance after it, newest first."""
        lines = passbook(self.look_at(abc_id, "passbook").holding_id)
        return self.answer(PassbookAnswer({"balance": lines[0].balance if lines else 0, "lines": lines}))
