"""The learner in a credential: a salted hash of the ABC id, never the id in clear."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from credentials.badges.refusals import UnfitFacts

ABC_ID, NAME = "ext:ABCID", "name"
SHORTEST_SALT = 16


def identity_hash(identity: str, salt: str) -> str:
    """Return `sha256$` and the hex digest of identity followed by salt (IdentityHash of Open Badges 3.0).

    Whoever holds the credential holds the salt, and twelve digits can be tried out. So the hash keeps the id from
    being read, searched for and linked between credentials (each has its own salt); it isn't a secret from someone
    with a graphics card. Refuses a salt of less than 16 letters and an empty identity.
    """
    if not identity:
        raise UnfitFacts("identity-empty", "learner.identity")
    if len(salt) < SHORTEST_SALT:
        raise UnfitFacts("salt-too-short", "learner.salt")
    return _digest(identity, salt)


def is_identity(identity_object: Mapping[str, Any], identity: str) -> bool:
    """Say whether an IdentityObject stands for this identity: hashed with or without a salt, or in clear."""
    stated = str(identity_object.get("identityHash", ""))
    if identity_object.get("hashed") is not True:
        return hmac.compare_digest(stated.encode(), identity.encode())
    salt = identity_object.get("salt", "")
    return hmac.compare_digest(
        stated.lower().encode(), _digest(identity, salt if isinstance(salt, str) else "").encode()
    )


def name_in(document: Mapping[str, Any]) -> str:
    """Return the name by which one of our own badges calls its learner; empty where it says none."""
    said = document.get("credentialSubject", {}).get("identifier", [])
    return next((one["identityHash"] for one in said if one.get("identityType") == NAME), "")


def _digest(identity: str, salt: str) -> str:
    return "sha256$" + hashlib.sha256(f"{identity}{salt}".encode()).hexdigest()
