"""Dry runs: what redeeming or approving would do; nothing of the book is written."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from identity.api.views import BankView
from identity.doors import place_of
from learners.api.learners import LearnerView
from learners.queries import known_learner
from ledger.acts import day_of
from ledger.refusals import InvalidInput, NotFound
from redemptions.queries.choosing import open_goal
from redemptions.queries.explained import explained_plan
from redemptions.queries.inbox import preview_decisions
from redemptions.serializers.plans import PlanAnswer, PlanInput, PreviewsAnswer, PreviewsInput


class RedemptionPlan(LearnerView):
    """The plan of a learner for a programme."""

    required_scopes = {"POST": "learners:read"}
    keyless_posts = True

    @extend_schema(request=PlanInput, responses={200: PlanAnswer})
    def post(self, request: Request) -> Response:
        """Plan a redemption: which awards go, why the others don't, which cap binds, what is missing, which exit."""
        given = self.read(PlanInput)
        goal = open_goal(given["programme_id"], at=self.at)
        holding_id = self._holding(given.get("abc_id", ""))
        view = explained_plan(holding_id=holding_id, goal=goal, on=day_of(self.at), wanted=given.get("award_ids"))
        return self.answer(PlanAnswer(view))

    def _holding(self, abc_id: str) -> UUID:
        """Return the learner's own holding, or that of a learner who lets the actor's institution read."""
        if abc_id:
            return self.look_at(abc_id, "redemption-plan").holding_id
        if self.principal.learner_id is None:
            raise InvalidInput("Name the learner by ABC id.", field="abc_id")
        return known_learner(self.principal.learner_id).holding_id


class DecisionsPlan(BankView):
    """What approving several requests would do."""

    required_scopes = {"POST": "redemptions:write"}
    keyless_posts = True

    @extend_schema(request=PreviewsInput, responses={200: PreviewsAnswer})
    def post(self, request: Request) -> Response:
        """Preview approving requests in this order; each that can't go says why, and nothing is decided."""
        names = self.read(PreviewsInput)["redemption_ids"]
        previews = preview_decisions(place_of(request), names, at=self.at)
        if len(previews) < len(names):
            raise NotFound("There is no such request at your institution.", field="redemption_ids")
        return self.answer(PreviewsAnswer({"previews": previews}))
