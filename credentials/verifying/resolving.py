"""From the name of a key to the key: the controller's document is read, and must let the key sign credentials."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from credentials.verifying.dids import did_of, key_document, web_address
from credentials.verifying.documents import strict_json
from credentials.verifying.errands import Errands
from credentials.verifying.facts import as_list, domain_of
from credentials.verifying.key_forms import public_key, set_key
from credentials.verifying.moments import moment
from credentials.verifying.verdicts import CheckFailed
from credentials.verifying.worlds import Document, World

PublicKey: TypeAlias = Ed25519PublicKey | RSAPublicKey


class Keys:
    """The keys that one verification meets; a document is read once."""

    def __init__(self, world: World, errands: Errands, *, at: datetime) -> None:
        """Take who is known, how the others are asked, and the time at which keys must be in force."""
        self._world = world
        self._errands = errands
        self._at = at
        self._documents: dict[str, Document] = {}
        self._controllers: dict[str, str] = {}

    def for_proof(self, method: str, purpose: str) -> Ed25519PublicKey:
        """Return the Ed25519 key behind a verification method; refuses other kinds of keys and other purposes."""
        if purpose != "assertionMethod":
            raise CheckFailed("key-not-for-this", method=method, purpose=purpose)
        key = self.key(method)
        if not isinstance(key, Ed25519PublicKey):
            raise CheckFailed("key-kind-unknown", method=method)
        return key

    def key(self, method: str) -> PublicKey:
        """Return the key behind a verification method of a DID or, for strangers, of an https address.

        Refuses a document of another DID, a method that the document doesn't have, that another controls, that isn't
        named for assertions, or that was revoked or has run out (Controlled Identifiers 1.0, "Retrieve Verification
        Method"). What can't be fetched is unknown, not broken.
        """
        if method.startswith(("https://", "http://")):
            return self._hosted(method)
        did = did_of(method)
        return self._chosen(self.document(did), did, method)

    def controller(self, method: str) -> str:
        """Return who controls a method whose key was found before."""
        return self._controllers.get(method, "")

    def _hosted(self, method: str) -> PublicKey:
        """Return a key that is published at its own address, alone or in its controller's document on that host."""
        base = method.split("#", 1)[0]
        document = self._fetched(base)
        if "verificationMethod" in document:
            if document.get("id") != base:
                raise CheckFailed("did-document-of-another", did=base, seen=str(document.get("id")))
            return self._chosen(document, base, method)
        controller = document.get("controller")
        if document.get("id") != method:
            raise CheckFailed("key-unknown", did=base, method=method)
        if not isinstance(controller, str) or domain_of(controller) != domain_of(method):
            raise CheckFailed("key-of-another", method=method, seen=str(controller))
        self._require_in_force(document, method)
        self._controllers[method] = controller
        return public_key(document, method)

    def _chosen(self, document: Document, did: str, method: str) -> PublicKey:
        found = _method(document, did, method)
        if found.get("controller") != did:
            raise CheckFailed("key-of-another", method=method, seen=str(found.get("controller")))
        if method not in {_absolute(did, one) for one in as_list(document.get("assertionMethod"))}:
            raise CheckFailed("key-not-for-this", method=method, purpose="assertionMethod")
        self._require_in_force(found, method)
        self._controllers[method] = did
        return public_key(found, method)

    def for_token(self, kid: str, issuer: str) -> PublicKey:
        """Return the key that a JWT names: a verification method, or a key in a set (RFC 7517) at the issuer's home.

        The set must lie on the issuer's own host, for its address stands in the token, which anybody can write.
        """
        if kid.startswith("did:"):
            return self.key(kid)
        if not kid.startswith(("https://", "http://")):
            raise CheckFailed("key-not-named")
        if not domain_of(issuer) or domain_of(kid) != domain_of(issuer):
            raise CheckFailed("key-set-elsewhere", url=kid)
        self._controllers[kid] = issuer
        return set_key(self._fetched(kid.split("#", 1)[0]), kid)

    def document(self, did: str) -> Document:
        """Return the DID document: known here, the key itself, or fetched from its host; its id must be the DID."""
        if did not in self._documents:
            document = self._world.did_document(did)
            if document is None and self._world.standing(did) is not None:
                # Nobody outside may answer for an institution of this bank.
                raise CheckFailed("did-document-unreadable", url=did)
            document = self._resolved(did) if document is None else document
            if document.get("id") != did:
                raise CheckFailed("did-document-of-another", did=did, seen=str(document.get("id")))
            self._documents[did] = document
        return self._documents[did]

    def _resolved(self, did: str) -> Document:
        if did.startswith("did:key:"):
            return key_document(did)
        if not did.startswith("did:web:"):
            raise CheckFailed("did-method-unknown", did=did)
        return self._fetched(web_address(did, scheme=self._errands.scheme))

    def _fetched(self, url: str) -> Document:
        """Return what an address publishes; that it is garbled says nothing about the credential."""
        body = self._errands.get(url)
        try:
            return strict_json(body)
        except CheckFailed:
            raise CheckFailed("did-document-unreadable", url=url) from None

    def _require_in_force(self, found: Mapping[str, Any], method: str) -> None:
        for member, code in (("revoked", "key-revoked"), ("expires", "key-expired")):
            if member in found and moment(found[member], member) <= self._at:
                raise CheckFailed(code, method=method, on=str(found[member]))


def _method(document: Document, did: str, method: str) -> Mapping[str, Any]:
    # A method may also stand, whole, where its purpose is said.
    listed = (*as_list(document.get("verificationMethod")), *as_list(document.get("assertionMethod")))
    found = [one for one in listed if isinstance(one, Mapping) and _absolute(did, one) == method]
    if "#" not in method or not found:
        raise CheckFailed("key-unknown", did=did, method=method)
    return found[0]


def _absolute(did: str, named: Any) -> str:
    """Return the whole DID URL of a method that is named by text or stands there itself."""
    text = named.get("id") if isinstance(named, Mapping) else named
    if not isinstance(text, str):
        return ""
    return f"{did}{text}" if text.startswith("#") else text
