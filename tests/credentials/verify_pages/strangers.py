"""Credentials of somebody who is a key and nothing else."""

from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credentials.signing import multikey, sign

BARE = ("proof", "credentialStatus", "refreshService", "credentialSchema", "validUntil")
A_LIST = {
    "id": "https://lists.example.org/1#5", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
    "statusListIndex": "5", "statusListCredential": "https://lists.example.org/1",
}  # fmt: skip


def by_a_key(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a document as a did:key signs it, with other members where told."""
    key = Ed25519PrivateKey.generate()
    did = multikey.did_key(key.public_key())
    bare = {name: value for name, value in document.items() if name not in BARE}
    issuer = {**bare["issuer"], "id": did, "name": "The University of Nowhere"}
    said = {**bare, "id": "urn:uuid:5b0f3f2e-6f0d-4d0c-9a53-0e6f6f3f2b11", "issuer": issuer, **changes}
    method = f"{did}#{did.removeprefix('did:key:')}"
    return sign(said, key=key, verification_method=method, created=datetime(2026, 1, 1, tzinfo=UTC))
