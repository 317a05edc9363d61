"""Public keys in the forms in which they are published: Multikey, JSON Web Key and sets of these."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any, TypeAlias

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers

from credentials.signing import multikey
from credentials.verifying.facts import as_list
from credentials.verifying.verdicts import CheckFailed

PublicKey: TypeAlias = Ed25519PublicKey | RSAPublicKey
FEWEST_RSA_BITS, MOST_RSA_BITS = 2048, 8192


def public_key(method: Mapping[str, Any], name: str) -> PublicKey:
    """Return the key of a verification method (`publicKeyMultibase` or `publicKeyJwk`); refuses other kinds."""
    text, jwk = method.get("publicKeyMultibase"), method.get("publicKeyJwk")
    if isinstance(text, str):
        try:
            return multikey.decode(text)
        except ValueError:
            raise CheckFailed("key-kind-unknown", method=name) from None
    if isinstance(jwk, Mapping):
        return web_key(jwk, name)
    raise CheckFailed("key-kind-unknown", method=name)


def set_key(published: Mapping[str, Any], kid: str) -> PublicKey:
    """Return the key that a JSON Web Key Set lists under `kid`, whole or only what follows `#`, or a lone key."""
    if "kty" in published:
        return web_key(published, kid)
    listed = [one for one in as_list(published.get("keys")) if isinstance(one, Mapping)]
    names = {kid, kid.split("#", 1)[-1]}
    found = [one for one in listed if str(one.get("kid")) in names] or (
        listed if len(listed) == 1 and "#" not in kid else []
    )
    if len(found) != 1:
        raise CheckFailed("key-unknown", did=kid.split("#")[0], method=kid)
    return web_key(found[0], kid)


def web_key(jwk: Mapping[str, Any], name: str) -> PublicKey:
    """Return an Ed25519 or RSA key (2,048 to 8,192 bits) from its JSON Web Key; refuses other kinds and secret ones."""
    unknown = CheckFailed("key-kind-unknown", method=name)
    if "d" in jwk or "k" in jwk or jwk.get("use", "sig") != "sig":
        raise unknown
    try:
        if jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519":
            return Ed25519PublicKey.from_public_bytes(_octets(jwk.get("x")))
        if jwk.get("kty") == "RSA":
            modulus, exponent = (int.from_bytes(_octets(jwk.get(part)), "big") for part in ("n", "e"))
            if FEWEST_RSA_BITS <= modulus.bit_length() <= MOST_RSA_BITS and exponent.bit_length() <= 64:
                return RSAPublicNumbers(exponent, modulus).public_key()
    except (ValueError, binascii.Error):
        raise unknown from None
    raise unknown


def _octets(text: Any) -> bytes:
    if not isinstance(text, str):
        raise ValueError("no text")
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
