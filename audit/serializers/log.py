"""What the API answers of the log: checkpoints and proofs. Hashes are base64, as in C2SP files."""

import base64
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

MOST_LEAVES = (1 << 63) - 1
SIZE: dict[str, Any] = {"min_value": 0, "max_value": MOST_LEAVES}


@extend_schema_field({"type": "string", "format": "byte"})
class HashField(serializers.CharField):
    """32 bytes as base64."""

    def to_representation(self, value: Any) -> str:
        """Return the bytes as base64."""
        return base64.b64encode(value).decode()


class TextField(serializers.CharField):
    """Bytes of a text, as the text."""

    def to_representation(self, value: Any) -> str:
        """Return the text."""
        return str(value.decode())


class CheckpointRow(serializers.Serializer[Any]):
    """A signed state of the log."""

    size = serializers.IntegerField(help_text="Leaves of the log.")
    root: Any = HashField(help_text="Root of the RFC 9162 Merkle tree over SHA-256, in base64.")
    root_hex = serializers.SerializerMethodField()
    signed_at = serializers.DateTimeField()
    note = TextField(help_text="The signed note (C2SP tlog-checkpoint).")

    def get_root_hex(self, row: Any) -> str:
        """Return the root in hexadecimal."""
        return str(row.root.hex())


class CosignatureAnswer(serializers.Serializer[Any]):
    """A signature that is not the log's own; the witness's key is not known here."""

    name = serializers.CharField()
    key_id = serializers.CharField(help_text="Four bytes in hexadecimal.")
    cosigned_at = serializers.DateTimeField(allow_null=True)


class CheckpointAnswer(serializers.Serializer[Any]):
    """What everybody sees of the log now, and whether it is sealed."""

    origin = serializers.CharField(source="shown.checkpoint.origin")
    size = serializers.IntegerField(source="shown.checkpoint.size")
    root: Any = HashField(source="shown.checkpoint.root")
    root_hex = serializers.SerializerMethodField()
    signed_at = serializers.DateTimeField(source="signed.signed_at", default=None, allow_null=True)
    note = serializers.SerializerMethodField(help_text="The signed note (C2SP tlog-checkpoint).")
    vkey = serializers.CharField(help_text="The key that signs, as at /tlog/vkey: compare it with one that you kept.")
    cosignatures = CosignatureAnswer(many=True)
    waiting_count = serializers.IntegerField(source="waiting.count", help_text="Entries that are not sealed yet.")
    oldest_waiting_at = serializers.DateTimeField(source="waiting.oldest_at", allow_null=True)
    alarms = serializers.ListField(child=serializers.CharField(), source="codes")

    def get_root_hex(self, state: Any) -> str:
        """Return the root in hexadecimal."""
        return str(state.shown.checkpoint.root.hex())

    def get_note(self, state: Any) -> str:
        """Return the note with every signature."""
        return bytes(state.shown.note).decode()


class InclusionQuery(serializers.Serializer[Any]):
    """The entry to prove, and the checkpoint to prove it under."""

    entry = serializers.UUIDField()
    size = serializers.IntegerField(
        required=False, **SIZE, help_text="Size of a signed checkpoint; the published one unless said."
    )


class LeafProof(serializers.Serializer[Any]):
    """One leaf with its path to the root."""

    index = serializers.IntegerField()
    leaf = TextField(help_text="The leaf's exact bytes (UTF-8), made anew from the book. Hash: SHA-256(0x00 || leaf).")
    leaf_hash = HashField()
    proof = serializers.ListField(child=HashField(), help_text="RFC 9162 section 2.1.3: siblings, lowest first.")


class InclusionAnswer(serializers.Serializer[Any]):
    """The proof that an entry is in the log: each of its leaves leads to the root of a signed checkpoint."""

    entry_id = serializers.UUIDField()
    leaf_index = serializers.IntegerField(source="index")
    leaf_count = serializers.IntegerField(source="parts")
    size = serializers.IntegerField()
    root: Any = HashField()
    checkpoint = TextField(help_text="The signed note whose root the proofs lead to.")
    leaves = LeafProof(many=True, source="leaf_proofs")


class ConsistencyQuery(serializers.Serializer[Any]):
    """Two sizes of the log, neither beyond the published one."""

    first = serializers.IntegerField(**SIZE)
    second = serializers.IntegerField(**SIZE)


class ConsistencyAnswer(serializers.Serializer[Any]):
    """The proof that the log of `second` leaves begins with the log of `first` (RFC 9162 section 2.1.4)."""

    first = serializers.IntegerField()
    second = serializers.IntegerField()
    first_root = HashField()
    second_root = HashField()
    proof = serializers.ListField(child=HashField())
