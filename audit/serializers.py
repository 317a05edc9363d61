"""What the audit API reads and answers."""

from typing import Any

from rest_framework import serializers

from ledger.acts import ACT, DEPOSIT, LAPSE, REDEEM, REINSTATE, REVOKE

KINDS = (ACT, DEPOSIT, REDEEM, REINSTATE, LAPSE, REVOKE)
GROUPINGS = ("institution", "level", "day")
LEVELS: dict[str, Any] = {"max_digits": 2, "decimal_places": 1, "min_value": 1, "max_value": 8}


class EntryQuery(serializers.Serializer[Any]):
    """Filters of entries; times are when they were recorded."""

    institution = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    level = serializers.DecimalField(required=False, **LEVELS)
    since = serializers.DateTimeField(required=False)
    until = serializers.DateTimeField(required=False, help_text="Not including this moment.")


class TransferAnswer(serializers.Serializer[Any]):
    """A move of one lot."""

    lot_id = serializers.UUIDField()
    sequence = serializers.IntegerField(help_text="The place in the lot's chain of custody.")
    kind = serializers.CharField()
    from_account_id = serializers.UUIDField()
    to_account_id = serializers.UUIDField()
    issuing_account_id = serializers.UUIDField()
    level = serializers.DecimalField(max_digits=2, decimal_places=1)
    credits = serializers.DecimalField(max_digits=7, decimal_places=2)
    hours = serializers.DecimalField(max_digits=8, decimal_places=2)
    rule_set = serializers.CharField()
    rule_set_version = serializers.CharField()
    earned_on = serializers.DateField()
    expires_on = serializers.DateField()


class EntryAnswer(serializers.Serializer[Any]):
    """One act of the book; ids are opaque."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KINDS)
    narration = serializers.CharField()
    institution_id = serializers.UUIDField(allow_null=True)
    holding_id = serializers.UUIDField()
    subject_id = serializers.UUIDField(allow_null=True)
    actor_id = serializers.UUIDField()
    actor_kind = serializers.CharField()
    happened_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    request_digest = serializers.CharField(help_text="SHA-256 of the request, in hexadecimal.")
    payload_digest = serializers.CharField(allow_null=True)
    transfers = TransferAnswer(many=True)


class TotalQuery(serializers.Serializer[Any]):
    """Filters and grouping of totals; days are India's."""

    by = serializers.CharField(required=False, default="institution", help_text="Any of institution,level,day.")
    institution = serializers.UUIDField(required=False)
    level = serializers.DecimalField(required=False, **LEVELS)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False, help_text="Including this day.")

    def validate_by(self, value: str) -> list[str]:
        """Return the groups named; refuses others."""
        names = [name.strip() for name in value.split(",") if name.strip()]
        if unknown := set(names) - set(GROUPINGS):
            told = ", ".join(sorted(unknown))[:80]
            raise serializers.ValidationError(f"Saw {told}; expected any of {', '.join(GROUPINGS)}.")
        return names


class TotalAnswer(serializers.Serializer[Any]):
    """Credits of a group by what became of them."""

    institution_id = serializers.UUIDField(allow_null=True)
    institution_name = serializers.CharField(allow_blank=True)
    level = serializers.DecimalField(max_digits=2, decimal_places=1, allow_null=True, source="total.level")
    day = serializers.DateField(allow_null=True, source="total.day")
    deposited = serializers.DecimalField(max_digits=16, decimal_places=2, source="total.deposited")
    redeemed = serializers.DecimalField(max_digits=16, decimal_places=2, source="total.redeemed")
    reinstated = serializers.DecimalField(max_digits=16, decimal_places=2, source="total.reinstated")
    lapsed = serializers.DecimalField(max_digits=16, decimal_places=2, source="total.lapsed")
    revoked = serializers.DecimalField(max_digits=16, decimal_places=2, source="total.revoked")
    held = serializers.DecimalField(max_digits=16, decimal_places=2, source="total.held")
    lot_count = serializers.IntegerField(source="total.lot_count")


class TotalsAnswer(serializers.Serializer[Any]):
    """Totals as folded so far."""

    unfolded_count = serializers.IntegerField(help_text="Entries that the totals do not contain yet.")
    results = TotalAnswer(many=True)
