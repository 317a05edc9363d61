"""Awards: deposit one or many, read, revoke."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from credentials.commands.awards import AwardOutcome, RevocationItem, revoke_awards
from credentials.commands.issuing import AwardItem, issue_awards
from credentials.queries.awards import readable_awards, views_of
from credentials.queries.credential import credential_for
from credentials.serializers.awards import (
    AwardAnswer,
    AwardsInput,
    OutcomesAnswer,
    RevocationAnswer,
    RevocationInput,
)
from identity.api.problems import PlainProblem
from identity.api.views import BankView
from identity.doors import place_of


class AwardViews(Sequence[Any]):
    """Award rows that are looked up whole, a page at a time."""

    def __init__(self, rows: list[Any]) -> None:
        self._views = views_of(rows)

    def __getitem__(self, place: Any) -> Any:
        return self._views[place]

    def __len__(self) -> int:
        return len(self._views)


class AwardList(BankView):
    """An institution's awards, or the learner's own."""

    required_scopes = {"GET": "awards:write", "POST": "awards:write"}
    ordering = ("-id",)

    @extend_schema(responses=AwardAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List awards, newest first."""
        rows = self.paginate_queryset(readable_awards(self.principal))
        body = AwardAnswer(AwardViews(list(rows or [])), many=True, context=self.get_serializer_context())
        return self.get_paginated_response(body.data)

    @extend_schema(request=AwardsInput, responses={201: OutcomesAnswer})
    def post(self, request: Request) -> Response:
        """Deposit awards of your institution, by its own system; people send a file, which a second person approves."""
        items = [AwardItem(**given) for given in self.read(AwardsInput)["awards"]]

        def work(key: str) -> Response:
            outcomes = issue_awards(
                actor=self.principal, institution_id=place_of(request), items=items, at=self.at, idempotency_key=key
            )
            return self.created(OutcomesAnswer({"outcomes": outcomes}))

        return self.once(work)


class AwardDetail(BankView):
    """One award, for its learner and the staff of its institution."""

    required_scopes = {"GET": "awards:write"}

    @extend_schema(responses=AwardAnswer)
    def get(self, request: Request, award_id: UUID) -> Response:
        """Read an award."""
        view = credential_for(self.principal, award_id)
        return self.answer(AwardAnswer(view, context=self.get_serializer_context()))


class AwardRevocation(BankView):
    """The revocation of an award."""

    required_scopes = {"POST": "awards:write"}

    @extend_schema(request=RevocationInput, responses={201: RevocationAnswer})
    def post(self, request: Request, award_id: UUID) -> Response:
        """Revoke an award with a reason; its credits leave the learner's account for good."""
        item = RevocationItem(award_id, **self.read(RevocationInput))
        place = credential_for(self.principal, award_id).institution.id

        def work(key: str) -> Response:
            [outcome] = revoke_awards(
                actor=self.principal, institution_id=place, items=[item], at=self.at, idempotency_key=key
            )
            _refuse(outcome)
            return self.created(RevocationAnswer(credential_for(self.principal, award_id).revocation))

        return self.once(work)


def _refuse(outcome: AwardOutcome) -> None:
    if outcome.status == "refused":
        raise PlainProblem(409, outcome.code, outcome.detail)
