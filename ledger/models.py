"""The rows of the book. What must never be false of them stands as constraints in `ledger/sql/`."""

from django.db import models
from django.db.models.functions import Now


class Holding(models.Model):
    """The account of one learner, known to the book by an opaque id only."""

    id = models.UUIDField(primary_key=True)
    opened_at = models.DateTimeField(db_default=Now())


class Account(models.Model):
    """An account of an institution, a programme or the bank; shares one id space with holdings."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=12)
    owner_id = models.UUIDField()
    opened_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "owner_id"], name="account_once_per_owner"),
            models.UniqueConstraint(fields=["id", "kind"], name="account_id_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["issuance", "redemption", "lapsed", "revoked"]), name="account_kind_known"
            ),
        ]


class Entry(models.Model):
    """One act, with or without credits. Not a balance and not a state: what was done, by whom, when."""

    pk = models.CompositePrimaryKey("holding_id", "id")
    holding_id = models.UUIDField()
    id = models.UUIDField()
    kind = models.CharField(max_length=12)
    narration = models.CharField(max_length=60)
    actor_id = models.UUIDField()
    actor_kind = models.CharField(max_length=8)
    institution_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    idempotency_scope = models.UUIDField()
    idempotency_key = models.CharField(max_length=200)
    request_digest = models.BinaryField()
    payload_digest = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="entry_in_order"),
            models.Index(fields=["institution_id", "id"], name="entry_of_institution"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["holding_id", "idempotency_scope", "idempotency_key"], name="entry_once_per_key"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["act", "deposit", "redeem", "reinstate", "lapse", "revoke"]),
                name="entry_kind_known",
            ),
        ]


class Lot(models.Model):
    """The credits of one award, whole and indivisible."""

    pk = models.CompositePrimaryKey("holding_id", "id")
    holding_id = models.UUIDField()
    id = models.UUIDField()
    entry_id = models.UUIDField()
    issuing_account_id = models.UUIDField()
    level = models.DecimalField(max_digits=2, decimal_places=1)
    credits = models.DecimalField(max_digits=7, decimal_places=2)
    hours = models.DecimalField(max_digits=8, decimal_places=2)
    rule_set = models.CharField(max_length=40)
    rule_set_version = models.CharField(max_length=20)
    earned_on = models.DateField()
    expires_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["expires_on"], name="lot_by_expiry")]
        constraints = [
            models.UniqueConstraint(fields=["holding_id", "id", "issuing_account_id"], name="lot_origin"),
        ]


class Transfer(models.Model):
    """One link in a lot's chain of custody: from an account to an account."""

    pk = models.CompositePrimaryKey("holding_id", "lot_id", "sequence")
    holding_id = models.UUIDField()
    lot_id = models.UUIDField()
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    entry_id = models.UUIDField()
    from_account_id = models.UUIDField()
    to_account_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["holding_id", "entry_id"], name="transfer_of_entry")]
        constraints = [
            models.UniqueConstraint(fields=["holding_id", "lot_id", "sequence", "to_account_id"], name="transfer_link"),
        ]


class UnsealedEntry(models.Model):
    """Outbox: an entry that the sequencer has not sealed yet.

    `position` follows cause and effect: a transfer is written after the one it builds on is committed, and an entry
    takes its position after its transfers are written. So whoever takes the lowest positions of what is visible never
    takes an effect before its cause.
    """

    position = models.BigAutoField(primary_key=True)
    holding_id = models.UUIDField()
    entry_id = models.UUIDField()


class UnfoldedEntry(models.Model):
    """Outbox: an entry whose transfers are not in the totals yet. Taken by exact id, never by a watermark."""

    pk = models.CompositePrimaryKey("holding_id", "entry_id")
    holding_id = models.UUIDField()
    entry_id = models.UUIDField()


class Leaf(models.Model):
    """Where an entry stands in the log: its first leaf's index, and how many leaves it fills from there.

    `kind` and `institution_id` repeat the entry's, so that the log can be read by them in its own order.
    """

    index = models.BigIntegerField(primary_key=True)
    holding_id = models.UUIDField()
    entry_id = models.UUIDField()
    parts = models.IntegerField()
    kind = models.CharField(max_length=12)
    institution_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["institution_id", "index"], name="leaf_of_institution"),
            models.Index(fields=["kind", "index"], name="leaf_of_kind"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["holding_id", "entry_id"], name="leaf_once_per_entry"),
            models.CheckConstraint(condition=models.Q(index__gte=0, parts__gte=1), name="leaf_counts"),
        ]


class Checkpoint(models.Model):
    """A signed state of the log. Each names the one it follows, and none is followed twice: the log can't fork.

    `peaks` are the roots of the perfect subtrees, 32 bytes each, from which the next root is computed without a tile.
    """

    size = models.BigIntegerField(primary_key=True)
    previous_size = models.BigIntegerField(null=True)
    root = models.BinaryField()
    peaks = models.BinaryField()
    note = models.BinaryField()
    signed_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["signed_at"], name="checkpoint_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["previous_size"], nulls_distinct=False, name="checkpoint_follows_one"),
            models.CheckConstraint(
                condition=models.Q(size=0, previous_size__isnull=True) | models.Q(size__gt=models.F("previous_size")),
                name="checkpoint_grows",
            ),
        ]


class SealAlarm(models.Model):
    """Why the log is not sealed: open until the sequencer has sealed again."""

    code = models.CharField(max_length=40)
    detail = models.TextField()
    raised_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(ended_at__isnull=True), name="seal_alarm_open_once"
            ),
        ]


class Cosignature(models.Model):
    """A witness's signature line over a checkpoint, with the time that it states."""

    size = models.BigIntegerField()
    witness = models.CharField(max_length=255)
    key_id = models.CharField(max_length=8)
    line = models.TextField()
    stated_at = models.DateTimeField()
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key_id", "size", "witness"], name="cosignature_once"),
        ]


class WitnessFault(models.Model):
    """Why a witness does not cosign: open until it has cosigned again."""

    key_id = models.CharField(max_length=8)
    witness = models.CharField(max_length=255)
    detail = models.TextField()
    raised_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key_id"], condition=models.Q(ended_at__isnull=True), name="witness_fault_open_once"
            ),
        ]


class Total(models.Model):
    """Folded credits of one kind of transfer, by issuing account, level and day (India's). Derived from the book."""

    pk = models.CompositePrimaryKey("account_id", "level", "day", "kind")
    account_id = models.UUIDField()
    level = models.DecimalField(max_digits=2, decimal_places=1)
    day = models.DateField()
    kind = models.CharField(max_length=12)
    credits = models.DecimalField(max_digits=16, decimal_places=2)
    lot_count = models.BigIntegerField()


class Receipt(models.Model):
    """The first answer given under an idempotency key, kept so that asking again changes nothing."""

    pk = models.CompositePrimaryKey("scope", "key")
    scope = models.UUIDField()
    key = models.CharField(max_length=200)
    digest = models.BinaryField()
    answer = models.JSONField()
    recorded_at = models.DateTimeField(db_default=Now())


class RuleSetVersion(models.Model):
    """One dated version of a rule set; a version is added, never edited."""

    rule_set = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    effective_from = models.DateField()
    document = models.JSONField()
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule_set", "version"], name="rule_set_version_once")]
