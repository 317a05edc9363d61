"""What industry partners say of micro-credentials, in documents that they have signed themselves."""

from django.db import models

from credentials.models.catalogue import OfferingVersion
from ledger.identifiers import new_id


class Endorsement(models.Model):
    """An EndorsementCredential of one version of an offering, as the partner signed it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(OfferingVersion, on_delete=models.PROTECT, related_name="endorsements")
    endorser = models.CharField(max_length=200)
    endorser_did = models.CharField(max_length=300)
    comment = models.TextField(blank=True)
    document = models.TextField()
    endorsed_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    accepted_by_id = models.UUIDField()
    accepted_at = models.DateTimeField()
    entry_id = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-endorsed_at"]
        constraints = [models.UniqueConstraint(fields=["version", "endorser_did"], name="endorsement_once")]
