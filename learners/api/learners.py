"""A learner's account and holdings, for the learner or with the learner's consent; each look is written down."""

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from identity.api.views import BankView
from learners.commands import record_look
from learners.people import KnownLearner
from learners.queries.access import readable_learner
from learners.queries.holdings import holding_sum
from learners.serializers import HoldingAnswer, LearnerAnswer
from ledger.acts import day_of


class LearnerView(BankView):
    """What every endpoint of one learner shares: reading with consent, and the look written down with the read."""

    required_scopes = {"GET": "learners:read"}

    def look_at(self, abc_id: str, what: str) -> KnownLearner:
        """Return the learner if the actor may read, and write down the look; 404 otherwise."""
        with transaction.atomic():
            known = readable_learner(self.principal, abc_id, on=day_of(self.at))
            record_look(actor=self.principal, learner_id=known.learner_id, what=what, at=self.at)
        return known


class LearnerDetail(LearnerView):
    """One learner's account."""

    @extend_schema(responses=LearnerAnswer)
    def get(self, request: Request, abc_id: str) -> Response:
        """Read an account by its ABC id."""
        return self.answer(LearnerAnswer(self.look_at(abc_id, "record")))


class LearnerHoldings(LearnerView):
    """One learner's credits, summed."""

    @extend_schema(responses=HoldingAnswer)
    def get(self, request: Request, abc_id: str) -> Response:
        """Read what is held, redeemed, lapsed and revoked, and what is held by level."""
        known = self.look_at(abc_id, "holdings")
        return self.answer(HoldingAnswer(holding_sum(known.holding_id, on=day_of(self.at))))
