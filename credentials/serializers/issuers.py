"""Keys of issuers and endorsements by industry partners, as the API reads and answers them."""

import json
from typing import Any

from rest_framework import serializers

from credentials.queries.endorsements import Endorsed


class KeyAnswer(serializers.Serializer[Any]):
    """A key by which an institution's credentials are signed."""

    id = serializers.CharField(source="method", help_text="The verification method that proofs name.")
    algorithm = serializers.CharField(help_text="Ed25519 (signed JSON) or RS256 (JWT)")
    state = serializers.CharField(
        help_text="active, retired (what it signed stays valid) or compromised (believe none)"
    )
    made_at = serializers.DateTimeField()
    retired_at = serializers.DateTimeField(allow_null=True)
    compromised_at = serializers.DateTimeField(allow_null=True)


class KeysAnswer(serializers.Serializer[Any]):
    """The keys of an institution and where they are published."""

    did = serializers.CharField()
    did_document = serializers.CharField(source="did_url")
    keys = KeyAnswer(many=True)


class EndorsementInput(serializers.Serializer[Any]):
    """An EndorsementCredential as the partner signed it."""

    document = serializers.DictField(help_text="The signed Open Badges 3.0 EndorsementCredential, unchanged.")
    version = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=32_767,
        help_text="The number of an approved version; the newest unless told.",
    )


class EndorsementAnswer(serializers.Serializer[Any]):
    """What an industry partner has signed about a micro-credential."""

    id = serializers.UUIDField()
    endorser = serializers.CharField()
    endorser_did = serializers.CharField()
    comment = serializers.CharField()
    endorsed_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)
    accepted_at = serializers.DateTimeField()
    document = serializers.SerializerMethodField()

    def get_document(self, endorsed: Endorsed) -> str:
        """Return where it is read as it was signed."""
        return endorsed.url


def document_of(given: dict[str, Any]) -> bytes:
    """Return a document that came as JSON as text again: the signature covers what it says, not how it is written."""
    return json.dumps(given["document"], ensure_ascii=False).encode()
