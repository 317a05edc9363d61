"""Keys by which holders present: a did:key speaks for itself, others name their keys for it in their documents."""

from collections.abc import Mapping
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from credentials.verifying.dids import did_of
from credentials.verifying.errands import Errands
from credentials.verifying.facts import as_list
from credentials.verifying.key_forms import public_key
from credentials.verifying.resolving import Keys
from credentials.verifying.verdicts import CheckFailed
from credentials.verifying.worlds import World

_OF_DID_KEY = frozenset({"authentication", "assertionMethod"})


class HolderKeys:
    """The keys behind the proofs of one presentation."""

    def __init__(self, world: World, *, at: datetime) -> None:
        """Take who is known, and the time at which keys must be in force."""
        self._keys = Keys(world, Errands(world), at=at)

    def key_of(self, method: str, purpose: str) -> Ed25519PublicKey:
        """Return the Ed25519 key of a DID that may be used for this purpose; refuses every other (CheckFailed)."""
        if purpose == "assertionMethod":
            return self._keys.for_proof(method, purpose)
        did = did_of(method)
        document = self._keys.document(did)
        named = {_name(did, one) for one in as_list(document.get(purpose))}
        if did.startswith("did:key:") and purpose in _OF_DID_KEY:
            named = {_name(did, one) for one in as_list(document.get("assertionMethod"))}
        if method not in named:
            raise CheckFailed("key-not-for-this", method=method, purpose=purpose)
        listed = (*as_list(document.get("verificationMethod")), *as_list(document.get(purpose)))
        found = [one for one in listed if isinstance(one, Mapping) and _name(did, one) == method]
        key = public_key(found[0], method) if found and found[0].get("controller") == did else None
        if not isinstance(key, Ed25519PublicKey):
            raise CheckFailed("key-kind-unknown", method=method)
        return key


def _name(did: str, named: object) -> str:
    text = named.get("id") if isinstance(named, Mapping) else named
    if not isinstance(text, str):
        return ""
    return f"{did}{text}" if text.startswith("#") else text
