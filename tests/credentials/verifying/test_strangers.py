"""Credentials of issuers that the bank doesn't know, whose keys and lists are fetched from real servers."""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from credentials.badges.facts import StatusFacts
from credentials.verifying.engine import verify
from credentials.verifying.fetching import Outside
from credentials.verifying.verdicts import Verdict
from credentials.verifying.worlds import Stranger
from tests.credentials.verifying.bank import AT, INDEX, Bank, Document, Issuer
from tests.credentials.verifying.servers import Server, saying, serving


@dataclass
class Site:
    """A university's web site with its DID document and whatever else a test puts there."""

    server: Server = field(init=False)
    pages: dict[str, Document | bytes] = field(default_factory=dict)

    def speak(self, line: socket.socket) -> None:
        path = self.server.asked[-1].split(" ")[1]
        page = self.pages.get(path)
        body = page if isinstance(page, bytes) else json.dumps(page).encode()
        saying(body, status="404 Not Found" if page is None else "200 OK")(line)

    @property
    def host(self) -> str:
        return self.server.authority.replace(":", "%3A")

    @property
    def world(self) -> Stranger:
        return Stranger(outside=Outside(near=frozenset((self.server.authority,))))

    def issuer(self, path: str = "") -> Issuer:
        issuer = Issuer(f"did:web:{self.host}{path}")
        place = "/" + path.replace(":", "/").strip("/") if path else "/.well-known"
        self.pages[f"{place}/did.json"] = issuer.document
        return issuer

    def badge(self, issuer: Issuer, revoked: tuple[int, ...] = ()) -> Document:
        url = self.server.url("/lists/3")
        self.pages["/lists/3"] = issuer.listing(revoked, url=url)
        return issuer.badge(status=StatusFacts(url, INDEX))


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    with serving(made.speak) as server:
        made.server = server
        yield made


def judged(document: Any, site: Site) -> Verdict:
    return verify(json.dumps(document).encode(), world=site.world, at=AT)


def code(verdict: Verdict, name: str) -> str:
    return next(check.code for check in verdict.checks if check.name == name)


@pytest.mark.parametrize("path", ["", ":institutions:U-0123"])
def test_a_stranger_is_valid_and_called_a_stranger(site: Site, path: str) -> None:
    verdict = judged(site.badge(site.issuer(path)), site)
    assert verdict.outcome == "valid", verdict.to_json()
    assert verdict.facts.issuer_kind == "stranger"
    assert f"make sure that {site.server.authority} really belongs" in verdict.headline.sentence()


def test_a_list_is_asked_for_whole_and_the_credential_stays_untold(site: Site) -> None:
    issuer = site.issuer()
    assert judged(site.badge(issuer, (INDEX,)), site).outcome == "revoked"
    request = site.server.asked[-1]
    assert request.startswith("GET /lists/3 HTTP/1.1\r\n")
    assert str(INDEX) not in request
    assert "credentials/" not in request
    assert "referer" not in request.lower()


def test_a_site_that_is_down_makes_it_unverifiable(site: Site) -> None:
    document = site.badge(site.issuer())
    site.pages.pop("/lists/3")
    assert (judged(document, site).outcome, code(judged(document, site), "status")) == (
        "unverifiable",
        "answer-refused",
    )
    site.pages.clear()
    assert (judged(document, site).outcome, code(judged(document, site), "signature")) == (
        "unverifiable",
        "answer-refused",
    )


@pytest.mark.parametrize("page", [b"<html>", b"[]", b"", b'{"id": 1}'])
def test_a_garbled_did_document_makes_it_unverifiable(site: Site, page: bytes) -> None:
    document = site.badge(site.issuer())
    site.pages["/.well-known/did.json"] = page
    assert code(judged(document, site), "signature") == "did-document-unreadable"


@pytest.mark.parametrize("page", [b"not json", b'{"a": 1, "a": 2}'])
def test_a_garbled_list_makes_it_unverifiable(site: Site, page: bytes) -> None:
    document = site.badge(site.issuer())
    site.pages["/lists/3"] = page
    assert code(judged(document, site), "status") == "list-unreadable"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"id": "did:web:other.example"}, "did-document-of-another"),
        ({"verificationMethod": []}, "key-unknown"),
        ({"assertionMethod": []}, "key-not-for-this"),
        ({"assertionMethod": ["#key-2"]}, "key-not-for-this"),
        ({"controller": "did:web:other.example"}, "key-of-another"),
        ({"publicKeyMultibase": "zNotAKey"}, "key-kind-unknown"),
        ({"expires": "2026-11-01T00:00:00Z"}, "key-expired"),
        ({"revoked": "soon"}, "date-unreadable"),
    ],
)
def test_a_did_document_must_let_its_own_key_sign(site: Site, change: Document, expected: str) -> None:
    issuer = site.issuer()
    page = issuer.document
    inner = not set(change) & {"id", "verificationMethod", "assertionMethod"}
    (page["verificationMethod"][0] if inner else page).update(change)
    site.pages["/.well-known/did.json"] = page
    verdict = judged(site.badge(issuer), site)
    assert code(verdict, "signature") == expected
    assert verdict.outcome != "valid"


def test_names_of_methods_may_be_relative(site: Site) -> None:
    issuer = site.issuer()
    page = issuer.document
    page["verificationMethod"][0]["id"] = page["assertionMethod"][0] = "#key-1"
    site.pages["/.well-known/did.json"] = page
    assert judged(site.badge(issuer), site).outcome == "valid"


def test_an_issuer_that_is_a_key_is_nobody_until_somebody_vouches() -> None:
    verdict = verify(json.dumps(Issuer.keyed().badge()).encode(), world=Stranger(), at=AT)
    assert (verdict.facts.issuer_kind, code(verdict, "signature")) == ("unvouched", "signature-holds")
    # Its list can't be fetched offline.
    assert (verdict.outcome, code(verdict, "status")) == ("unverifiable", "offline")


def test_an_unknown_did_method_cannot_be_verified() -> None:
    verdict = verify(json.dumps(Issuer("did:ebsi:zyrMG8T9").badge()).encode(), world=Bank(), at=AT)
    assert (verdict.outcome, code(verdict, "signature")) == ("unverifiable", "did-method-unknown")


@pytest.mark.parametrize(
    "did", ["did:web:10.0.0.1", "did:web:localhost%3A8000", "did:web:[::1]", "did:web:x.example%2Fa", "did:web:a:..:b"]
)
def test_a_did_cannot_send_us_inside(did: str) -> None:
    verdict = verify(json.dumps(Issuer(did).badge()).encode(), world=Stranger(outside=Outside()), at=AT)
    assert verdict.outcome in ("unverifiable", "invalid")
    assert code(verdict, "signature") in ("address-not-public", "address-broken", "did-broken")


def test_a_list_of_revoked_ids_lies_on_the_issuers_own_host(site: Site) -> None:
    issuer = site.issuer()
    document = issuer.badge()
    entry = {"id": site.server.url("/revoked"), "type": "1EdTechRevocationList"}
    document = issuer.signed({**document, "credentialStatus": entry})
    site.pages["/revoked"] = {"id": entry["id"], "issuer": issuer.did, "revokedCredential": [{"id": "urn:other"}]}
    assert judged(document, site).outcome == "valid"
    site.pages["/revoked"]["revokedCredential"].append({"id": document["id"], "revoked": True})  # type: ignore[index, union-attr]
    assert judged(document, site).outcome == "revoked"
    elsewhere = issuer.signed({**document, "credentialStatus": {**entry, "id": "https://x.example/revoked"}})
    assert code(judged(elsewhere, site), "status") == "list-of-another"


def test_a_key_published_at_its_own_address_is_taken_from_the_issuers_host(site: Site) -> None:
    base = site.server.url("/profile")
    issuer = replace(Issuer(base), fragment="key-1")
    method = {**issuer.document["verificationMethod"][0], "controller": base}
    site.pages["/profile"] = {"id": base, "verificationMethod": [method], "assertionMethod": [issuer.method]}
    assert judged(site.badge(issuer), site).outcome == "valid"
    site.pages["/profile"] = method
    assert judged(site.badge(issuer), site).outcome == "valid"
    site.pages["/profile"] = {**method, "controller": "https://other.example/"}
    assert code(judged(site.badge(issuer), site), "signature") == "key-of-another"


def test_an_address_is_opened_and_what_it_answers_is_verified(site: Site) -> None:
    site.pages["/badge"] = site.badge(site.issuer())
    assert verify(site.server.url("/badge\n").encode(), world=site.world, at=AT).outcome == "valid"
    site.pages["/badge"] = site.server.url("/badge").encode()
    assert verify(site.server.url("/badge").encode(), world=site.world, at=AT).outcome == "invalid"
