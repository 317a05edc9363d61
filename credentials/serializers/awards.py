"""Awards, their outcomes and the passbook as the API reads and answers them."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from credentials.commands.issuing import MOST_ITEMS
from credentials.queries.awards import AwardView
from credentials.reasons import LONGEST, REASON_CODES, SHORTEST
from credentials.serializers.catalogue import IssuerAnswer
from credentials.serializers.hours import FIGURE
from ledger.acts import day_of


class AwardInput(serializers.Serializer[Any]):
    """One award; an unknown ABC id gets an unclaimed account under the name."""

    abc_id = serializers.CharField(max_length=30, help_text="12 digits as text.")
    name = serializers.CharField(max_length=200)
    birthday = serializers.DateField(required=False, allow_null=True)
    registration_number = serializers.CharField(max_length=80)
    code = serializers.CharField(max_length=40, help_text="The course code in your catalogue.")
    term = serializers.CharField(max_length=40, help_text="With registration and code it names the award.")
    earned_on = serializers.DateField()
    grade = serializers.CharField(max_length=12, required=False, allow_blank=True)
    grade_points = serializers.DecimalField(
        max_digits=5, decimal_places=2, min_value=0, required=False, allow_null=True
    )


class AwardsInput(serializers.Serializer[Any]):
    """Awards of one institution; good ones go through, bad ones are refused one by one."""

    awards = AwardInput(many=True, allow_empty=False, max_length=MOST_ITEMS)  # type: ignore[call-arg]


class OutcomeAnswer(serializers.Serializer[Any]):
    """What became of one award."""

    award_id = serializers.UUIDField(allow_null=True)
    status = serializers.CharField(help_text="deposited, unchanged, corrected, revoked or refused")
    code = serializers.CharField(help_text="Why it was refused, in kebab-case; else empty.")
    detail = serializers.CharField()


class OutcomesAnswer(serializers.Serializer[Any]):
    """What became of each award, in the order of the request."""

    outcomes = OutcomeAnswer(many=True)


class RevocationInput(serializers.Serializer[Any]):
    """Why an award is revoked; the learner reads it."""

    reason_code = serializers.ChoiceField(choices=list(REASON_CODES))
    reason = serializers.CharField(min_length=SHORTEST, max_length=LONGEST)


class RevocationAnswer(serializers.Serializer[Any]):
    """That an award was revoked."""

    reason_code = serializers.CharField()
    reason = serializers.CharField()
    revoked_at = serializers.DateTimeField()


class AwardAnswer(serializers.Serializer[Any]):
    """An award and where its credits are."""

    id = serializers.UUIDField(source="award_id", help_text="Also the id of its lot in the book.")
    reference = serializers.CharField()
    state = serializers.SerializerMethodField(help_text="valid, redeemed, expired or revoked")
    title = serializers.CharField()
    title_hi = serializers.CharField()
    institution = IssuerAnswer()
    offering = serializers.UUIDField(source="award.offering_id")
    version = serializers.UUIDField(source="award.version_id")
    holding_id = serializers.UUIDField()
    level = serializers.DecimalField(max_digits=2, decimal_places=1)
    credits = serializers.DecimalField(**FIGURE)
    hours = serializers.DecimalField(**FIGURE)
    sentence = serializers.SerializerMethodField()
    term = serializers.CharField(source="award.term")
    revision = serializers.IntegerField(source="award.revision")
    grade = serializers.CharField(source="award.grade")
    grade_points = serializers.DecimalField(
        source="award.grade_points", max_digits=5, decimal_places=2, allow_null=True
    )
    earned_on = serializers.DateField()
    expires_on = serializers.DateField(help_text="The first day on which its credits can't be redeemed any more.")
    awarded_at = serializers.DateTimeField()
    entry_id = serializers.UUIDField(source="award.entry_id")
    revocation = RevocationAnswer(allow_null=True)

    def get_state(self, view: AwardView) -> str:
        """Return the state on the day of the request."""
        at: datetime = self.context["view"].at
        return view.state(day_of(at))

    def get_sentence(self, view: AwardView) -> str:
        """Return the sum behind the credits."""
        return view.explanation.sentence()


class LineAnswer(serializers.Serializer[Any]):
    """One line of a passbook."""

    on = serializers.DateField()
    kind = serializers.CharField(help_text="earned, redeemed, reinstated, expired or revoked")
    title = serializers.CharField()
    party = serializers.CharField(help_text="The institution on the other side.")
    reference = serializers.CharField()
    levels = serializers.ListField(child=serializers.DecimalField(max_digits=2, decimal_places=1))
    hours = serializers.DecimalField(allow_null=True, **FIGURE)
    credits = serializers.DecimalField(help_text="Negative when they leave.", **FIGURE)
    balance = serializers.DecimalField(**FIGURE)
    entry_id = serializers.UUIDField()
    award_ids = serializers.SerializerMethodField()

    def get_award_ids(self, line: Any) -> list[str]:
        """Return the awards that moved."""
        return [str(view.award_id) for view in line.awards]


class PassbookAnswer(serializers.Serializer[Any]):
    """A passbook, newest line first."""

    balance = serializers.DecimalField(**FIGURE)
    lines = LineAnswer(many=True)
