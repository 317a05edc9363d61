"""Credentials as JSON Web Tokens in 1EdTech's form: the credential itself is the payload, RS256 its algorithm."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from credentials.signing.errors import ProofInvalid, UnsignableDocument

ALGORITHMS = {"RS256": RSAPublicKey, "EdDSA": Ed25519PublicKey}
SMALLEST_RSA = 2048
REGISTERED = ("iss", "jti", "nbf", "sub", "exp", "iat", "aud")
KeyOf = Callable[[str, str], RSAPublicKey | Ed25519PublicKey]


def sign_jwt(credential: dict[str, Any], *, key: RSAPrivateKey, kid: str) -> str:
    """Return a credential without a proof as a compact JWT (Open Badges 3.0, 8.2): iss, jti, nbf, sub and exp follow.

    The header: alg, kid, typ. Refuses (`UnsignableDocument`) a `validFrom` or `validUntil` without its time zone.
    """
    for name in ("validFrom", "validUntil"):
        if name in credential and _seconds(credential[name]) is None:
            raise UnsignableDocument(f"/{name}", f"It is {credential[name]!r:.80}; expected a date-time with its zone.")
    return jwt.encode(credential | _claims(credential), key, algorithm="RS256", headers={"kid": kid, "typ": "JWT"})


def open_jwt(token: str, *, key_of: KeyOf) -> dict[str, Any]:
    """Return the credential in a JWT whose signature holds, without the registered claims.

    `key_of(kid, "assertionMethod")` finds the key; what it raises passes through. Refuses (`ProofInvalid`) every
    algorithm but RS256 and EdDSA, a key of another kind or one too short, a changed token, and claims that
    contradict the credential. Dates are not judged here.
    """
    header = _header(token)
    algorithm, kid = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise ProofInvalid("algorithm-unknown", f"It is {algorithm!r:.40}; expected one of {', '.join(ALGORITHMS)}.")
    if not isinstance(kid, str) or not kid:
        raise ProofInvalid("key-not-named", "The header names no key (kid).")
    key = key_of(kid, "assertionMethod")
    is_short = isinstance(key, RSAPublicKey) and key.key_size < SMALLEST_RSA
    if not isinstance(key, ALGORITHMS[algorithm]) or is_short:
        raise ProofInvalid("key-kind-wrong", f"The key is not one for {algorithm}.")
    claims = _claims_of(token, key, algorithm)
    credential = {name: value for name, value in claims.items() if name not in REGISTERED}
    inner = credential.get("vc")
    credential = dict(inner) if isinstance(inner, dict) else credential
    _require_agreement(claims, credential)
    return credential


def _header(token: str) -> dict[str, Any]:
    try:
        header: dict[str, Any] = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise ProofInvalid("token-malformed", str(error)[:200]) from None
    if "crit" in header or header.get("b64") is False:
        raise ProofInvalid("header-unknown", "The header asks for an extension that is not known here.")
    return header


def _claims_of(token: str, key: RSAPublicKey | Ed25519PublicKey, algorithm: str) -> dict[str, Any]:
    unjudged = dict.fromkeys((f"verify_{name}" for name in ("aud", "exp", "nbf", "iat", "sub", "jti")), False)
    try:
        claims: dict[str, Any] = jwt.decode(token, key, algorithms=[algorithm], options=unjudged)  # type: ignore[arg-type]
    except jwt.InvalidSignatureError:
        raise ProofInvalid("signature-mismatch", "The token is not the one that was signed with this key.") from None
    except jwt.PyJWTError as error:
        raise ProofInvalid("token-malformed", str(error)[:200]) from None
    return claims


def _claims(credential: dict[str, Any]) -> dict[str, Any]:
    """Return the registered claims that say again what the credential says."""
    issuer, subject = credential.get("issuer"), credential.get("credentialSubject")
    said = {
        "iss": issuer.get("id") if isinstance(issuer, dict) else issuer,
        "jti": credential.get("id"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
        "nbf": _seconds(credential.get("validFrom") or credential.get("issuanceDate")),
        "exp": _seconds(credential.get("validUntil") or credential.get("expirationDate")),
    }
    return {name: value for name, value in said.items() if value is not None}


def _require_agreement(claims: dict[str, Any], credential: dict[str, Any]) -> None:
    for name, value in _claims(credential).items():
        if name in claims and claims[name] != value:
            detail = f"{name} is {claims[name]!r:.100}; the credential says {value!r:.100}."
            raise ProofInvalid("claim-contradicts", detail)


def _seconds(text: Any) -> int | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
        return int(moment.timestamp()) if moment.tzinfo else None  # without a zone it means a time on each machine
    except (ValueError, OverflowError):
        return None
