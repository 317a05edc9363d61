"""Identifiers of issuers, and the keys that stay published."""

import base64
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from credentials.badges.did import KeyFacts, did_document, did_web, key_set, rsa_jwk
from credentials.badges.refusals import UnfitFacts

THEN = datetime(2026, 1, 2, tzinfo=UTC)
DID = "did:web:abc.example.edu.in:institutions:U-0123"
KEYS = (
    KeyFacts("key-2026-1", multikey="z6MkNew"),
    KeyFacts("key-2025-1", multikey="z6MkOld", retired_at=THEN),
    KeyFacts("key-2024-1", multikey="z6MkLost", retired_at=THEN, compromised_at=THEN),
)


@pytest.mark.parametrize(
    ("site", "path", "did"),
    [
        ("https://abc.example.edu.in", (), "did:web:abc.example.edu.in"),
        ("https://ABC.Example.edu.in/", ("institutions", "U-0123"), DID),
        ("http://127.0.0.1:8000", ("institutions", "U-1"), "did:web:127.0.0.1%3A8000:institutions:U-1"),
        ("https://a.example", ("a:b/c d",), "did:web:a.example:a%3Ab%2Fc%20d"),
        ("https://बैंक.example", (), "did:web:xn--i1b2bwdrf.example"),
    ],
)
def test_a_path_on_a_site_is_a_did(site: str, path: tuple[str, ...], did: str) -> None:
    assert did_web(site, *path) == did


@pytest.mark.parametrize(
    "site",
    [
        "",
        "abc.example",
        "ftp://abc.example",
        "https://",
        "https://a.example/below",
        "https://u:p@a.example",
        "http://[::1]",
        "https://a..b",
        "https://a.example:99999",
    ],
)
def test_what_isnt_a_site_is_refused(site: str) -> None:
    with pytest.raises(UnfitFacts, match="not-a-site"):
        did_web(site)


def _methods() -> dict[str, dict[str, Any]]:
    return {method["id"].partition("#")[2]: method for method in did_document(DID, KEYS)["verificationMethod"]}


def test_a_retired_key_stays_published_and_trusted_for_what_it_signed() -> None:
    assert _methods()["key-2025-1"] == {
        "id": f"{DID}#key-2025-1",
        "type": "Multikey",
        "controller": DID,
        "publicKeyMultibase": "z6MkOld",
    }
    assert did_document(DID, KEYS)["assertionMethod"] == [f"{DID}#key-2026-1", f"{DID}#key-2025-1"]


def test_a_compromised_key_is_told_and_trusted_for_nothing() -> None:
    assert _methods()["key-2024-1"]["revoked"] == "2026-01-02T00:00:00Z"
    assert f"{DID}#key-2024-1" not in did_document(DID, KEYS)["assertionMethod"]


def test_an_rsa_key_is_published_as_a_json_web_key() -> None:
    public = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key().public_numbers()
    key = KeyFacts("rsa-1", jwk=rsa_jwk(public.n, public.e, kid=f"{DID}#rsa-1"))
    method = did_document(DID, [key])["verificationMethod"][0]
    assert method["type"] == "JsonWebKey"
    assert method["publicKeyJwk"]["e"] == "AQAB"
    modulus = base64.urlsafe_b64decode(method["publicKeyJwk"]["n"] + "==")
    assert int.from_bytes(modulus, "big") == public.n
    assert key_set([*KEYS, key]) == {"keys": [method["publicKeyJwk"]]}


def test_a_compromised_rsa_key_leaves_the_key_set() -> None:
    lost = KeyFacts("rsa-1", jwk=rsa_jwk(2**2047 + 1, 3, kid="rsa-1"), compromised_at=THEN)
    assert key_set([lost]) == {"keys": []}


@pytest.mark.parametrize(
    ("keys", "code"), [((), "missing"), ((KEYS[0], KeyFacts("key-2026-1", multikey="z6MkX")), "named-twice")]
)
def test_a_document_without_keys_or_with_two_of_a_name_is_refused(keys: tuple[KeyFacts, ...], code: str) -> None:
    with pytest.raises(UnfitFacts, match=code):
        did_document(DID, keys)


def test_a_key_has_one_form_and_a_name_that_fits_behind_a_hash() -> None:
    for key in ({"fragment": "a"}, {"fragment": "a", "multikey": "z", "jwk": (("kty", "RSA"),)}):
        with pytest.raises(UnfitFacts, match="one-form-of-key-needed"):
            KeyFacts(**key)
    with pytest.raises(UnfitFacts, match="not-a-fragment"):
        KeyFacts("a#b", multikey="z6Mk")
