"""An invented industry partner that signs, with a key of its own, what it thinks of one micro-credential."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from abc_portal.demo.stage import Agenda, Stage
from abc_portal.demo.world import FIRST
from credentials.addresses import achievement_url
from credentials.badges.endorsement import EndorsementFacts
from credentials.badges.facts import ProfileFacts
from credentials.commands.endorsements import accept_endorsement
from credentials.endorsing import signed_endorsement
from credentials.queries.catalogue import versions_by_code
from credentials.signing import multikey
from identity.principals import REGISTRAR

ENDORSED = "VCU-GI220"
PARTNER = "Vindhya Geospatial Industries"
COMMENT = (
    "Whoever has finished this course makes a usable map from raw survey data in the first week with us. "
    "We take part in its examination every term."
)


def plan_endorsing(stage: Stage, agenda: Agenda) -> None:
    """Plan the endorsement, once the catalogue is approved."""
    days = stage.world.days
    agenda.add(days.on(days.beginning - timedelta(days=10), 16), _endorse, stage)


def partner_key(seed: int) -> Ed25519PrivateKey:
    """Return the partner's key: the same seed gives the same, and nothing here is secret."""
    return Ed25519PrivateKey.from_private_bytes(sha256(f"demo-partner-{seed}".encode()).digest())


def _endorse(stage: Stage, at: datetime) -> None:
    (version, *_others) = versions_by_code(stage.institutions[FIRST], [ENDORSED])[ENDORSED]
    accept_endorsement(
        actor=stage.staff(FIRST, REGISTRAR), version_id=version.version_id,
        document=_signed(stage, version.version_id, at), at=at, idempotency_key=stage.key("endorsement"),
    )  # fmt: skip


def _signed(stage: Stage, version_id: UUID, at: datetime) -> bytes:
    key = partner_key(stage.world.seed)
    facts = EndorsementFacts(
        id=f"urn:uuid:{UUID(bytes=sha256(version_id.bytes).digest()[:16], version=4)}",
        endorser=ProfileFacts(id=multikey.did_key(key.public_key()), name=PARTNER, state="Madhya Pradesh"),
        endorsed=achievement_url(version_id),
        endorsed_name=stage.world.sources.offering(ENDORSED).facts["title"],
        comment=COMMENT,
        valid_from=at,
    )
    return json.dumps(signed_endorsement(facts, key), ensure_ascii=False, indent=1).encode()
