"""Whether what was handed in is signed, whole, by the issuer that it names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from credentials.signing import jose
from credentials.signing.errors import ProofInvalid, ProofMissing, UnsignableDocument
from credentials.signing.proofs import check_proofs
from credentials.verifying import tokens
from credentials.verifying.dids import did_of
from credentials.verifying.facts import as_list, domain_of, issuer_id
from credentials.verifying.moments import moment
from credentials.verifying.reading import Handed
from credentials.verifying.resolving import Keys, PublicKey
from credentials.verifying.verdicts import CheckFailed

_ALGORITHMS = ("RS256", "EdDSA")
_UNKNOWN_KINDS = frozenset(("proof-type-unknown", "cryptosuite-unknown"))
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Proven:
    """A document whose signature holds, the kinds of its proofs, and when the first of these ends, if one does."""

    document: Mapping[str, Any]
    kinds: tuple[str, ...]
    until: datetime | None = None


def prove(handed: Handed, keys: Keys) -> Proven:
    """Return the document if every proof on it holds and is by a key of its issuer.

    Raises CheckFailed otherwise: broken where the signature can't be right, unknown where it can't be verified here
    (a key out of reach, an unknown kind of proof). A proof that names somebody else's key is refused before that key
    is looked up, so that a document can't send us to hosts of its choice.
    """
    return _by_token(handed.token, keys) if handed.token else _embedded(handed.document, keys)


def _embedded(document: Mapping[str, Any], keys: Keys) -> Proven:
    issuer = issuer_id(document)
    proofs = as_list(document.get("proof"))
    if not all(isinstance(proof, Mapping) for proof in proofs):
        raise CheckFailed("signature-missing")
    methods = [proof.get("verificationMethod") for proof in proofs]
    for method in methods:
        _require_issuer(method, issuer)
    facts = _translated(lambda: check_proofs(document, key_of=keys.for_proof))
    if not facts:
        raise CheckFailed("signature-missing")
    for method in methods:
        _require_signer(keys.controller(str(method)), issuer)
    ends = [moment(fact.expires, "proof.expires") for fact in facts if fact.expires]
    return Proven(document, tuple(dict.fromkeys(fact.cryptosuite for fact in facts)), min(ends, default=None))


def _by_token(token: str, keys: Keys) -> Proven:
    header, claims = tokens.header(token), tokens.registered(token)
    algorithm, kid = header.get("alg"), header.get("kid")
    # Before anything else: "none" signs nothing, and HS256 would take a public key for a shared secret.
    if algorithm not in _ALGORITHMS:
        raise CheckFailed("jwt-algorithm", seen=str(algorithm))
    if not isinstance(kid, str):
        raise CheckFailed("key-not-named")
    issuer = str(claims.get("iss", ""))
    _require_issuer(kid, issuer)

    def key_of(_name: str, _purpose: str) -> PublicKey:
        return keys.for_token(kid, issuer)

    document = _translated(lambda: jose.open_jwt(token, key_of=key_of))
    _require_signer(issuer, issuer_id(document))
    return Proven(document, (f"JWT {algorithm}",))


def _require_issuer(method: object, issuer: str) -> None:
    """Refuse a key that can't be the issuer's by its very name.

    A DID's keys stand in its document alone; a key at an https address may lie anywhere on the issuer's host.
    """
    if not isinstance(method, str):
        raise CheckFailed("member-missing", member="proof.verificationMethod")
    if method.startswith("did:") or issuer.startswith("did:"):
        _require_signer(did_of(method) if method.startswith("did:") else method, issuer)
    elif not domain_of(method) or domain_of(method) != domain_of(issuer):
        _require_signer(method, issuer)


def _require_signer(signer: str, issuer: str) -> None:
    if signer != issuer:
        raise CheckFailed("issuer-not-signer", issuer=issuer, signer=signer)


def _translated(act: Callable[[], Found]) -> Found:
    """Return what an act of `credentials.signing` returns; its refusals become findings of the check."""
    try:
        return act()
    except ProofMissing:
        raise CheckFailed("signature-missing") from None
    except ProofInvalid as failure:
        if failure.reason_code == "signature-mismatch":
            raise CheckFailed("signature-wrong") from None
        code = "signature-kind-unknown" if failure.reason_code in _UNKNOWN_KINDS else "signature-broken"
        raise CheckFailed(code, detail=failure.reason_code) from None
    except UnsignableDocument as failure:
        if failure.pointer == "/@context":
            raise CheckFailed("vocabulary-unknown", detail=failure.reason) from None
        raise CheckFailed("document-unsignable", pointer=failure.pointer, detail=failure.reason) from None
