"""What the API answers of learners."""

from typing import Any

from rest_framework import serializers

CREDITS: dict[str, Any] = {"max_digits": 10, "decimal_places": 2}


class LevelSumAnswer(serializers.Serializer[Any]):
    """Credits held at one level."""

    level = serializers.DecimalField(max_digits=2, decimal_places=1)
    credits = serializers.DecimalField(**CREDITS)
    hours = serializers.DecimalField(**CREDITS)
    lot_count = serializers.IntegerField()


class HoldingAnswer(serializers.Serializer[Any]):
    """A holding in figures: deposited = held + redeemed + lapsed + revoked."""

    deposited = serializers.DecimalField(**CREDITS)
    held = serializers.DecimalField(**CREDITS)
    expired = serializers.DecimalField(help_text="Of the held ones; these can't be redeemed.", **CREDITS)
    redeemed = serializers.DecimalField(**CREDITS)
    lapsed = serializers.DecimalField(**CREDITS)
    revoked = serializers.DecimalField(**CREDITS)
    levels = LevelSumAnswer(many=True)


class LearnerAnswer(serializers.Serializer[Any]):
    """A learner's account, for the learner and for institutions that the learner lets read."""

    abc_id = serializers.CharField(source="person.abc_id", help_text="12 digits as text.")
    name = serializers.CharField(source="person.name")
    name_hi = serializers.CharField(source="person.name_hi")
    birthday = serializers.DateField(source="person.birthday", allow_null=True)
    holding_id = serializers.UUIDField()
    claimed = serializers.BooleanField(help_text="Whether the learner has taken the account over.")
