"""What the audit API reads and answers."""

from datetime import datetime, time, timedelta
from typing import Any

from rest_framework import serializers

from ledger.acts import ACT, BOOK_TIMEZONE, DEPOSIT, LAPSE, REDEEM, REINSTATE, REVOKE

KINDS = (ACT, DEPOSIT, REDEEM, REINSTATE, LAPSE, REVOKE)
GROUPINGS = ("institution", "level", "day")
MOST_LEAVES = (1 << 63) - 1
LEVELS: dict[str, Any] = {"max_digits": 2, "decimal_places": 1, "min_value": 1, "max_value": 8}


class AsOfField(serializers.CharField):
    """A time, or a day of India, of which the end is meant."""

    def to_internal_value(self, data: Any) -> Any:
        """Return the moment; refuses what is neither, and years that no book has."""
        text = super().to_internal_value(data)
        try:
            found = serializers.DateField().to_internal_value(text)
            found = datetime.combine(found, time.min, tzinfo=BOOK_TIMEZONE) + timedelta(days=1)
        except (serializers.ValidationError, OverflowError):
            found = serializers.DateTimeField().to_internal_value(text)
        if not 2000 <= found.year <= 9000:
            raise serializers.ValidationError("Expected a time between the years 2000 and 9000.")
        return found


class AsOfQuery(serializers.Serializer[Any]):
    """Which signed state of the book is asked for; the newest unless said."""

    as_of = AsOfField(
        required=False,
        help_text="The book as it stood then: 2026-11-28 (the end of that day in India) or 2026-11-28T12:00:00Z.",
    )
    size = serializers.IntegerField(
        required=False, min_value=0, max_value=MOST_LEAVES, help_text="The book of so many leaves: a checkpoint's size."
    )


class EntryQuery(AsOfQuery):
    """Filters of entries; times are when they were recorded."""

    institution = serializers.UUIDField(required=False)
    programme = serializers.UUIDField(required=False, help_text="Redemptions for this programme and their reversals.")
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    level = serializers.DecimalField(required=False, **LEVELS)
    since = serializers.DateTimeField(required=False)
    until = serializers.DateTimeField(required=False, help_text="Not including this moment.")
    order = serializers.ChoiceField(
        choices=("newest", "oldest"), default="newest", help_text="Oldest follows the log as it grows."
    )


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
    leaf_index = serializers.IntegerField(allow_null=True, help_text="Its place in the log; null for some seconds.")
    leaf_count = serializers.IntegerField(allow_null=True, help_text="How many leaves it fills from there.")
    transfers = TransferAnswer(many=True)


class TotalQuery(AsOfQuery):
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
    held_counted = serializers.DecimalField(
        max_digits=16, decimal_places=2, allow_null=True,
        help_text="Held as counted from the accounts of each transfer; null for totals as folded.",
    )  # fmt: skip
    conserved = serializers.BooleanField(allow_null=True, help_text="Whether held and held_counted are the same.")
    lot_count = serializers.IntegerField(source="total.lot_count")


class StateAnswer(serializers.Serializer[Any]):
    """A signed state of the book."""

    size = serializers.IntegerField(help_text="Leaves of the log.")
    signed_at = serializers.DateTimeField(allow_null=True)


class ProofHint(serializers.Serializer[Any]):
    """How to check totals without trusting the bank."""

    checkpoint_size = serializers.IntegerField()
    command = serializers.CharField(help_text="Follows the log from outside and adds up its leaves.")
    within = serializers.CharField(help_text="What the bank's own operator runs.")


class TotalsAnswer(serializers.Serializer[Any]):
    """Totals as folded so far, or of a signed state of the book."""

    state = StateAnswer(allow_null=True, help_text="The state asked for; null for totals as folded so far.")
    unfolded_count = serializers.IntegerField(help_text="Entries that folded totals do not contain yet.")
    proof = ProofHint()
    results = TotalAnswer(many=True)
