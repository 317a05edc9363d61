"""What the rules found, and every step that followed. Append only: `audit/sql/append_only.sql` refuses the rest."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.identifiers import new_id


class Finding(models.Model):
    """What one rule saw: about whom, for which days, with the figures and the limits that triggered it.

    `key` stays the same when the rule looks again, so that nothing is found twice. Who the subject is, only its
    opaque id tells. The state is told by the last step.
    """

    class Severity(models.TextChoices):
        HIGH = "high", _("High")
        MEDIUM = "medium", _("Medium")
        LOW = "low", _("Low")

    class Subject(models.TextChoices):
        INSTITUTION = "institution", _("Institution")
        LEARNER = "learner", _("Learner (opaque id)")
        OFFICER = "officer", _("Officer (opaque id)")
        VERSION = "version", _("Version of an offering")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=240, unique=True)
    rule = models.CharField(max_length=40)
    rule_version = models.CharField(max_length=20)
    severity = models.CharField(max_length=8, choices=Severity.choices)
    subject_kind = models.CharField(max_length=12, choices=Subject.choices)
    subject_id = models.UUIDField()
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, null=True, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    figures = models.JSONField()
    limits = models.JSONField()
    measure = models.DecimalField(max_digits=16, decimal_places=4)
    evidence_ids = ArrayField(models.UUIDField(), default=list)
    found_at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["rule", "-id"], name="finding_of_rule"),
            models.Index(fields=["institution", "-id"], name="finding_of_institution"),
        ]


class FindingStep(models.Model):
    """One step of a finding: found, explained, accepted, escalated, or measured again with larger figures."""

    class Kind(models.TextChoices):
        FOUND = "found", _("Found by the rule")
        EXPLAINED = "explained", _("Explained by the institution")
        ACCEPTED = "accepted", _("Explanation accepted")
        ESCALATED = "escalated", _("Escalated")
        REOPENED = "reopened", _("Reopened: the figures have grown")
        GREW = "grew", _("The figures have grown")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    figures = models.JSONField(null=True)
    measure = models.DecimalField(max_digits=16, decimal_places=4)
    made_by_id = models.UUIDField()
    made_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            # Two decisions at once can't both be the next step.
            models.UniqueConstraint(fields=["finding", "number"], name="finding_step_in_turn"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "explained", "accepted", "escalated"]), name="finding_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["explained", "accepted", "escalated"]) | ~Q(words=""),
                name="finding_step_with_words",
            ),
        ]
