"""The conformance door: documents of any shape issued, proven and verified as W3C's test suites ask for it.

Its issuer is a did:key of its own that follows from the bank's master key; it knows no learner, no institution and no
award, and keeps nothing.
"""

import secrets
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credentials.addresses import site
from credentials.badges import bits
from credentials.badges.status import PURPOSES, StatusListFacts, status_list_credential
from credentials.commands.status_lists import current_status_list
from credentials.queries.bank_world import BankWorld
from credentials.vcapi.issuing import Signer, issue, prove
from credentials.vcapi.judging import Verifier, an_object
from credentials.vcapi.problems import malformed
from credentials.vcapi.proof_rules import Expected
from credentials.vcapi.status import ENTRY
from credentials.vcapi.values import Node, objects, seen
from credentials.verifying.facts import as_list
from learners.keys import key_ring
from ledger.refusals import NotFound

LIST_LIFE = timedelta(days=1)


class ConformanceWorld(BankWorld):
    """What the bank knows, and this door's own status lists."""

    def __init__(self, *, at: datetime) -> None:
        """Take the time at which lists are read."""
        super().__init__(lambda list_id: current_status_list(list_id=list_id, at=at), lambda _url: None)
        self._at = at

    def status_list(self, url: str) -> dict[str, Any] | None:
        """Return one of this door's lists, or one of the bank's."""
        purpose = url.rpartition("/")[2]
        if purpose in PURPOSES and url == list_url(purpose):
            return empty_status_list(purpose, at=self._at)
        return super().status_list(url)


def issue_document(body: Any, *, at: datetime) -> dict[str, Any]:
    """Return the credential of a request, issued by this door's did:key.

    Where `options.credentialStatus` asks for it, the credential gets an entry in one of this door's lists. Raises
    `DocumentProblem`.
    """
    credential, options = an_object(body, "credential"), _options(body)
    return issue(_with_status(credential, options), options, signer=signer(), at=at)


def prove_document(body: Any, *, at: datetime) -> dict[str, Any]:
    """Return the presentation of a request, proven by this door's did:key. Raises `DocumentProblem`."""
    return prove(an_object(body, "presentation"), _options(body), signer=signer(), at=at)


def verify_document(body: Any, *, at: datetime) -> None:
    """Refuse the credential of a request with a `DocumentProblem` unless it conforms, verifies and stands."""
    document = an_object(body, "verifiableCredential")
    Verifier(ConformanceWorld(at=at), at).credential(document, Expected.of(_options(body)))


def verify_presentation(body: Any, *, at: datetime) -> None:
    """Refuse the presentation of a request with a `DocumentProblem` unless it, and each credential in it, verifies."""
    document = an_object(body, "verifiablePresentation")
    Verifier(ConformanceWorld(at=at), at).presentation(document, Expected.of(_options(body)))


def empty_status_list(purpose: str, *, at: datetime) -> dict[str, Any]:
    """Return this door's signed list for a purpose, in which nothing is ever set; refuses unknown purposes."""
    if purpose not in PURPOSES:
        raise NotFound("There is no such status list.")
    facts = StatusListFacts(
        url=list_url(purpose), issuer=signer().did, bits=bits.empty(), valid_from=at - timedelta(minutes=1),
        valid_until=at + LIST_LIFE, purpose=purpose,
    )  # fmt: skip
    return issue(status_list_credential(facts), {}, signer=signer(), at=at)


def list_url(purpose: str) -> str:
    """Return where this door's list for a purpose is."""
    return site(f"/vc-api/status-lists/{purpose}")


def signer() -> Signer:
    """Return this door's own key."""
    return _signer(key_ring().digest("vc-api-issuer", "1"))


@lru_cache(maxsize=4)
def _signer(seed: bytes) -> Signer:
    return Signer(Ed25519PrivateKey.from_private_bytes(seed))


def _options(body: Any) -> Node:
    return an_object(body, "options") if body.get("options") is not None else {}


def _with_status(credential: Node, options: Node) -> Node:
    entries = [_entry(asked, place) for place, asked in objects(options, "credentialStatus", "/options")]
    if not entries:
        return credential
    held = [*as_list(credential.get("credentialStatus")), *entries]
    return {**credential, "credentialStatus": held[0] if len(held) == 1 else held}


def _entry(asked: Node, place: str) -> dict[str, str]:
    purpose = asked.get("statusPurpose", "revocation")
    if asked.get("type", ENTRY) != ENTRY or purpose not in sorted(PURPOSES):
        told = f"The status is {seen(asked.get('type', ENTRY))} for {seen(purpose)}; expected {ENTRY} for "
        raise malformed(place, told + " or ".join(sorted(PURPOSES)) + ".")
    return {
        "type": ENTRY,
        "statusPurpose": purpose,
        "statusListIndex": str(secrets.randbelow(bits.FEWEST_ENTRIES)),
        "statusListCredential": list_url(purpose),
    }
