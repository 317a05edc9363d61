"""The catalogue that institutions offer, and what learners have earned from it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Now, Right
from django.utils.translation import gettext_lazy as _

from ledger.identifiers import new_id


class Skill(models.Model):
    """A skill that offerings teach, so that the same skill can be compared across institutions."""

    slug = models.SlugField(primary_key=True, max_length=80)
    name = models.CharField(max_length=80)
    name_hi = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Offering(models.Model):
    """A micro-credential or a course in an institution's catalogue, by its code; what it says stands in versions."""

    class Kind(models.TextChoices):
        MICRO = "micro-credential", _("Micro-credential (credit by the hours a competency takes)")
        COURSE = "course", _("Course (credit by time in lectures, tutorials and labs)")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=40)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "code"], name="offering_code_once")]


class OfferingVersion(models.Model):
    """One version of an offering: draft, in review, approved or retired, told by its dates."""

    class Domain(models.TextChoices):
        ACADEMIC = "academic", _("Academic")
        VOCATIONAL = "vocational", _("Vocational and skill")
        EXPERIENTIAL = "experiential", _("Experiential")
        GENERAL = "general", _("General")

    class Stage(models.TextChoices):
        BEGINNING = "beginning", _("Beginning")
        INTERMEDIATE = "intermediate", _("Intermediate")
        ADVANCED = "advanced", _("Advanced")

    class Participation(models.TextChoices):
        ONLINE = "online", _("Online")
        PHYSICAL = "physical", _("On site")
        HYBRID = "hybrid", _("Online and on site")

    class Assessment(models.TextChoices):
        NONE = "none", _("No assessment")
        EXAM = "written-exam", _("Written examination")
        PRACTICAL = "practical-exam", _("Practical examination")
        PROJECT = "project", _("Project")
        PORTFOLIO = "portfolio", _("Portfolio")
        CONTINUOUS = "continuous", _("Continuous assessment")
        MIXED = "mixed", _("Several forms of assessment")

    class Supervision(models.TextChoices):
        UNSUPERVISED = "unsupervised", _("Unsupervised")
        SUPERVISED = "supervised", _("Supervised, no identity check")
        IDENTIFIED = "supervised-identified", _("Supervised, with identity check")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    title_hi = models.CharField(_("title in Hindi"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    outcomes = ArrayField(models.CharField(max_length=300), verbose_name=_("learning outcomes"), default=list)
    domain = models.CharField(_("domain"), max_length=16, choices=Domain.choices)
    discipline = models.CharField(_("discipline"), max_length=80, blank=True)
    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices)
    participation = models.CharField(_("form of participation"), max_length=12, choices=Participation.choices)
    theory_hours = models.DecimalField(_("theory hours"), max_digits=7, decimal_places=2, default=0)
    tutorial_hours = models.DecimalField(_("tutorial hours"), max_digits=7, decimal_places=2, default=0)
    practical_hours = models.DecimalField(_("practical hours"), max_digits=7, decimal_places=2, default=0)
    experiential_hours = models.DecimalField(_("experiential hours"), max_digits=7, decimal_places=2, default=0)
    contact_hours = models.DecimalField(_("of these, contact hours"), max_digits=7, decimal_places=2, default=0)
    rule_set = models.CharField(_("rule set"), max_length=40)
    rule_set_version = models.CharField(max_length=20)
    level = models.DecimalField(_("NCrF level"), max_digits=2, decimal_places=1)
    credits = models.DecimalField(_("credits"), max_digits=7, decimal_places=2)
    explanation = models.JSONField()
    assessment = models.CharField(_("assessment"), max_length=20, choices=Assessment.choices)
    supervision = models.CharField(_("supervision"), max_length=24, choices=Supervision.choices)
    quality_assurance = models.CharField(_("quality assurance"), max_length=200, blank=True)
    language = models.CharField(_("language of teaching"), max_length=40, default="English")
    prerequisites = models.TextField(_("prerequisites"), blank=True)
    industry_partner = models.CharField(_("industry partner"), max_length=200, blank=True)
    is_rpl = models.BooleanField(_("recognises prior learning"), default=False)
    is_swayam = models.BooleanField(_("a SWAYAM course"), default=False)
    validity_years = models.PositiveSmallIntegerField(_("years its credits stay valid"), default=7)
    skills = models.ManyToManyField(Skill, blank=True, related_name="versions", verbose_name=_("skills"))
    effective_from = models.DateField(_("in force from"))
    drafted_by_id = models.UUIDField()
    drafted_at = models.DateTimeField()
    submitted_by_id = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    approved_by_id = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offering", "number"], name="offering_version_number_once"),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(submitted_at__isnull=False, approved_by_id__isnull=False),
                name="version_submitted_before_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_by_id=None) | ~Q(approved_by_id=F("submitted_by_id")),
                name="version_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | ~Q(assessment="none"), name="version_no_assessment_no_credit"
            ),
            models.UniqueConstraint(
                fields=["offering"], condition=Q(approved_at=None), name="version_one_draft_at_a_time"
            ),
            models.CheckConstraint(condition=Q(credits__gt=0), name="version_gives_credit"),
            models.CheckConstraint(condition=Q(validity_years__range=(1, 7)), name="version_validity_1_to_7"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        """Return draft, in-review, approved or retired."""
        if self.retired_at is not None:
            return "retired"
        if self.approved_at is not None:
            return "approved"
        return "draft" if self.submitted_at is None else "in-review"


class Return(models.Model):
    """That a version in review was given back to its drafters: by whom, when and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(OfferingVersion, on_delete=models.PROTECT, related_name="returns")
    reason = models.TextField(_("what is to be mended"))
    returned_by_id = models.UUIDField()
    returned_at = models.DateTimeField()

    class Meta:
        ordering = ["-returned_at"]


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
