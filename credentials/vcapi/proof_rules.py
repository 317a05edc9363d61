"""Whether proofs have the form that Data Integrity 1.0 (2.1) and vc-di-eddsa ask for, and answer what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from credentials.vcapi.problems import MALFORMED, SECURITY, DocumentProblem, malformed, unproven
from credentials.vcapi.values import Node, check_id, check_moment, check_text, check_url, objects, seen, texts
from credentials.verifying.documents import child

ASSERTION, AUTHENTICATION = "assertionMethod", "authentication"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a verifier asks of the proofs: purpose, challenge and domain; "" where it asks nothing."""

    purpose: str = ""
    challenge: str = ""
    domain: str = ""

    @classmethod
    def of(cls, options: Node) -> Self:
        """Read them from the options of a request; refuses those that are no text."""
        for name in ("expectedProofPurpose", "challenge", "domain"):
            check_text(options, name, "/options")
        return cls(options.get("expectedProofPurpose", ""), options.get("challenge", ""), options.get("domain", ""))


def check_proof_forms(document: Node, *, required: bool = True) -> list[Node]:
    """Return the proofs of a document; refuses those that break a rule of form, and, if required, none at all."""
    if required and document.get("proof") is None:
        told = "It carries no proof; expected a Data Integrity proof."
        raise DocumentProblem(f"{SECURITY}PROOF_VERIFICATION_ERROR", told, pointer="/proof", status=MALFORMED)
    found = list(objects(document, "proof", "")) if "proof" in document else []
    for place, proof in found:
        _check_form(proof, place)
    proofs = [proof for _place, proof in found]
    for place, proof in found:
        _check_previous(proof, proofs, place)
    return proofs


def check_answers(proofs: Sequence[Node], expected: Expected) -> None:
    """Refuse proofs that were made for another purpose, challenge or domain (Data Integrity 1.0, 4.4)."""
    for proof in proofs:
        if expected.purpose and proof["proofPurpose"] != expected.purpose:
            raise unproven(f"It was made for {seen(proof['proofPurpose'])}; expected {expected.purpose[:80]!r}.")
        if expected.domain and expected.domain not in (texts(proof.get("domain")) or ()):
            raise DocumentProblem(f"{SECURITY}INVALID_DOMAIN_ERROR", "The domain differs.", pointer="/proof/domain")
        if expected.challenge and proof.get("challenge") != expected.challenge:
            told = "The challenge differs."
            raise DocumentProblem(f"{SECURITY}INVALID_CHALLENGE_ERROR", told, pointer="/proof/challenge")


def _check_form(proof: Node, place: str) -> None:
    check_id(proof, place)
    for name in ("type", "proofPurpose", "proofValue"):
        if not isinstance(proof.get(name), str) or not proof[name]:
            raise malformed(child(place, name), f"It is {seen(proof.get(name))}; expected text.")
    if proof["type"] == "DataIntegrityProof" and not isinstance(proof.get("cryptosuite"), str):
        told = f"It is {seen(proof.get('cryptosuite'))}; expected the name of a cryptosuite."
        raise malformed(child(place, "cryptosuite"), told)
    check_url(proof.get("verificationMethod"), child(place, "verificationMethod"))
    for name in ("created", "expires"):
        check_moment(proof, name, place)
    for name in ("challenge", "nonce"):
        check_text(proof, name, place)
    if "domain" in proof and texts(proof["domain"]) is None:
        raise malformed(child(place, "domain"), f"It is {seen(proof['domain'])}; expected one or more texts.")


def _check_previous(proof: Mapping[str, Any], proofs: Sequence[Node], place: str) -> None:
    if "previousProof" not in proof:
        return
    names, known = texts(proof["previousProof"]), {one["id"] for one in proofs if "id" in one}
    where = child(place, "previousProof")
    if names is None:
        raise malformed(where, f"It is {seen(proof['previousProof'])}; expected the id of a proof, or several.")
    if not set(names) <= known - {proof.get("id")}:
        raise unproven("It names a proof that the document does not carry.", where)
