"""Requests to spend credits on a programme, how each ended, and reversals."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.identifiers import new_id


class Redemption(models.Model):
    """A request to redeem lots towards a programme. Its state is told by the rows that follow it.

    `plan` is what the plan said when the learner asked; a row of a file has none, since the book explains it as well.
    """

    class Origin(models.TextChoices):
        LEARNER = "learner", _("Asked by the learner")
        FILE = "file", _("Sent by the institution in a file")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    holding_id = models.UUIDField()
    learner = models.ForeignKey("learners.Learner", on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey("institutions.Programme", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=8, choices=Origin.choices)
    asked_by_id = models.UUIDField()
    asked_at = models.DateTimeField()
    decide_by = models.DateTimeField()
    entry_id = models.UUIDField()
    plan = models.JSONField(null=True)
    batch_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["holding_id", "-asked_at", "-id"], name="redemption_of_holding"),
            models.Index(fields=["programme", "-id"], name="redemption_of_programme"),
            models.Index(fields=["batch_id"], name="redemption_of_batch", condition=Q(batch_id__isnull=False)),
        ]


class RedemptionLot(models.Model):
    """One lot asked for in a redemption."""

    pk = models.CompositePrimaryKey("redemption", "lot_id")
    redemption = models.ForeignKey(Redemption, on_delete=models.PROTECT, related_name="lots")
    lot_id = models.UUIDField()
    credits = models.DecimalField(max_digits=7, decimal_places=2)


class Waiting(models.Model):
    """That a request still waits for its end: whoever ends it takes this row away, so only one can.

    Not a history: the history is the request and its decision. It keeps the inbox as short as its work.
    """

    redemption = models.OneToOneField(Redemption, on_delete=models.PROTECT, primary_key=True, related_name="waiting")
    holding_id = models.UUIDField()
    programme = models.ForeignKey("institutions.Programme", on_delete=models.PROTECT, related_name="+")
    decide_by = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["programme", "decide_by", "redemption"], name="waiting_by_deadline")]
        constraints = [models.UniqueConstraint(fields=["holding_id", "programme"], name="waiting_once_per_programme")]


class Decision(models.Model):
    """How a request ended: the accepting institution's yes or no with its reason, or the learner's withdrawal.

    Of an approval `turn` counts what the learner has redeemed towards the programme: two approvals at once would
    both measure the caps without the other, so they can't both take the same turn. `entry_id` is the entry that
    moved the lots, or told of the refusal or withdrawal.
    """

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn by the learner")

    class Reason(models.TextChoices):
        NOT_ENROLLED = "not-enrolled", _("You are not enrolled in this programme")
        NOT_IN_CURRICULUM = "not-in-curriculum", _("The credits do not fit the curriculum of the programme")
        ALREADY_COVERED = "already-covered", _("The programme has already counted the same learning")
        LEVEL = "level-not-suitable", _("The level of the credits does not suit this stage of the programme")
        CAP = "cap-full", _("A limit of the programme is full: residency, discipline, skill, prior learning or SWAYAM")
        GONE = "credits-gone", _("Some of the credits have expired or were used elsewhere meanwhile")
        IDENTITY = "identity-differs", _("Your name or birthday differs from the enrolment")
        OTHER = "other", _("Another reason, written below")

    redemption = models.OneToOneField(Redemption, on_delete=models.PROTECT, primary_key=True, related_name="decision")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    reason_code = models.CharField(max_length=40, choices=Reason.choices, blank=True)
    reason = models.TextField(blank=True)
    decided_by_id = models.UUIDField()
    decided_at = models.DateTimeField()
    entry_id = models.UUIDField()
    holding_id = models.UUIDField()
    programme = models.ForeignKey("institutions.Programme", on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holding_id", "programme", "turn"], name="decision_in_turn"),
            models.CheckConstraint(
                condition=Q(verdict="approved", turn__isnull=False) | (~Q(verdict="approved") & Q(turn=None)),
                name="decision_turn_of_approvals",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="refused") | ~Q(reason_code=""), name="decision_refused_with_reason"
            ),
        ]


class Reversal(models.Model):
    """The redeeming institution undid an approved redemption: its lots are back in the learner's holding."""

    redemption = models.OneToOneField(Redemption, on_delete=models.PROTECT, primary_key=True, related_name="reversal")
    reason = models.TextField()
    reversed_at = models.DateTimeField()
    reversed_by_id = models.UUIDField()
    entry_id = models.UUIDField()


class Grievance(models.Model):
    """What a learner holds against an institution about an award or a request, to be answered by a day.

    The learner's words are sealed under the learner's key: inspectors count grievances and never read them.
    """

    class About(models.TextChoices):
        AWARD = "award", _("An award")
        REDEMPTION = "redemption", _("A request to redeem")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    learner = models.ForeignKey("learners.Learner", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices)
    about_id = models.UUIDField()
    title = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    raised_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["learner", "-id"], name="grievance_of_learner"),
            models.Index(fields=["institution", "answer_by", "id"], name="grievance_by_deadline"),
        ]
        constraints = [
            # One after the other: two raised at once about the same thing would both be the next.
            models.UniqueConstraint(fields=["learner", "about_id", "number"], name="grievance_in_turn"),
        ]


class GrievanceAnswer(models.Model):
    """The institution's answer to a grievance; it ends it, and the learner reads it."""

    grievance = models.OneToOneField(Grievance, on_delete=models.PROTECT, primary_key=True, related_name="answer")
    words = models.TextField()
    answered_by_id = models.UUIDField()
    answered_by_name = models.CharField(max_length=200)
    answered_at = models.DateTimeField()
    entry_id = models.UUIDField()
