"""What the API of findings and of replaying reads and answers."""

from typing import Any

from rest_framework import serializers

from audit.findings import STATES
from audit.rules.register import CODES
from audit.rules.shapes import SEVERITIES, SUBJECTS


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
