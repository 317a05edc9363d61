"""What learners have earned from the catalogue, and what was revoked of it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Right
from django.utils.translation import gettext_lazy as _

from credentials.models.catalogue import Offering, OfferingVersion


class Award(models.Model):
    """What one learner earned at one time: the award's id is also the id of its lot in the book.

    A correction is a revocation of this revision and an award of the next one under the same natural key
    (institution, registration, offering, term).
    """

    pk = models.CompositePrimaryKey("holding_id", "id")
    holding_id = models.UUIDField()
    id = models.UUIDField()
    # No index of their own: a planner that has no statistics of a new institution yet would take it for as good as
    # `award_by_registration`, and read all of the institution's awards for each one that is looked up.
    institution = models.ForeignKey(
        "institutions.Institution", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(OfferingVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    registration_digest = models.BinaryField(max_length=32)
    term = models.CharField(max_length=40)
    revision = models.PositiveSmallIntegerField(default=1)
    entry_id = models.UUIDField()
    earned_on = models.DateField()
    expires_on = models.DateField()
    grade = models.CharField(max_length=12, blank=True)
    grade_points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    content_digest = models.BinaryField(max_length=32)
    batch_id = models.UUIDField(null=True)
    awarded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="award_by_id"),
            models.Index(fields=["institution", "registration_digest"], name="award_by_registration"),
            models.Index(fields=["batch_id"], name="award_of_batch", condition=Q(batch_id__isnull=False)),
            models.Index(Right(Cast("id", models.TextField()), 10), name="award_by_reference"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["holding_id", "institution", "registration_digest", "offering", "term", "revision"],
                name="award_once_per_term",
            ),
        ]


class Revocation(models.Model):
    """That an award was revoked: by whom, when, why, and the entry that moved its lot."""

    class Reason(models.TextChoices):
        CORRECTED = "corrected", _("Corrected by a new award")
        ERROR = "issued-in-error", _("Issued in error")
        MISCONDUCT = "misconduct", _("Misconduct in the assessment")
        OTHER = "other", _("Other")

    pk = models.CompositePrimaryKey("holding_id", "award_id")
    holding_id = models.UUIDField()
    award_id = models.UUIDField()
    entry_id = models.UUIDField()
    reason_code = models.CharField(max_length=20, choices=Reason.choices)
    reason = models.TextField()
    revoked_by_id = models.UUIDField()
    revoked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["award_id"], name="revocation_of_award")]
