"""What the audit API reads and answers."""

from typing import Any

from rest_framework import serializers

from audit.findings import STATES
from audit.rules.register import CODES
from audit.rules.shapes import SEVERITIES, SUBJECTS
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


class FindingQuery(serializers.Serializer[Any]):
    """Filters of findings."""

    state = serializers.ChoiceField(choices=STATES, required=False)
    rule = serializers.ChoiceField(choices=CODES, required=False)
    severity = serializers.ChoiceField(choices=SEVERITIES, required=False)
    institution = serializers.UUIDField(required=False)


class FindingAnswer(serializers.Serializer[Any]):
    """What a rule found; ids are opaque."""

    id = serializers.UUIDField()
    rule = serializers.CharField(source="row.rule")
    rule_version = serializers.CharField(source="row.rule_version")
    severity = serializers.ChoiceField(choices=SEVERITIES, source="row.severity")
    state = serializers.ChoiceField(choices=STATES)
    subject_kind = serializers.ChoiceField(choices=SUBJECTS, source="row.subject_kind")
    subject_id = serializers.UUIDField(source="row.subject_id")
    institution_id = serializers.UUIDField(source="row.institution_id", allow_null=True)
    since = serializers.DateField(source="row.first_on")
    until = serializers.DateField(source="row.last_on")
    sentence = serializers.CharField()
    figures = serializers.DictField(child=serializers.CharField(), help_text="Those of the last measuring.")
    limits = serializers.DictField(child=serializers.CharField(), source="row.limits")
    evidence_ids = serializers.ListField(child=serializers.UUIDField(), source="row.evidence_ids")
    found_at = serializers.DateTimeField(source="row.found_at")
    entry_id = serializers.UUIDField(source="row.entry_id")


class FindingStepAnswer(serializers.Serializer[Any]):
    """One step of a finding."""

    number = serializers.IntegerField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    words = serializers.CharField(allow_blank=True)
    figures = serializers.DictField(child=serializers.CharField(), allow_null=True)
    made_by_id = serializers.UUIDField()
    made_at = serializers.DateTimeField()
    entry_id = serializers.UUIDField()


class FindingDetailAnswer(FindingAnswer):
    """A finding with every step."""

    steps = FindingStepAnswer(many=True)


class ReplayQuery(serializers.Serializer[Any]):
    """Which awards to run again, by the day they were earned, and under which rule set."""

    rule_set = serializers.CharField(max_length=40)
    version = serializers.CharField(max_length=20)
    since = serializers.DateField()
    until = serializers.DateField(help_text="Including this day.")
    institution = serializers.UUIDField(required=False)


class ReplayLineAnswer(serializers.Serializer[Any]):
    """Awards of one institution at one level, then and replayed."""

    institution_id = serializers.UUIDField()
    level = serializers.DecimalField(max_digits=2, decimal_places=1)
    award_count = serializers.IntegerField()
    credits_then = serializers.DecimalField(max_digits=16, decimal_places=2)
    credits_replayed = serializers.DecimalField(max_digits=16, decimal_places=2)
    difference = serializers.DecimalField(max_digits=16, decimal_places=2)


class MoverAnswer(serializers.Serializer[Any]):
    """A sum that moves: one award's credits then and replayed."""

    institution_id = serializers.UUIDField(source="seen.institution_id")
    version_id = serializers.UUIDField(source="seen.version_id")
    award_count = serializers.IntegerField(source="seen.award_count")
    rule_set = serializers.CharField(source="seen.rule_set")
    credits_then = serializers.DecimalField(max_digits=7, decimal_places=2, source="seen.credits")
    credits_replayed = serializers.DecimalField(max_digits=7, decimal_places=2, source="replayed")
    difference = serializers.DecimalField(max_digits=16, decimal_places=2)
    sentence = serializers.SerializerMethodField()

    def get_sentence(self, mover: Any) -> str:
        """Return the sum behind the replayed figure, or an empty text where it gives no credit."""
        return str(mover.worked.explanation.sentence()) if mover.worked else ""


class ReplayAnswer(serializers.Serializer[Any]):
    """Credits as they are and as they would be; nothing was written."""

    rule_set = serializers.CharField(source="rule_set.id")
    version = serializers.CharField(source="rule_set.version")
    award_count = serializers.IntegerField()
    changed_count = serializers.IntegerField()
    credits_then = serializers.DecimalField(max_digits=16, decimal_places=2)
    credits_replayed = serializers.DecimalField(max_digits=16, decimal_places=2)
    difference = serializers.DecimalField(max_digits=16, decimal_places=2)
    lines = ReplayLineAnswer(many=True)
    movers = MoverAnswer(many=True)
