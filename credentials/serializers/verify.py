"""What the API reads to verify, and the verdict that it answers."""

from typing import Any, get_args

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from credentials.verifying.facts import IssuerKind
from credentials.verifying.sentences import Ground
from credentials.verifying.verdicts import CheckName, Outcome, PartKind

CHANGES = ("changed", "added", "removed")
_EITHER = {
    "oneOf": [{"type": "object", "additionalProperties": {}}, {"type": "string", "minLength": 1}],
    "description": "The credential as JSON, or a text: a compact JWT, the JSON as text, or an https link to either.",
}


@extend_schema_field(_EITHER)
class CredentialField(serializers.Field[Any, Any, Any, Any]):
    """A credential: an object, or a text that holds one or says where it is."""

    default_error_messages = {"kind": "A credential was expected: an object, or a text that is not empty."}

    def to_internal_value(self, data: Any) -> Any:
        """Take objects and texts."""
        if isinstance(data, dict) or (isinstance(data, str) and data.strip()):
            return data
        return self.fail("kind")

    def to_representation(self, value: Any) -> Any:
        """Return it as it is."""
        return value


class VerificationInput(serializers.Serializer[Any]):
    """One credential to verify."""

    credential = CredentialField()


class VerificationUpload(serializers.Serializer[Any]):
    """A file that is or holds a credential: JSON, JWT, PNG, SVG, PDF, or a photo of a QR code."""

    file = serializers.FileField(help_text="Up to 10 MB.")


class VerificationCheck(serializers.Serializer[Any]):
    """What one check found."""

    check = serializers.ChoiceField(choices=get_args(CheckName))
    result = serializers.ChoiceField(choices=get_args(Ground), help_text="`unknown`: it could not be made now.")
    code = serializers.CharField(help_text="Stable, in kebab-case.")
    parameters = serializers.DictField(help_text="What the sentence names: texts and whole numbers.")
    detail = serializers.CharField(help_text="The sentence.")


class VerificationFacts(serializers.Serializer[Any]):
    """What the credential says of itself, cut to 300 letters each; empty where it says nothing.

    While `issuer_kind` is `unproven`, anybody may have written this.
    """

    kind = serializers.CharField(help_text="OpenBadgeCredential, ClrCredential, EndorsementCredential or another.")
    container = serializers.CharField(help_text="json, jwt, png, svg, pdf or picture.")
    credential_id = serializers.CharField()
    name = serializers.CharField()
    issuer_id = serializers.CharField()
    issuer_name = serializers.CharField()
    issuer_kind = serializers.ChoiceField(choices=get_args(IssuerKind))
    subject_id = serializers.CharField()
    subject_name = serializers.CharField()
    achievement_id = serializers.CharField()
    achievement = serializers.CharField()
    level = serializers.CharField(help_text="NCrF level.")
    credits = serializers.CharField()
    hours = serializers.CharField(help_text="Notional learning hours.")
    grade = serializers.CharField()
    awarded_at = serializers.CharField()
    valid_from = serializers.CharField()
    valid_until = serializers.CharField()
    proof_kinds = serializers.ListField(child=serializers.CharField(), help_text="eddsa-rdfc-2022, RS256 and the like.")


class VerificationDifference(serializers.Serializer[Any]):
    """A place where the credential differs from what this bank issued."""

    pointer = serializers.CharField(help_text="JSON pointer (RFC 6901).")
    kind = serializers.ChoiceField(choices=CHANGES)
    seen = serializers.CharField(allow_null=True, help_text="JSON, cut short; null where the field was removed.")
    signed = serializers.CharField(allow_null=True, help_text="JSON; null where it is not for this reader.")


class VerificationAnswer(serializers.Serializer[Any]):
    """A verdict: valid only when each check was made and has passed."""

    outcome = serializers.ChoiceField(
        choices=get_args(Outcome), help_text="`unverifiable`: cannot be verified now; ask again later."
    )
    sentence = serializers.CharField(help_text="The verdict in one plain sentence.")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Codes of the checks that decided.")
    checks = VerificationCheck(many=True)
    facts = VerificationFacts()
    differences = VerificationDifference(many=True)

    def get_fields(self) -> dict[str, Any]:
        """Add the parts, which are verdicts again: a class can't name a field of its own kind."""
        return {**super().get_fields(), "parts": VerificationPart(many=True)}


class VerificationPart(VerificationAnswer):
    """A credential inside the credential, with a verdict of its own; endorsements don't weigh on the whole."""

    kind = serializers.ChoiceField(choices=get_args(PartKind))
    pointer = serializers.CharField(help_text="Where it stands (RFC 6901).")
