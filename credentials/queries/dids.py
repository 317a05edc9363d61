"""Who signs: the DID documents and public profiles of institutions and of the bank."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.utils.translation import gettext as _

from credentials.addresses import aishe_of_did, did_of, standing_url
from credentials.badges.did import KeyFacts, did_document, rsa_jwk
from credentials.badges.profile import profile
from credentials.queries.badge_facts import bank_facts, institution_facts
from credentials.queries.signing_keys import ED25519, PublicKey, public_keys
from credentials.signing import multikey
from credentials.verifying.worlds import Standing
from institutions.models import Institution
from institutions.queries import institution_by_aishe
from institutions.queries.institutions import APPROVED, SUSPENDED, standing_of
from ledger.refusals import NotFound

STANDINGS: dict[str, Standing] = {APPROVED: "active", SUSPENDED: "suspended"}


def bank_did_document() -> dict[str, Any]:
    """Return the bank's own DID document; refuses while the bank has signed nothing yet."""
    return _document(None)


def institution_did_document(aishe_code: str) -> dict[str, Any]:
    """Return an institution's DID document; refuses an unknown one, and one that has signed nothing yet."""
    return _document(institution_by_aishe(aishe_code))


def issuer_profile(aishe_code: str) -> dict[str, Any]:
    """Return an institution's public profile as Open Badges has it; refuses an unknown one."""
    return profile(institution_facts(institution_by_aishe(aishe_code)))


def bank_profile() -> dict[str, Any]:
    """Return the bank's public profile."""
    return profile(bank_facts())


def document_of_did(did: str) -> dict[str, Any] | None:
    """Return the DID document of one of our own issuers; None for a stranger's DID."""
    code = aishe_of_did(did)
    if code is None:
        return None
    try:
        return institution_did_document(code) if code else bank_did_document()
    except NotFound:
        return None


def standing_of_did(did: str) -> Standing | None:
    """Return active or suspended for one of our own issuers; None for a stranger and for who was never approved."""
    code = aishe_of_did(did)
    if code is None:
        return None
    if not code:
        return "active"
    try:
        found = standing_of(institution_by_aishe(code).id)
    except NotFound:
        return None
    return STANDINGS.get(found.code)


def _document(institution: Institution | None) -> dict[str, Any]:
    keys = public_keys(institution)
    if not keys:
        raise NotFound(_("Nothing was signed under this name yet, so it has no keys to show."))
    shown = [_shown(key) for key in keys]
    if institution is None:
        return did_document(did_of(None), shown)
    return did_document(did_of(institution.aishe_code), shown, standing_url=standing_url(institution.aishe_code))


def _shown(key: PublicKey) -> KeyFacts:
    ended = key.retired_at, key.compromised_at
    if key.algorithm == ED25519:
        public = multikey.encode(Ed25519PublicKey.from_public_bytes(key.public))
        return KeyFacts(key.fragment, public, (), *ended)
    loaded = load_der_public_key(key.public)
    if not isinstance(loaded, RSAPublicKey):
        raise TypeError(f"{key.method} is no RSA key.")
    numbers = loaded.public_numbers()
    return KeyFacts(key.fragment, "", rsa_jwk(numbers.n, numbers.e, kid=key.method), *ended)
