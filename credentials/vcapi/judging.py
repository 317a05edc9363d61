"""Whether credentials and presentations verify: form first, then proofs, issuer, dates and status by the engine."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from credentials.signing.errors import ProofInvalid, ProofMissing, UnsignableDocument
from credentials.signing.proofs import check_proofs
from credentials.vcapi.credential import check_credential
from credentials.vcapi.holders import HolderKeys
from credentials.vcapi.presentation import check_presentation, envelope, presented
from credentials.vcapi.problems import MALFORMED, STATUS_LIST, VCDM, DocumentProblem, malformed, unproven
from credentials.vcapi.proof_rules import AUTHENTICATION, Expected, check_answers, check_proof_forms
from credentials.vcapi.values import Node, check_agent
from credentials.verifying.engine import verify
from credentials.verifying.facts import issuer_id
from credentials.verifying.moments import in_time, moment
from credentials.verifying.verdicts import Check, CheckFailed, Verdict
from credentials.verifying.worlds import World

MOST_CREDENTIALS = 50
_KINDS = {
    "list-short": f"{STATUS_LIST}STATUS_LIST_LENGTH_ERROR",
    "list-without-index": f"{VCDM}RANGE_ERROR",
    "list-unproven": f"{STATUS_LIST}STATUS_VERIFICATION_ERROR",
    "list-of-another": f"{STATUS_LIST}STATUS_VERIFICATION_ERROR",
    "revoked": f"{STATUS_LIST}STATUS_VERIFICATION_ERROR",
    "suspended": f"{STATUS_LIST}STATUS_VERIFICATION_ERROR",
    "expired": f"{VCDM}RANGE_ERROR",
    "not-yet-valid": f"{VCDM}RANGE_ERROR",
}


@dataclass(frozen=True, slots=True)
class Verifier:
    """What is known when documents are verified, and at what time."""

    world: World
    at: datetime

    def credential(self, document: Node, expected: Expected, *, place: str = "") -> None:
        """Refuse a credential, embedded proof or envelope, that does not conform or does not verify."""
        token = envelope(document, place)
        if token is None:
            check_credential(document)
            check_answers(check_proof_forms(document), expected)
        source = token.encode() if token else json.dumps(document).encode()
        verdict = verify(source, world=self.world, at=self.at)
        if verdict.outcome != "valid":
            raise _problem_of(verdict, place)

    def presentation(self, document: Node, expected: Expected) -> None:
        """Refuse a presentation that does not conform, whose proof or whose holder is not right, or a credential in it.

        A credential that the presenter issued himself asks for a holder, who must be its issuer (data model 2.0, 4.13).
        """
        check_presentation(document)
        proofs = check_proof_forms(document)
        check_answers(proofs, expected)
        presenters = self._presenters(document, proofs, expected.purpose or AUTHENTICATION)
        holder = check_agent(document["holder"], "/holder") if "holder" in document else ""
        if holder and holder not in presenters:
            raise unproven(f"The holder is {holder[:80]!r}, but another key signed the presentation.", "/holder")
        inner = list(presented(document))
        if len(inner) > MOST_CREDENTIALS:
            raise malformed("/verifiableCredential", f"There are {len(inner)}; at most {MOST_CREDENTIALS} are checked.")
        for place, credential in inner:
            self.credential(credential, Expected(), place=place)
            issuer = issuer_id(credential)
            if issuer in presenters and issuer != holder:
                raise unproven("Its issuer presents it; expected to be named as holder.", f"{place}/issuer")

    def _presenters(self, document: Node, proofs: list[Node], purpose: str) -> set[str]:
        keys = HolderKeys(self.world, at=self.at)
        try:
            facts = check_proofs(document, key_of=keys.key_of, purpose=purpose)
            ends = [moment(fact.expires, "proof.expires") for fact in facts if fact.expires]
        except (ProofInvalid, ProofMissing, CheckFailed) as failure:
            raise unproven(str(failure)) from None
        except UnsignableDocument as refusal:
            raise unproven(refusal.reason, refusal.pointer) from None
        if in_time(None, min(ends, default=None), at=self.at).ground != "passed":
            raise unproven("The proof has expired.", "/proof/expires")
        return {str(proof["verificationMethod"]).split("#")[0] for proof in proofs}


def _problem_of(verdict: Verdict, place: str) -> DocumentProblem:
    reason: Check | None = verdict.reasons[0] if verdict.reasons else None
    if reason is None:
        return unproven("It could not be verified.", f"{place}/proof")
    kind, status = _kind_of(reason)
    pointer = place + {"status": "/credentialStatus", "signature": "/proof", "issuer": "/issuer"}.get(reason.name, "")
    return DocumentProblem(kind, reason.wording.sentence(), pointer=pointer, status=status)


def _kind_of(reason: Check) -> tuple[str, int]:
    if reason.code in _KINDS:
        return _KINDS[reason.code], 422
    if reason.name == "form":
        return f"{VCDM}MALFORMED_VALUE_ERROR", MALFORMED
    if reason.name == "status":
        return f"{STATUS_LIST}STATUS_RETRIEVAL_ERROR", 422
    return unproven("").kind, 422


def an_object(body: Any, name: str) -> Mapping[str, Any]:
    """Return the object under a name of a request; refuses a request without."""
    found = body.get(name) if isinstance(body, Mapping) else None
    if not isinstance(found, Mapping):
        raise malformed(f"/{name}", "It is missing; expected an object.")
    return found
