"""Credentials as compact JWTs: the 1EdTech form, and the tricks that are played with tokens."""

import base64
import gzip
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from credentials.badges import bits
from credentials.badges.did import KeyFacts, did_document, key_set, rsa_jwk
from credentials.badges.open_badge import open_badge
from credentials.signing import jose
from credentials.verifying.engine import verify
from credentials.verifying.fetching import Outside
from credentials.verifying.verdicts import Verdict
from credentials.verifying.worlds import Stranger, World
from tests.credentials.badges.examples import FULL, ISSUER
from tests.credentials.verifying.bank import AT, INDEX, LIST, Bank, Document
from tests.credentials.verifying.servers import Server, saying, serving

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KID = f"{ISSUER.id}#rsa-1"
PUBLIC = KEY.public_key()
JWK = rsa_jwk(PUBLIC.public_numbers().n, PUBLIC.public_numbers().e, kid="rsa-1")
PEM = PUBLIC.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def bank() -> Iterator[Bank]:
    made = Bank()
    document = did_document(ISSUER.id, [KeyFacts("rsa-1", jwk=JWK), KeyFacts("key-1", _multikey(made))])
    made.did_document = lambda did: document if did == ISSUER.id else None  # type: ignore[method-assign]
    yield made


def _multikey(bank: Bank) -> str:
    text: str = bank.institution.document["verificationMethod"][0]["publicKeyMultibase"]
    return text


def judged(token: str, world: World) -> Verdict:
    return verify(token.encode(), world=world, at=AT)


def reasons(verdict: Verdict) -> list[str]:
    return [check.code for check in verdict.reasons]


def claims(token: str) -> Document:
    part = token.split(".")[1]
    found: Document = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def forged(content: Document, *, header: dict[str, Any], key: Any = b"", algorithm: str = "none") -> str:
    """A token as an attacker would write it, without any library's scruples."""
    text = lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")  # noqa: E731
    signed = f"{text(header)}.{text(content)}"
    if algorithm == "none":
        return f"{signed}."

    mac = hmac.new(key, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def test_a_whole_token_is_valid(bank: Bank) -> None:
    verdict = judged(jose.sign_jwt(open_badge(FULL), key=KEY, kid=KID), bank)
    assert verdict.outcome == "valid", verdict.to_json()
    assert verdict.facts.proof_kinds == ("JWT RS256",)
    assert (verdict.facts.container, verdict.facts.level) == ("jwt", "5.5")


def test_a_token_by_another_key_is_invalid(bank: Bank) -> None:
    assert judged(jose.sign_jwt(open_badge(FULL), key=OTHER, kid=KID), bank).outcome == "invalid"


def test_a_changed_token_is_invalid(bank: Bank) -> None:
    head, _, tail = jose.sign_jwt(open_badge(FULL), key=KEY, kid=KID).split(".")
    other = jose.sign_jwt(open_badge(replace(FULL, grade="O")), key=KEY, kid=KID).split(".")[1]
    assert judged(f"{head}.{other}.{tail}", bank).outcome == "invalid"


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", None, "HS256", "HS512", "PS256", "ES256K"])
def test_no_other_algorithm_is_taken(bank: Bank, algorithm: object) -> None:
    content = claims(jose.sign_jwt(open_badge(FULL), key=KEY, kid=KID))
    token = forged(content, header={"alg": algorithm, "kid": KID, "typ": "JWT"})
    verdict = judged(token, bank)
    assert (verdict.outcome, reasons(verdict)) == ("invalid", ["jwt-algorithm"])


@pytest.mark.parametrize("alg", ["HS256", "RS256"])
def test_a_public_key_is_not_a_shared_secret(bank: Bank, alg: str) -> None:
    content = claims(jose.sign_jwt(open_badge(FULL), key=KEY, kid=KID))
    token = forged(content, header={"alg": alg, "kid": KID, "typ": "JWT"}, key=PEM, algorithm="HS256")
    assert judged(token, bank).outcome == "invalid"


@pytest.mark.parametrize(
    "kid", [None, 7, "rsa-1", "https://evil.example/jwks#rsa-1", "did:web:evil.example#rsa-1", "file:///x"]
)
def test_a_key_that_is_not_the_issuers_by_name_is_refused(bank: Bank, kid: object) -> None:
    content = claims(jose.sign_jwt(open_badge(FULL), key=OTHER, kid=KID))
    header = {"kid": kid, "typ": "JWT", "jwk": dict(JWK), "jku": "https://evil.example/jwks"}
    token = forged(content, header={**header, "alg": "RS256"}, key=PEM, algorithm="HS256")
    assert judged(token, bank).outcome == "invalid"


def test_a_token_whose_iss_is_not_the_issuer_is_refused(bank: Bank) -> None:
    content = claims(jose.sign_jwt(open_badge(FULL), key=KEY, kid=KID))
    content["issuer"]["id"] = "did:web:iit.example"
    token = jwt.encode(content, KEY, "RS256", headers={"kid": KID})
    assert judged(token, bank).outcome == "invalid"


def test_a_token_ends_when_it_says_so(bank: Bank) -> None:
    ended = open_badge(replace(FULL, valid_until=AT - timedelta(days=1)))
    assert judged(jose.sign_jwt(ended, key=KEY, kid=KID), bank).outcome == "expired"


def test_a_revoked_token_is_revoked(bank: Bank) -> None:
    bank.lists[LIST] = bank.institution.listing([FULL.status.index])
    assert judged(jose.sign_jwt(open_badge(FULL), key=KEY, kid=KID), bank).outcome == "revoked"


def test_the_keys_of_a_stranger_lie_in_a_set_on_its_own_host() -> None:
    published = json.dumps(key_set([KeyFacts("rsa-1", jwk=JWK)])).encode()
    with serving(saying(published)) as server:
        verdict = judged(_strangers_token(server, server.url("/jwks#rsa-1")), _reaching(server))
        assert verdict.outcome == "valid", verdict.to_json()
        assert verdict.facts.issuer_kind == "stranger"
        other = judged(_strangers_token(server, server.url("/jwks#rsa-2")), _reaching(server))
        assert reasons(other) == ["key-unknown"]


def test_an_issuer_with_a_did_has_no_keys_elsewhere_on_its_host() -> None:
    published = json.dumps(key_set([KeyFacts("rsa-1", jwk=JWK)])).encode()
    with serving(saying(published)) as server:
        tenant = replace(ISSUER, id=f"did:web:{server.authority.replace(':', '%3A')}:someone")
        document = open_badge(replace(FULL, issuer=tenant))
        token = jose.sign_jwt(document, key=KEY, kid=server.url("/somebody-else/jwks#rsa-1"))
        assert reasons(judged(token, _reaching(server))) == ["issuer-not-signer"]


def test_a_list_may_be_a_token_of_the_forerunner_of_the_standard() -> None:
    pages: dict[str, str] = {}
    with serving(lambda line: saying(pages[server.asked[-1].split()[1]].encode())(line)) as server:
        pages["/jwks"] = json.dumps(key_set([KeyFacts("rsa-1", jwk=JWK)]))
        kid, url = server.url("/jwks#rsa-1"), server.url("/list")
        badge = open_badge(replace(FULL, issuer=replace(ISSUER, id=server.url("/profile"))))
        badge["credentialStatus"] |= {"type": "StatusList2021Entry", "statusListCredential": url}
        for revoked, outcome in (((INDEX - 1,), "valid"), ((INDEX,), "revoked")):
            bitstring = bits.set_bits(bits.empty(), revoked)
            packed = base64.b64encode(gzip.compress(bitstring)).decode()
            subject = {"type": "StatusList2021", "statusPurpose": "revocation", "encodedList": packed}
            listed = {**badge, "id": url, "type": ["VerifiableCredential", "StatusList2021Credential"]}
            pages["/list"] = jose.sign_jwt({**listed, "credentialSubject": subject}, key=KEY, kid=kid)
            verdict = judged(jose.sign_jwt(badge, key=KEY, kid=kid), _reaching(server))
            assert verdict.outcome == outcome, verdict.to_json()


def _strangers_token(server: Server, kid: str) -> str:
    document = open_badge(replace(FULL, issuer=replace(ISSUER, id=server.url("/profile"))))
    document.pop("credentialStatus")
    return jose.sign_jwt(document, key=KEY, kid=kid)


def _reaching(server: Server) -> Stranger:
    return Stranger(outside=Outside(near=frozenset((server.authority,))))
