"""Learners' accounts, their sealed personal fields, consents, roster links and the log of looks."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ledger.identifiers import new_id


class Learner(models.Model):
    """One learner's account: a holding in the book, found by the keyed digest of the ABC id.

    Unclaimed until a user has claimed it with the id and the birthday.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    holding_id = models.UUIDField(unique=True, default=new_id, editable=False)
    abc_id_digest = models.BinaryField(max_length=32, unique=True)
    user = models.OneToOneField("identity.User", on_delete=models.PROTECT, null=True, related_name="learner")
    opened_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user=None, claimed_at=None) | models.Q(user__isnull=False, claimed_at__isnull=False),
                name="learner_claimed_by_a_user",
            )
        ]


class LearnerKey(models.Model):
    """The learner's own data key, wrapped by a master key. Erasing it erases every personal field for good."""

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, primary_key=True, related_name="key")
    master_key_id = models.CharField(max_length=40)
    sealed = models.BinaryField()


class PersonalRecord(models.Model):
    """Personal fields (ABC id, names, birthday, gender) sealed under the learner's key; nowhere in clear."""

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, primary_key=True, related_name="personal")
    sealed = models.BinaryField()
    changed_at = models.DateTimeField()


class ConsentAnswer(models.Model):
    """What a learner answered when asked for a consent; the newest answer of a purpose counts."""

    class Purpose(models.TextChoices):
        KEEP_CREDITS = "keep-credits", _("Keep my credits and show them to me")
        INSTITUTION_READS = "institution-reads", _("Let an institution read my passbook")
        INSTITUTION_REDEEMS = "institution-redeems", _("Let my institution redeem credits for me in bulk")

    class Answer(models.TextChoices):
        GIVEN = "given", _("Given")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=24, choices=Purpose.choices)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=12, choices=Answer.choices)
    until = models.DateField(null=True)
    answered_at = models.DateTimeField()
    entry_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["learner", "purpose", "institution", "-answered_at"], name="consent_newest")]


class RosterLink(models.Model):
    """An institution's registration number (as a keyed digest) tied to a learner, and how well the names match."""

    class Match(models.TextChoices):
        MATCHED = "matched", _("Name and birthday agree")
        NAME = "name-differs", _("The name differs")
        BIRTHDAY = "birthday-differs", _("The birthday differs")
        BOTH = "both-differ", _("Name and birthday differ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    registration_digest = models.BinaryField(max_length=32)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="roster_links")
    match = models.CharField(max_length=20, choices=Match.choices)
    sealed = models.BinaryField()
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "registration_digest"], name="roster_link_once")]


class Look(models.Model):
    """One look at a learner's record by somebody else, shown to the learner."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="looks")
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=200)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=60)
    looked_at = models.DateTimeField(db_default=Now())


class ClaimAttempt(models.Model):
    """A claim of an account that did not match: counted by user and by id, so that birthdays can't be guessed."""

    user_id = models.UUIDField()
    abc_id_digest = models.BinaryField(max_length=32)
    tried_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "tried_at"], name="claim_attempts_of_user"),
            models.Index(fields=["abc_id_digest", "tried_at"], name="claim_attempts_on_id"),
        ]


class Erasure(models.Model):
    """That a learner's personal record was erased: key, record and roster links are gone, the book stays as it was."""

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, primary_key=True, related_name="erasure")
    erased_at = models.DateTimeField()
    entry_id = models.UUIDField()
