"""A bank with institutions, keys and status lists, all real: the world in which credentials are verified."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credentials.badges import bits
from credentials.badges.did import KeyFacts, did_document
from credentials.badges.facts import BadgeFacts
from credentials.badges.open_badge import open_badge
from credentials.badges.status import StatusListFacts, status_list_credential
from credentials.signing import multikey
from credentials.signing.proofs import sign
from credentials.verifying.fetching import Fetches
from credentials.verifying.worlds import Standing
from tests.credentials.badges.examples import BANK, FULL, ISSUER

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIST = FULL.status.list_url
INDEX = FULL.status.index
Document = dict[str, Any]


@dataclass(frozen=True)
class Issuer:
    """Somebody with a DID and a key."""

    did: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    fragment: str = "key-1"

    @classmethod
    def keyed(cls) -> "Issuer":
        """An issuer that is its own key (did:key)."""
        key = Ed25519PrivateKey.generate()
        did = multikey.did_key(key.public_key())
        return cls(did, key, did.removeprefix("did:key:"))

    @property
    def method(self) -> str:
        return f"{self.did}#{self.fragment}"

    @property
    def document(self) -> Document:
        return did_document(self.did, [KeyFacts(self.fragment, multikey.encode(self.key.public_key()))])

    def signed(self, document: Mapping[str, Any], *, method: str = "", purpose: str = "assertionMethod") -> Document:
        bare = {name: value for name, value in document.items() if name != "proof"}
        return sign(bare, key=self.key, verification_method=method or self.method, created=AT, purpose=purpose)

    def badge(self, facts: BadgeFacts = FULL, **changes: Any) -> Document:
        """A signed badge of this issuer."""
        return self.signed(open_badge(replace(facts, issuer=replace(ISSUER, id=self.did), **changes)))

    def listing(
        self, revoked: Iterable[int] = (), *, url: str = LIST, purpose: str = "revocation", from_: datetime = AT
    ) -> Document:
        """A signed status list of this issuer, good for an hour."""
        bitstring = bits.set_bits(bits.empty(), revoked)
        until = from_ + timedelta(hours=1)
        return self.signed(status_list_credential(StatusListFacts(url, self.did, bitstring, from_, until, purpose)))


@dataclass
class Bank:
    """A world with one institution, its list and what it issued; `outside` is None unless a test opens it."""

    institution: Issuer = field(default_factory=lambda: Issuer(ISSUER.id))
    own: Issuer = field(default_factory=lambda: Issuer(BANK.id))
    standings: dict[str, Standing] = field(default_factory=lambda: {ISSUER.id: "active"})
    lists: dict[str, Document] = field(default_factory=dict)
    kept: dict[str, Document] = field(default_factory=dict)
    outside: Fetches | None = None

    def __post_init__(self) -> None:
        self.lists.setdefault(LIST, self.institution.listing())

    @property
    def bank(self) -> str:
        return self.own.did

    def did_document(self, did: str) -> Document | None:
        return {one.did: one.document for one in (self.institution, self.own)}.get(did)

    def status_list(self, url: str) -> Document | None:
        return self.lists.get(url)

    def standing(self, did: str) -> Standing | None:
        return self.standings.get(did)

    def issued(self, credential_id: str) -> Document | None:
        return self.kept.get(credential_id)
