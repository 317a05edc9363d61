"""Signing beside its floor and beside its peer: bare Ed25519, and PyLD, in turns within one run."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from statistics import median
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyld import jsonld

from credentials.benchmarks.badges import badges
from credentials.signing import sign
from credentials.signing.strangers import load_context

ROUNDS, OURS, PYLD, BARE = 7, 300, 4, 5000
METHOD = "did:web:bank.example:institutions:U-0101#key-1"
CREATED = datetime(2026, 6, 13, 6, 30, tzinfo=UTC)
FORM = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load_context}
Badge = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SigningFigure:
    """Credentials a second by one process, beside something else in the same rounds; medians and spread."""

    beside: str
    rates: tuple[float, ...]
    other_rates: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of our rate to the other's, round by round."""
        return median(ours / other for ours, other in zip(self.rates, self.other_rates, strict=True))

    def line(self) -> str:
        """Tell it in one line."""
        return (
            f"signing: {median(self.rates):,.0f} credentials/s by one process "
            f"({min(self.rates):,.0f} to {max(self.rates):,.0f} in {len(self.rates)} rounds), all awards of one "
            f"micro-credential; beside {self.beside}: {median(self.other_rates):,.0f}/s "
            f"({min(self.other_rates):,.0f} to {max(self.other_rates):,.0f}); ratio {self.ratio:.2f}"
        )

    def to_json(self) -> dict[str, Any]:
        """Return it for a program."""
        return {
            "name": "signing", "beside": self.beside, "per_second": round(median(self.rates)),
            "other_per_second": round(median(self.other_rates)), "ratio": round(self.ratio, 3),
        }  # fmt: skip


def signing(_rows: int) -> Iterator[SigningFigure]:
    """Measure signing of ready documents in turns with PyLD's canonical form and with the bare signature."""
    key, documents = Ed25519PrivateKey.generate(), badges(OURS)
    signed_by_pyld(documents[0], key)  # PyLD reads its contexts once
    rounds = [
        (
            _rate(lambda document: sign(document, key=key, verification_method=METHOD, created=CREATED), documents),
            _rate(lambda document: signed_by_pyld(document, key), documents[:PYLD]),
            _rate(lambda octets: key.sign(octets), [bytes(64)] * BARE),
        )
        for _round in range(ROUNDS)
    ]
    ours, pyld, bare = (tuple(column) for column in zip(*rounds, strict=True))
    yield SigningFigure("PyLD", ours, pyld)
    yield SigningFigure("bare Ed25519", ours, bare)


def signed_by_pyld(document: Badge, key: Ed25519PrivateKey) -> bytes:
    """Return the signature as it is made with PyLD's canonical form (eddsa-rdfc-2022)."""
    options = {
        "@context": document["@context"], "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022",
        "created": CREATED.strftime("%Y-%m-%dT%H:%M:%SZ"), "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
    }  # fmt: skip
    hashes = [sha256(str(jsonld.normalize(part, FORM)).encode()).digest() for part in (options, document)]
    return key.sign(b"".join(hashes))


def _rate(act: Callable[[Any], object], items: list[Any]) -> float:
    began = time.perf_counter()
    for item in items:
        act(item)
    return len(items) / (time.perf_counter() - began)
