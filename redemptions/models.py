"""Requests to spend credits on a programme, their decisions, withdrawals and reversals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.identifiers import new_id


class Redemption(models.Model):
    """A request to redeem lots towards a programme. Its state is told by the rows that follow it."""

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
    plan = models.JSONField()
    batch_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["holding_id", "-asked_at"], name="redemption_of_holding"),
            models.Index(fields=["programme", "decide_by"], name="redemption_by_deadline"),
        ]


class RedemptionLot(models.Model):
    """One lot asked for in a redemption."""

    pk = models.CompositePrimaryKey("redemption", "lot_id")
    redemption = models.ForeignKey(Redemption, on_delete=models.PROTECT, related_name="lots")
    lot_id = models.UUIDField()
    credits = models.DecimalField(max_digits=7, decimal_places=2)


class Decision(models.Model):
    """The accepting institution's yes or no, with its reason; a yes carries the entry that moved the lots."""

    redemption = models.OneToOneField(Redemption, on_delete=models.PROTECT, primary_key=True, related_name="decision")
    approved = models.BooleanField()
    reason_code = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    decided_by_id = models.UUIDField()
    decided_at = models.DateTimeField()
    entry_id = models.UUIDField()


class Withdrawal(models.Model):
    """The learner took the request back before it was decided."""

    redemption = models.OneToOneField(Redemption, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal")
    withdrawn_at = models.DateTimeField()
    withdrawn_by_id = models.UUIDField()
    entry_id = models.UUIDField()


class Reversal(models.Model):
    """The redeeming institution undid an approved redemption: its lots are back in the learner's holding."""

    redemption = models.OneToOneField(Redemption, on_delete=models.PROTECT, primary_key=True, related_name="reversal")
    reason = models.TextField()
    reversed_at = models.DateTimeField()
    reversed_by_id = models.UUIDField()
    entry_id = models.UUIDField()
