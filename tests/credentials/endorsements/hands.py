"""An industry partner with a key, and hands that sign, accept and withdraw."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credentials.addresses import achievement_url
from credentials.badges.endorsement import EndorsementFacts
from credentials.badges.facts import ProfileFacts
from credentials.commands.endorsements import accept_endorsement
from credentials.endorsing import signed_endorsement
from credentials.models import Endorsement
from credentials.signing import multikey, sign
from identity.principals import Principal

ENDORSED_AT = datetime(2025, 6, 1, 8, 0, tzinfo=UTC)
AT = datetime(2025, 6, 3, 6, 30, tzinfo=UTC)
COMMENT = "Whoever can do this can work with us."


@dataclass(frozen=True)
class Partner:
    """An organisation that is its own key."""

    name: str = "Bharat Geospatial Industries"
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def did(self) -> str:
        return multikey.did_key(self.key.public_key())

    def says(self, version_id: UUID, **changes: Any) -> dict[str, Any]:
        """A signed endorsement of a version; `changes` are other facts."""
        facts = EndorsementFacts(
            id=f"urn:uuid:{uuid4()}", endorser=ProfileFacts(id=self.did, name=self.name),
            endorsed=achievement_url(version_id), endorsed_name="Maps", comment=COMMENT, valid_from=ENDORSED_AT,
        )  # fmt: skip
        return signed_endorsement(replace(facts, **changes), self.key)

    def signs(self, document: dict[str, Any], *, method: str = "") -> dict[str, Any]:
        """Any document, signed by the partner's key."""
        own = f"{self.did}#{self.did.removeprefix('did:key:')}"
        return sign(document, key=self.key, verification_method=method or own, created=ENDORSED_AT)


def written(document: dict[str, Any]) -> bytes:
    """A document as a partner's file."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def accept(actor: Principal, version_id: UUID, document: dict[str, Any] | bytes, **said: Any) -> Endorsement:
    """Hand an endorsement in."""
    content = document if isinstance(document, bytes) else written(document)
    act = {"at": AT, "idempotency_key": str(uuid4())} | said
    return accept_endorsement(actor=actor, version_id=version_id, document=content, **act)
