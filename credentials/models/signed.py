"""What makes awards portable: signing keys, places in status lists, signed credentials, and what waits to be signed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ledger.identifiers import new_id


class SigningKey(models.Model):
    """A key of an institution, or of the bank when none is named; the private half is sealed by a master key.

    A retired key signs no more, but stays published: what it signed still verifies. Of a compromised key somebody else
    may have signed too: nothing that it signed is believed any more.
    """

    class Algorithm(models.TextChoices):
        ED25519 = "Ed25519", _("Ed25519 (signed JSON)")
        RS256 = "RS256", _("RSA with SHA-256 (JWT)")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, null=True, related_name="+")
    algorithm = models.CharField(max_length=8, choices=Algorithm.choices)
    number = models.PositiveSmallIntegerField()
    public = models.BinaryField()
    master_key_id = models.CharField(max_length=40)
    sealed_key = models.BinaryField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_because = models.TextField(blank=True, db_default="")
    compromised_at = models.DateTimeField(null=True)
    compromised_because = models.TextField(blank=True, db_default="")

    class Meta:
        ordering = ["algorithm", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "algorithm", "number"], name="signing_key_number_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["institution", "algorithm"],
                condition=Q(retired_at=None),
                name="signing_key_one_in_use",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(retired_at__gte=F("made_at")), name="signing_key_retired_after_made"
            ),
            models.CheckConstraint(
                condition=Q(compromised_at=None) | Q(retired_at__isnull=False, compromised_at__gte=F("made_at")),
                name="signing_key_compromised_is_retired",
            ),
        ]


class StatusList(models.Model):
    """A list of 131,072 bits, one for each credential that has a place in it; places are given out in a secret order.

    `published` is the list as it was signed last, with `revoked_count` bits set.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey("institutions.Institution", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    seed = models.BinaryField(max_length=32)
    used_count = models.PositiveIntegerField(default=0)
    revoked_count = models.PositiveIntegerField(default=0)
    published = models.BinaryField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="status_list_number_once"),
            models.CheckConstraint(condition=Q(used_count__lte=131_072), name="status_list_not_overfull"),
        ]


class StatusPlace(models.Model):
    """The place of one award's credential in a status list, kept for all its editions."""

    pk = models.CompositePrimaryKey("holding_id", "award_id")
    holding_id = models.UUIDField()
    award_id = models.UUIDField()
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="places")
    index = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["status_list", "index"], name="status_place_once"),
            models.CheckConstraint(condition=Q(index__lt=131_072), name="status_place_in_list"),
        ]


class SignedCredential(models.Model):
    """One edition of an award's signed credential, packed and sealed under the learner's key: the newest counts.

    A new edition comes with a new signing key; a corrected award is another award and has a credential of its own.
    """

    pk = models.CompositePrimaryKey("holding_id", "award_id", "edition")
    holding_id = models.UUIDField()
    award_id = models.UUIDField()
    edition = models.PositiveSmallIntegerField()
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    signed_at = models.DateTimeField()


class UnsignedAward(models.Model):
    """An award whose credential waits to be signed: written with the award, deleted with the signature.

    One that can't be said in a credential stays, with the problem, and is not tried again by itself.
    """

    pk = models.CompositePrimaryKey("holding_id", "award_id")
    holding_id = models.UUIDField()
    award_id = models.UUIDField()
    problem = models.CharField(max_length=200, blank=True, db_default="")
