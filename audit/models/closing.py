"""Closings: what each stretch of the log changed, so that the book as it stood is read without reading all of it."""

from django.db import models
from django.db.models.functions import Now


class Closing(models.Model):
    """The log up to a signed size is added up; each closing goes on from the one before. Derived from the book."""

    size = models.BigIntegerField(primary_key=True)
    previous_size = models.BigIntegerField(unique=True)
    closed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=models.F("previous_size")), name="closing_grows"),
        ]


class ClosingLine(models.Model):
    """What the stretch up to `size` changed: credits of one kind of transfer by issuing account, level and day.

    `held` is what reached holdings less what left them, told by the accounts of the transfers and not by their kind.
    """

    pk = models.CompositePrimaryKey("size", "account_id", "level", "day", "kind")
    size = models.BigIntegerField()
    account_id = models.UUIDField()
    level = models.DecimalField(max_digits=2, decimal_places=1)
    day = models.DateField()
    kind = models.CharField(max_length=12)
    credits = models.DecimalField(max_digits=16, decimal_places=2)
    lot_count = models.BigIntegerField()
    held = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        indexes = [models.Index(fields=["account_id", "size"], name="closing_of_account")]
