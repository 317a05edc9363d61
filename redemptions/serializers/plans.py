"""Plans as the API answers them: which awards go, why the others don't, caps, exits, what is missing."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from rest_framework import serializers

from credentials.serializers.catalogue import IssuerAnswer
from credentials.serializers.hours import FIGURE
from redemptions.commands.requests import MOST_LOTS
from redemptions.plan import Rejection
from redemptions.plan_inputs import CapCode
from redemptions.queries.explained import ExitLine, PlanView


class ChoiceInput(serializers.Serializer[Any]):
    """Which awards are to go towards which programme."""

    programme_id = serializers.UUIDField()
    award_ids = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=MOST_LOTS, required=False, allow_null=True,
        help_text="Left out or null: what the plan chooses, soonest expiry first within the caps.",
    )  # fmt: skip


class PlanInput(ChoiceInput):
    """A dry run; institutions name the learner, who must let them read."""

    abc_id = serializers.CharField(max_length=30, required=False, help_text="12 digits; left out by the learner.")


class AwardLineAnswer(serializers.Serializer[Any]):
    """An award that goes towards a programme."""

    award_id = serializers.UUIDField(source="award.award_id")
    reference = serializers.CharField(source="award.reference")
    title = serializers.CharField(source="award.title")
    title_hi = serializers.CharField(source="award.title_hi")
    institution = IssuerAnswer(source="award.institution")
    level = serializers.DecimalField(source="award.level", max_digits=2, decimal_places=1)
    credits = serializers.DecimalField(source="award.credits", **FIGURE)
    hours = serializers.DecimalField(source="award.hours", **FIGURE)
    earned_on = serializers.DateField(source="award.earned_on")
    expires_on = serializers.DateField(
        source="award.expires_on", help_text="The first day on which it can't be redeemed any more."
    )


class RejectionAnswer(serializers.Serializer[Any]):
    """An award that does not go, with every reason."""

    award_id = serializers.UUIDField()
    title = serializers.CharField(source="lot.title", default="", help_text="Empty when the award is not held.")
    credits = serializers.DecimalField(source="lot.credits", default=None, allow_null=True, **FIGURE)
    code = serializers.CharField(help_text="Stable, in kebab-case: expired, level-out-of-range, residency-cap …")
    reason = serializers.SerializerMethodField()

    def get_reason(self, rejection: Rejection) -> str:
        """Return the reasons as sentences with their figures."""
        return rejection.sentence(gettext)


class CapUseAnswer(serializers.Serializer[Any]):
    """One cap; what it counts before and after the plan, in credits, or in courses of a term for SWAYAM."""

    code = serializers.ChoiceField(source="usage.code", choices=[code.value for code in CapCode])
    term = serializers.CharField(source="usage.term")
    share = serializers.DecimalField(source="usage.share", max_digits=5, decimal_places=4)
    unit = serializers.CharField(source="usage.unit")
    limit = serializers.DecimalField(source="usage.limit", **FIGURE)
    before = serializers.DecimalField(source="usage.before", **FIGURE)
    after = serializers.DecimalField(source="usage.after", **FIGURE)
    binds = serializers.BooleanField(source="usage.binds", help_text="Whether it turned an award away.")
    rule = serializers.CharField()


class ExitAnswer(serializers.Serializer[Any]):
    """An exit point beside what it still lacks after the plan."""

    name = serializers.CharField()
    credits = serializers.DecimalField(**FIGURE)
    reach = serializers.CharField(source="state.reach.value", help_text="reached, to-confirm or not-yet")
    lacking = serializers.DecimalField(**FIGURE)
    sentences = serializers.ListField(child=serializers.CharField())


class MissingAnswer(serializers.Serializer[Any]):
    """What the programme lacks after the plan, and what parts of it those credits must contain."""

    credits = serializers.DecimalField(**FIGURE)
    in_discipline = serializers.DecimalField(**FIGURE)
    from_own_institution = serializers.DecimalField(**FIGURE)


class PlanAnswer(serializers.Serializer[Any]):
    """A plan, explained; nothing of it is written."""

    programme_id = serializers.UUIDField(source="goal.id")
    required_credits = serializers.DecimalField(source="required", **FIGURE)
    credits_before = serializers.DecimalField(source="plan.credits_before", **FIGURE)
    credits = serializers.DecimalField(source="plan.credits", **FIGURE)
    credits_after = serializers.DecimalField(source="plan.credits_after", **FIGURE)
    decision_days = serializers.IntegerField(source="goal.decision_days", help_text="The time for the decision.")
    chosen = AwardLineAnswer(many=True)
    rejected = RejectionAnswer(source="plan.rejected", many=True)
    caps = CapUseAnswer(many=True)
    binding_caps = serializers.SerializerMethodField()
    missing = MissingAnswer(source="plan.missing")
    exits = ExitAnswer(many=True)
    exit_reached = serializers.SerializerMethodField()
    next_exit = serializers.SerializerMethodField()

    def get_binding_caps(self, view: PlanView) -> list[str]:
        """Return the codes of the caps that turned an award away."""
        return list(dict.fromkeys(usage.code.value for usage in view.plan.binding_caps))

    def get_exit_reached(self, view: PlanView) -> str | None:
        """Return the highest exit reached after the plan."""
        return _name(view.exit_reached)

    def get_next_exit(self, view: PlanView) -> str | None:
        """Return the nearest exit that is not reached."""
        return _name(view.next_exit)


class PreviewsInput(serializers.Serializer[Any]):
    """Waiting requests of your institution."""

    redemption_ids = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=1_000)

    def validate_redemption_ids(self, value: list[UUID]) -> list[UUID]:
        """Leave out repetitions."""
        return list(dict.fromkeys(value))


class PreviewAnswer(serializers.Serializer[Any]):
    """What approving one request would do today."""

    redemption_id = serializers.UUIDField(source="line.request.id")
    goes = serializers.BooleanField()
    reason = serializers.CharField(help_text="Why it can't be approved; else empty.")
    credits = serializers.DecimalField(source="line.request.credits", **FIGURE)
    credits_after = serializers.DecimalField(help_text="What the programme then has of the learner.", **FIGURE)


class PreviewsAnswer(serializers.Serializer[Any]):
    """What approving these requests would do, in the order of the request."""

    previews = PreviewAnswer(many=True)


def _name(line: ExitLine | None) -> str | None:
    return None if line is None else line.name
