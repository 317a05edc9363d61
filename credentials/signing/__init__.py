"""The signing engine: documents to quads, quads to one form, proofs by Ed25519, tokens by RSA; no network."""

from credentials.signing.errors import ProofInvalid, ProofMissing, UnsignableDocument
from credentials.signing.forms import canonical, nquads
from credentials.signing.proofs import ProofFacts, check_proofs, sign

__all__ = [
    "ProofFacts",
    "ProofInvalid",
    "ProofMissing",
    "UnsignableDocument",
    "canonical",
    "check_proofs",
    "nquads",
    "sign",
]
