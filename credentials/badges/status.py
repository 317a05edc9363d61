"""A status list as a credential of its own (Bitstring Status List 1.0), unsigned."""

from dataclasses import dataclass
from datetime import datetime

from credentials.badges.bits import encode
from credentials.badges.refusals import UnfitFacts
from credentials.badges.terms import VC
from credentials.badges.text import Document, absolute, moment

PURPOSES = frozenset({"revocation", "suspension"})
TTL = 300_000
"""Milliseconds for which a reader may keep a list before it asks again: the standard's own default."""


@dataclass(frozen=True, slots=True)
class StatusListFacts:
    """One list as it is published: address, who speaks, and the time in which this issue of it may be relied on."""

    url: str
    issuer: str
    bits: bytes
    valid_from: datetime
    valid_until: datetime
    purpose: str = "revocation"
    ttl: int = TTL

    def __post_init__(self) -> None:
        absolute(self.url, "status_list.url")
        absolute(self.issuer, "status_list.issuer")
        if self.purpose not in PURPOSES:
            raise UnfitFacts("unknown-code", "status_list.purpose", self.purpose)
        if self.valid_until <= self.valid_from:
            raise UnfitFacts("ends-before-it-begins", "status_list.valid_until", self.valid_until)
        if self.ttl <= 0:
            raise UnfitFacts("not-above-zero", "status_list.ttl", self.ttl)


def status_list_credential(facts: StatusListFacts) -> Document:
    """Return the list as a BitstringStatusListCredential; refuses fewer than 131,072 entries. `ttl` is milliseconds.

    `validUntil` ends every issue of the list, so that an old one can't be shown for ever to hide a revocation.
    """
    return {
        "@context": [VC],
        "id": facts.url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": facts.issuer,
        "validFrom": moment(facts.valid_from, "status_list.valid_from"),
        "validUntil": moment(facts.valid_until, "status_list.valid_until"),
        "credentialSubject": {
            "id": f"{facts.url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": facts.purpose,
            "encodedList": encode(facts.bits),
            "ttl": facts.ttl,
        },
    }
