"""Institutions that may award, their standing, and the programmes that accept credits."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ledger.identifiers import new_id


class Institution(models.Model):
    """A higher education institution, known by its AISHE code."""

    class Kind(models.TextChoices):
        CENTRAL = "central-university", _("Central university")
        STATE = "state-university", _("State university")
        DEEMED = "deemed-university", _("Deemed university")
        PRIVATE = "private-university", _("Private university")
        OPEN = "open-university", _("Open university")
        SKILL = "skill-university", _("Skill university")
        NATIONAL = "national-importance", _("Institute of national importance")
        AUTONOMOUS = "autonomous-college", _("Autonomous college")
        COLLEGE = "college", _("College")
        PLATFORM = "learning-platform", _("National learning platform")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    aishe_code = models.CharField(_("AISHE code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_hi = models.CharField(_("name in Hindi"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=60)
    accreditation = models.CharField(_("accreditation"), max_length=60, blank=True)
    website = models.URLField(_("website"), blank=True)
    validity_years = models.PositiveSmallIntegerField(
        _("years its credits stay valid"), default=7, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    account_id = models.UUIDField(unique=True, default=new_id, editable=False)
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(validity_years__range=(1, 7)), name="institution_validity_1_to_7")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """Return the name in the reader's language."""
        return self.name_hi if self.name_hi and get_language() == "hi" else self.name


class Approval(models.Model):
    """The operator's yes to an institution: from then on it may deposit and decide."""

    institution = models.OneToOneField(Institution, on_delete=models.PROTECT, primary_key=True)
    approved_at = models.DateTimeField()
    approved_by_id = models.UUIDField()
    entry_id = models.UUIDField()


class Suspension(models.Model):
    """A time in which an institution may neither deposit nor decide; credits stay valid."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.TextField(_("reason"))
    suspended_at = models.DateTimeField()
    suspended_by_id = models.UUIDField()
    entry_id = models.UUIDField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by_id = models.UUIDField(null=True)
    lifting_entry_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution"], condition=Q(lifted_at=None), name="suspension_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(lifted_at__gte=F("suspended_at")), name="suspension_ends_after_start"
            ),
        ]


class Programme(models.Model):
    """What credits are redeemed towards: a certificate, diploma or degree of an institution."""

    class Kind(models.TextChoices):
        CERTIFICATE = "certificate", _("Undergraduate certificate")
        DIPLOMA = "diploma", _("Undergraduate diploma")
        DEGREE = "degree", _("Three-year degree")
        HONOURS = "honours", _("Four-year honours degree")
        RESEARCH = "honours-research", _("Four-year honours degree with research")
        POSTGRADUATE = "postgraduate", _("Postgraduate programme")
        OTHER = "other", _("Other programme")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="programmes")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.DEGREE)
    code = models.CharField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    title_hi = models.CharField(_("title in Hindi"), max_length=200, blank=True)
    discipline = models.CharField(_("discipline"), max_length=80)
    level_min = models.DecimalField(_("lowest level"), max_digits=2, decimal_places=1)
    level_max = models.DecimalField(_("highest level"), max_digits=2, decimal_places=1)
    required_credits = models.DecimalField(_("required credits"), max_digits=7, decimal_places=2)
    validity_years = models.PositiveSmallIntegerField(_("years it accepts credits for"), default=7)
    courses_per_semester = models.PositiveSmallIntegerField(_("courses of a semester"), default=5)
    decision_days = models.PositiveSmallIntegerField(_("days to decide a request"), default=15)
    account_id = models.UUIDField(unique=True, default=new_id, editable=False)
    opened_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "code"], name="programme_code_once"),
            models.CheckConstraint(condition=Q(required_credits__gt=0), name="programme_requires_credits"),
            models.CheckConstraint(condition=Q(level_min__lte=F("level_max")), name="programme_levels_in_order"),
            models.CheckConstraint(condition=Q(validity_years__range=(1, 7)), name="programme_validity_1_to_7"),
        ]

    def __str__(self) -> str:
        return self.title


class ExitPoint(models.Model):
    """A named exit of a programme with what it asks: credits, and some of them vocational or research."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="exit_points")
    name = models.CharField(_("name"), max_length=80)
    name_hi = models.CharField(_("name in Hindi"), max_length=80, blank=True)
    credits = models.DecimalField(_("credits"), max_digits=7, decimal_places=2)
    vocational_credits = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    research_credits = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    condition = models.CharField(_("further condition"), max_length=200, blank=True)

    class Meta:
        ordering = ["credits", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="exit_point_once")]


class Cap(models.Model):
    """A dated value of one of the five caps of a programme, as a share of its required credits (or of courses)."""

    class Rule(models.TextChoices):
        RESIDENCY = "residency", _("Earned at the enrolling institution, at least")
        DISCIPLINE = "discipline", _("In the programme's discipline, at least")
        SKILL = "skill", _("Skill courses, at most")
        RPL = "rpl", _("Recognition of prior learning, at most")
        SWAYAM = "swayam", _("SWAYAM courses of a semester, at most")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="caps")
    rule = models.CharField(max_length=12, choices=Rule.choices)
    share = models.DecimalField(_("share"), max_digits=4, decimal_places=3)
    effective_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "rule", "effective_from"], name="cap_once_a_day"),
            models.CheckConstraint(condition=Q(share__range=(0, 1)), name="cap_share_is_a_share"),
        ]
