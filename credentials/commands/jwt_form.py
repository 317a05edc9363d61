"""The second form of a credential: a JSON Web Token as 1EdTech has it, signed by the institution's RSA key."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key

from credentials.commands.signing_keys import signing_keys
from credentials.queries.signing_keys import RS256
from credentials.signing import jose


def as_jwt(document: dict[str, Any], *, institution_id: UUID | None, at: datetime) -> str:
    """Return a signed credential as a JWT (RS256) by the same issuer; the embedded proof is left out of it."""
    key = signing_keys([institution_id], at=at, algorithm=RS256)[institution_id]
    private = load_der_private_key(key.private, password=None)
    if not isinstance(private, RSAPrivateKey):
        raise TypeError(f"{key.method} is no RSA key.")
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    return jose.sign_jwt(unsigned, key=private, kid=key.method)
