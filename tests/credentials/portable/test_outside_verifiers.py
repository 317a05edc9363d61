"""Verifiers that others wrote find our credentials good, offline, by our DID document alone, and a changed one bad.

What each of them can't do: openvc-core takes no RS256, so tokens are checked by openbadgeslib only. It has no context
of Open Badges, so it gets those that openbadgeslib brings along; none is ours. It refuses every record, for it wants a
document back letter for letter after compacting, which 1EdTech's own CLR context makes impossible (it gives nodes a
datatype). openbadgeslib proves status lists only where they are tokens, so it is asked to take ours unproved.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import openvc
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.utils import timezone
from openbadgeslib.baking import ITXT_KEYWORD_OB3, SVG_ELEMENT_OB3, extract_png, extract_svg
from openbadgeslib.ob3.clr import bundled_clr_contexts
from openbadgeslib.ob3.contexts import bundled_contexts
from openbadgeslib.ob3.ldp import OB3LdpVerifier, verify_data_integrity_proof
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier
from openvc.did.base import DidResolverRegistry
from openvc.did.did_web import DidWebResolver
from openvc.proof.errors import SignatureInvalid
from openvc.status import CredentialRevoked

from credentials.commands.status_lists import publish_status_lists
from credentials.signing import multikey
from tests.cast import Cast, sign_in
from tests.credentials.portable.hands import an_award, carried, get
from tests.credentials.signed.hands import revoke

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    """An address as a real one; whatever the verifiers fetch, they get from our own pages."""
    settings.SITE_URL = "https://bank.example"
    settings.ALLOWED_HOSTS = ["*"]


def page(url: str, **_said: Any) -> bytes:
    """Answer a verifier's request from our own pages."""
    parts = urlsplit(url)
    assert parts.netloc == "bank.example", url
    answer = Client().get(parts.path, headers={"Accept": "*/*"})
    assert answer.status_code == 200, url
    return answer.content


def verified_by_openvc(document: dict[str, Any]) -> Any:
    said = {
        "resolver": DidResolverRegistry([DidWebResolver(lambda url: json.loads(page(url)))]),
        "extra_contexts": bundled_contexts() | bundled_clr_contexts(),
    }

    def status_list(url: str) -> dict[str, Any]:
        return openvc.verify_credential(json.loads(page(url)), **said).credential

    return openvc.verify_credential(document, resolve_status_list=status_list, **said)


def changed(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield forgeries: more credits, another title, another learner, a later end."""
    subject = document["credentialSubject"]
    yield document | {"credentialSubject": subject | {"creditsEarned": 20}}
    yield document | {"credentialSubject": subject | {"achievement": subject["achievement"] | {"name": "Medicine"}}}
    yield document | {"validUntil": "2099-01-01T00:00:00Z"}


def key_of(method: str, address: str) -> bytes:
    """Return a key out of a published DID document, as PEM."""
    [found] = [key for key in json.loads(page(address))["verificationMethod"] if key["id"] == method]
    public = multikey.decode(found["publicKeyMultibase"])
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_openvc_finds_the_credential_good(cast: Cast) -> None:
    document = json.loads(carried(cast, an_award(cast), "json"))
    found = verified_by_openvc(document)
    assert found.issuer == document["issuer"]["id"] == f"did:web:bank.example:institutions:{cast.awarding.aishe_code}"


def test_openvc_finds_each_forgery(cast: Cast) -> None:
    document = json.loads(carried(cast, an_award(cast), "json"))
    for forged in changed(document):
        with pytest.raises(SignatureInvalid):
            verified_by_openvc(forged)


def test_openvc_finds_the_revocation(cast: Cast) -> None:
    award_id = an_award(cast)
    document = json.loads(carried(cast, award_id, "json"))
    revoke(cast, award_id)
    with pytest.raises(CredentialRevoked):
        verified_by_openvc(document)


def test_openbadgeslib_finds_the_whole_record_good_and_a_record_with_less_in_it_not(cast: Cast) -> None:
    for code in ("GIS-101", "GIS-102"):
        an_award(cast, code)
    record = json.loads(get(sign_in(Client(), cast.ananya), "/passbook/transcript.json").content)
    key = key_of(record["proof"]["verificationMethod"], "https://bank.example/.well-known/did.json")
    verify_data_integrity_proof(record, key, extra_contexts=bundled_clr_contexts())
    subject = record["credentialSubject"]
    less = subject | {"verifiableCredential": subject["verifiableCredential"][:1]}
    with pytest.raises(OB3VerificationError):
        verify_data_integrity_proof(record | {"credentialSubject": less}, key, extra_contexts=bundled_clr_contexts())
    for held in subject["verifiableCredential"]:
        assert verified_by_openvc(held).issuer == held["issuer"]["id"]


def test_openbadgeslib_finds_the_credential_good_and_each_forgery(cast: Cast) -> None:
    document = json.loads(carried(cast, an_award(cast), "json"))
    verifier = OB3LdpVerifier.for_issuer_did(document["issuer"]["id"])
    assert verifier.verify(document, download=page).achievement.name == "Geographic Information Systems"
    for forged in changed(document):
        with pytest.raises(OB3VerificationError):
            verifier.verify(forged, download=page)


def test_openbadgeslib_finds_the_credential_good_by_the_key_alone(cast: Cast) -> None:
    document = json.loads(carried(cast, an_award(cast), "json"))
    address = f"https://bank.example/institutions/{cast.awarding.aishe_code}/did.json"
    key = key_of(document["proof"]["verificationMethod"], address)
    assert OB3LdpVerifier(pubkey_pem=key).verify(document).issuer.id == document["issuer"]["id"]


def test_openbadgeslib_finds_the_token_good_and_a_forgery(cast: Cast) -> None:
    token = carried(cast, an_award(cast), "jwt").decode()
    issuer = f"did:web:bank.example:institutions:{cast.awarding.aishe_code}"
    verifier = OB3Verifier.for_issuer_did(issuer, download=page)
    assert verifier.verify(token).issuer.id == issuer
    head, body, signature = token.split(".")
    forged = ".".join((head, body[:-8] + "AAAAAAAA", signature))
    with pytest.raises(OB3VerificationError):
        verifier.verify(forged)


def test_openbadgeslib_reads_what_is_baked(cast: Cast) -> None:
    award_id = an_award(cast)
    document = json.loads(carried(cast, award_id, "json"))
    picture = extract_png(carried(cast, award_id, "png"), keyword=ITXT_KEYWORD_OB3)
    drawing = extract_svg(carried(cast, award_id, "svg"), element=SVG_ELEMENT_OB3, text_fallback=True)
    assert json.loads(picture or "") == json.loads(drawing or "") == document


def test_openbadgeslib_finds_the_revocation(cast: Cast) -> None:
    award_id = an_award(cast)
    document = json.loads(carried(cast, award_id, "json"))
    verifier = OB3LdpVerifier.for_issuer_did(document["issuer"]["id"])
    verifier.verify(document, check_status=True, verify_status_list=False, download=page)
    revoke(cast, award_id)
    publish_status_lists(at=timezone.now())
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        verifier.verify(document, check_status=True, verify_status_list=False, download=page)
