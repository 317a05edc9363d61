"""Requests, decisions, reversals and the statement as the API reads and answers them."""

from typing import Any

from rest_framework import serializers

from credentials.serializers.catalogue import IssuerAnswer
from credentials.serializers.hours import FIGURE
from redemptions.commands.decisions import LONGEST, REASON_CODES, SHORTEST
from redemptions.queries.requests import OVERDUE, STATES
from redemptions.serializers.plans import AwardLineAnswer, PlanAnswer

MOST_DECIDED = 1_000
REASONS = sorted(REASON_CODES)


class RedemptionQuery(serializers.Serializer[Any]):
    """Filters of requests."""

    state = serializers.ChoiceField(choices=[*STATES, OVERDUE, "due-soon", "ended"], required=False)
    programme_id = serializers.UUIDField(required=False)
    batch_id = serializers.UUIDField(required=False)


class DecisionBody(serializers.Serializer[Any]):
    """Yes or no; a no takes a reason code and a reason in words, which the learner reads."""

    approved = serializers.BooleanField()
    reason_code = serializers.ChoiceField(choices=REASONS, required=False, allow_blank=True)
    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST, help_text=f"Of a refusal: {SHORTEST} characters or more."
    )


class NamedDecisionBody(DecisionBody):
    """Yes or no to one of several requests."""

    redemption_id = serializers.UUIDField()


class DecisionsInput(serializers.Serializer[Any]):
    """Answers to several requests; each is named once."""

    decisions = NamedDecisionBody(many=True, allow_empty=False, max_length=MOST_DECIDED)  # type: ignore[call-arg]


class DecisionOutcomeAnswer(serializers.Serializer[Any]):
    """What became of one decision."""

    redemption_id = serializers.UUIDField()
    status = serializers.CharField(help_text="approved, refused or not-decided")
    code = serializers.CharField(help_text="Why it was not decided, in kebab-case; else empty.")
    detail = serializers.CharField()


class DecisionsAnswer(serializers.Serializer[Any]):
    """What became of each decision, in the order of the request."""

    outcomes = DecisionOutcomeAnswer(many=True)


class ReversalInput(serializers.Serializer[Any]):
    """Why an approved redemption is undone; the learner reads it."""

    reason = serializers.CharField(min_length=SHORTEST, max_length=LONGEST)


class ReversalAnswer(serializers.Serializer[Any]):
    """That a redemption was undone."""

    reason = serializers.CharField()
    reversed_at = serializers.DateTimeField()
    entry_id = serializers.UUIDField()


class VerdictAnswer(serializers.Serializer[Any]):
    """How a request ended."""

    verdict = serializers.CharField(help_text="approved, refused or withdrawn")
    reason_code = serializers.CharField()
    reason = serializers.CharField()
    decided_at = serializers.DateTimeField()
    entry_id = serializers.UUIDField()


class GoalAnswer(serializers.Serializer[Any]):
    """The programme that credits go to."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()
    title_hi = serializers.CharField()
    institution = IssuerAnswer()


class RedemptionAnswer(serializers.Serializer[Any]):
    """A request with who has it, by when it is decided and how it ended."""

    id = serializers.UUIDField(source="request.id")
    state = serializers.CharField(source="request.state", help_text="waiting, approved, refused, withdrawn or reversed")
    is_overdue = serializers.BooleanField(source="request.is_overdue")
    programme = GoalAnswer(source="request.programme")
    abc_id = serializers.CharField()
    name = serializers.CharField()
    origin = serializers.CharField(source="request.row.origin", help_text="learner or file")
    batch_id = serializers.UUIDField(source="request.row.batch_id", allow_null=True)
    credits = serializers.DecimalField(source="request.credits", **FIGURE)
    award_count = serializers.IntegerField(source="request.lot_count")
    asked_at = serializers.DateTimeField(source="request.row.asked_at")
    decide_by = serializers.DateTimeField(source="request.row.decide_by")
    entry_id = serializers.UUIDField(source="request.row.entry_id")
    decision = VerdictAnswer(source="request.decision", allow_null=True)
    reversal = ReversalAnswer(source="request.reversal", allow_null=True)


class RedemptionDetailAnswer(RedemptionAnswer):
    """A request with its plan: as it is today while it waits, as it was once it ended."""

    plan = PlanAnswer()


class SpentAnswer(AwardLineAnswer):
    """An award that was redeemed."""

    redemption_id = serializers.UUIDField(source="request.id")
    redeemed_at = serializers.DateTimeField(source="request.ended_at")


class SpentGroupAnswer(serializers.Serializer[Any]):
    """What was redeemed towards one programme."""

    programme = GoalAnswer(source="request.programme")
    credits = serializers.DecimalField(**FIGURE)
    hours = serializers.DecimalField(**FIGURE)
    awards = SpentAnswer(source="lines", many=True)


class StatementAnswer(serializers.Serializer[Any]):
    """What stands redeemed, by programme; what was reversed is not in it."""

    credits = serializers.DecimalField(**FIGURE)
    programmes = SpentGroupAnswer(many=True)
