"""Data Integrity proofs of the cryptosuite eddsa-rdfc-2022: made, and checked one by one and in chains."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from credentials.signing.errors import ProofInvalid, ProofMissing, UnsignableDocument
from credentials.signing.forms import canonical, canonical_of_anybody
from credentials.signing.multikey import base58, from_base58

CRYPTOSUITE = "eddsa-rdfc-2022"
KIND = "DataIntegrityProof"
MOST_PROOFS = 10
_SIGNATURE_BYTES = 64
_STAMP = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
Document = Mapping[str, Any]
KeyOf = Callable[[str, str], Ed25519PublicKey]


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """A proof that holds: how, by which key, for what and when it was made."""

    cryptosuite: str
    verification_method: str
    purpose: str
    created: str = ""
    expires: str = ""


def sign(
    document: Document,
    *,
    key: Ed25519PrivateKey,
    verification_method: str,
    created: datetime,
    purpose: str = "assertionMethod",
) -> dict[str, Any]:
    """Return the document with a proof (vc-di-eddsa, 3.2.1); one that it had before is replaced.

    Refuses (`UnsignableDocument`) what would not be signed whole. `created`, which needs a zone, is written in UTC, to
    the second.
    """
    if created.tzinfo is None:
        raise ValueError("The time of a proof needs its zone.")
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    options = {
        "type": KIND,
        "cryptosuite": CRYPTOSUITE,
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": verification_method,
        "proofPurpose": purpose,
    }
    signature = key.sign(_hash(options, unsecured, canonical))
    return unsecured | {"proof": options | {"proofValue": f"z{base58(signature)}"}}


def check_proofs(document: Document, *, key_of: KeyOf, purpose: str = "assertionMethod") -> list[ProofFacts]:
    """Return the facts of every proof of a document, each of which holds (vc-di-eddsa 3.2.2; proof sets and chains).

    `key_of(verification_method, purpose)` finds the key; what it raises passes through. Raises `ProofMissing` where
    there is none and `ProofInvalid` for the first that does not hold, `UnsignableDocument` for a document whose signed
    form can't be told.
    """
    proofs = _proofs(document)
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    return [_checked(proof, proofs, unsecured, key_of, purpose) for proof in proofs]


def _proofs(document: Document) -> list[Document]:
    found = document.get("proof")
    if found is None or found == []:
        raise ProofMissing
    proofs = found if isinstance(found, list) else [found]
    if not all(isinstance(proof, Mapping) for proof in proofs):
        raise ProofInvalid("proof-malformed", "A proof is an object.")
    if len(proofs) > MOST_PROOFS:
        raise ProofInvalid("too-many-proofs", f"There are {len(proofs)} proofs; at most {MOST_PROOFS} are checked.")
    return proofs


def _checked(
    proof: Document, proofs: Sequence[Document], unsecured: dict[str, Any], key_of: KeyOf, purpose: str
) -> ProofFacts:
    facts = _facts(proof, purpose)
    signature = _signature(proof)
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    covered = _with_previous(proof, proofs, _in_context(options, unsecured))
    key = key_of(facts.verification_method, facts.purpose)
    try:
        key.verify(signature, _hash(options, covered, canonical_of_anybody))
    except InvalidSignature:
        raise ProofInvalid("signature-mismatch", "The document is not the one that was signed with this key.") from None
    return facts


def _facts(proof: Document, purpose: str) -> ProofFacts:
    if proof.get("type") != KIND:
        raise ProofInvalid("proof-type-unknown", f"It is a {proof.get('type')!r:.80}; expected {KIND}.")
    if proof.get("cryptosuite") != CRYPTOSUITE:
        raise ProofInvalid("cryptosuite-unknown", f"It is {proof.get('cryptosuite')!r:.80}; expected {CRYPTOSUITE}.")
    method, stated = proof.get("verificationMethod"), proof.get("proofPurpose")
    if not isinstance(method, str) or ":" not in method:
        raise ProofInvalid("verification-method-missing", "A proof names its key by a URL.")
    if stated != purpose:
        raise ProofInvalid("purpose-wrong", f"It was made for {stated!r:.80}; expected {purpose}.")
    for name in ("created", "expires"):
        if name in proof and not (isinstance(proof[name], str) and _STAMP.fullmatch(proof[name])):
            raise ProofInvalid("date-malformed", f"{name} is {proof[name]!r:.80}; expected a date-time with its zone.")
    return ProofFacts(CRYPTOSUITE, method, purpose, str(proof.get("created", "")), str(proof.get("expires", "")))


def _signature(proof: Document) -> bytes:
    value = proof.get("proofValue")
    try:
        signature = from_base58(value[1:]) if isinstance(value, str) and value.startswith("z") else b""
    except ValueError:
        signature = b""
    if len(signature) != _SIGNATURE_BYTES:
        raise ProofInvalid("proof-value-malformed", "proofValue is not base58btc text (z...) of 64 octets.")
    return signature


def _in_context(options: dict[str, Any], unsecured: dict[str, Any]) -> dict[str, Any]:
    """Return the document in the proof's own contexts, which must be the first of the document's (3.2.2, step 4)."""
    if "@context" not in options:
        return unsecured
    stated = (options["@context"], unsecured.get("@context"))
    own, whole = (value if isinstance(value, list) else [value] for value in stated)
    if whole[: len(own)] != own:
        raise ProofInvalid("context-mismatch", "The proof's contexts are not the first of the document's.")
    return unsecured | {"@context": options["@context"]}


def _with_previous(proof: Document, proofs: Sequence[Document], unsecured: dict[str, Any]) -> dict[str, Any]:
    """Return what a proof covers: the document, and the proofs before it in a chain (Data Integrity 1.0, 4.3)."""
    named = proof.get("previousProof")
    if named is None:
        return unsecured
    wanted = named if isinstance(named, list) else [named]
    by_id = {other.get("id"): other for other in proofs if isinstance(other.get("id"), str)}
    if not wanted or any(not isinstance(name, str) or name not in by_id or by_id[name] is proof for name in wanted):
        raise ProofInvalid("previous-proof-missing", "A proof names one before it that is not in the document.")
    return unsecured | {"proof": [by_id[name] for name in wanted]}


def _hash(options: dict[str, Any], unsecured: dict[str, Any], form: Callable[[Document], bytes]) -> bytes:
    """Return what is signed: the hash of the proof's options and that of the document (vc-di-eddsa, 3.2.4, 3.2.5)."""
    if "@context" not in unsecured:
        raise UnsignableDocument("/@context", "The document has no context.")
    told = {"@context": unsecured["@context"]} | options
    return sha256(form(told)).digest() + sha256(form(unsecured)).digest()
