"""Securing credentials and presentations by a did:key, in every shape that the data model lets a caller choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credentials.signing import multikey
from credentials.signing.errors import UnsignableDocument
from credentials.signing.forms import canonical_of_anybody
from credentials.signing.proofs import CRYPTOSUITE, KIND
from credentials.vcapi.credential import check_credential
from credentials.vcapi.presentation import check_presentation
from credentials.vcapi.problems import MALFORMED, SECURITY, DocumentProblem, malformed, unreadable
from credentials.vcapi.proof_rules import ASSERTION, AUTHENTICATION, check_proof_forms
from credentials.vcapi.values import Node, check_moment, check_text, seen

_FIXED = {"type": KIND, "cryptosuite": CRYPTOSUITE}


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that speaks for itself: its did:key is who signs."""

    key: Ed25519PrivateKey

    @property
    def did(self) -> str:
        """Who signs."""
        return multikey.did_key(self.key.public_key())

    @property
    def method(self) -> str:
        """The verification method that proofs name."""
        return f"{self.did}#{self.did.removeprefix('did:key:')}"


def issue(credential: Node, options: Node, *, signer: Signer, at: datetime) -> dict[str, Any]:
    """Return a credential with a proof by the signer, who becomes its issuer: nobody signs in another's name.

    Proofs that it carries stay beside the new one. Refuses a credential that does not conform, and options that ask
    for anything but `eddsa-rdfc-2022` and `assertionMethod`.
    """
    check_credential(credential)
    issuer = credential["issuer"]
    own = {**issuer, "id": signer.did} if isinstance(issuer, Mapping) else signer.did
    return _secured({**credential, "issuer": own}, _options(options, ASSERTION, at), signer)


def prove(presentation: Node, options: Node, *, signer: Signer, at: datetime) -> dict[str, Any]:
    """Return a presentation with a proof by the signer, for `authentication`; `challenge` and `domain` as asked."""
    check_presentation(presentation)
    return _secured(dict(presentation), _options(options, AUTHENTICATION, at), signer)


def _options(asked: Node, purpose: str, at: datetime) -> dict[str, Any]:
    for name, fixed in {**_FIXED, "proofPurpose": purpose}.items():
        if asked.get(name, fixed) != fixed:
            told = f"The option {name} is {seen(asked[name])}; this issuer makes only {fixed!r}."
            kind = f"{SECURITY}PROOF_GENERATION_ERROR"
            raise DocumentProblem(kind, told, pointer=f"/options/{name}", status=MALFORMED)
    for name in ("challenge", "domain"):
        check_text(asked, name, "/options")
    if "challenge" in asked and "domain" not in asked:
        raise malformed("/options/domain", "It is missing; expected one beside a challenge.")
    check_moment(asked, "created", "/options")
    created = asked.get("created") or at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    given = {name: asked[name] for name in ("challenge", "domain") if name in asked}
    return {**_FIXED, "created": created, **given, "proofPurpose": purpose}


def _secured(document: dict[str, Any], options: dict[str, Any], signer: Signer) -> dict[str, Any]:
    before = [] if document.get("proof") is None else check_proof_forms(document)
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    told = options | {"verificationMethod": signer.method}
    try:
        form = [canonical_of_anybody(one) for one in ({"@context": unsecured["@context"]} | told, unsecured)]
    except UnsignableDocument as refusal:
        raise unreadable(refusal.reason, refusal.pointer) from None
    signature = signer.key.sign(b"".join(sha256(one).digest() for one in form))
    proof = told | {"proofValue": f"z{multikey.base58(signature)}"}
    return unsecured | {"proof": [*before, proof] if before else proof}
