"""Who may carry a credential away, and what the same address answers to people and to machines."""

import json
from html import unescape

import pytest
from django.test import Client

from learners.commands.erasing import erase_personal_record
from learners.models import Look
from tests.cast import ANANYA, Cast, a_key, sign_in
from tests.credentials.portable.hands import BROWSER, FORMS, an_award, by_link, get
from tests.credentials.signed.hands import SIGNED_AT, revoke

pytestmark = pytest.mark.django_db
STRANGERS = ("rohan", "other_issuer", "other_registrar", "regulator", "operator", "visitor")
ENDS = ("", "/refresh", *(f".{form}" for form in FORMS))


@pytest.mark.parametrize("end", ENDS)
def test_the_learner_and_staff_of_the_institution_may(cast: Cast, end: str) -> None:
    path = f"/credentials/{an_award(cast)}{end}"
    for who in ("ananya", "issuer", "registrar"):
        get(sign_in(Client(), getattr(cast, who)), path)


@pytest.mark.parametrize("end", ENDS)
def test_everybody_else_finds_nothing(cast: Cast, end: str) -> None:
    path = f"/credentials/{an_award(cast)}{end}"
    for who in STRANGERS:
        get(sign_in(Client(), getattr(cast, who)), path, status=404)
    get(Client(), path, status=404)
    assert get(Client(), f"{path}?k=AAAAAAAAAAAAAAAAAAAAAA", status=404)["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("end", ENDS)
def test_who_has_the_link_may_without_signing_in(cast: Cast, end: str) -> None:
    award_id = an_award(cast)
    get(Client(), by_link(f"/credentials/{award_id}{end}", award_id))
    get(sign_in(Client(), cast.rohan), by_link(f"/credentials/{award_id}{end}", award_id))


def test_the_link_of_one_credential_opens_no_other(cast: Cast) -> None:
    mine, other = an_award(cast), an_award(cast, "GIS-102")
    get(Client(), by_link(f"/credentials/{mine}/", other), accept="text/html", status=404)
    get(Client(), by_link(f"/credentials/{mine}.json", other), status=404)


@pytest.mark.parametrize("end", ENDS)
def test_each_look_by_staff_is_written_down_for_the_learner(cast: Cast, end: str) -> None:
    path = f"/credentials/{an_award(cast)}{end}"
    get(sign_in(Client(), cast.ananya), path)
    assert not Look.objects.exists()
    get(sign_in(Client(), cast.issuer), path)
    look = Look.objects.get()
    assert (look.actor_id, look.what, look.institution_id) == (cast.issuer.id, "credential", cast.awarding.id)


def test_staff_that_come_by_the_link_are_written_down_too(cast: Cast) -> None:
    award_id = an_award(cast)
    get(sign_in(Client(), cast.issuer), by_link(f"/credentials/{award_id}.json", award_id))
    assert Look.objects.get().actor_id == cast.issuer.id


NEGOTIATED = [
    ("*/*", "application/vc"), ("application/vc", "application/vc"), ("application/json", "application/json"),
    ("application/ld+json", "application/ld+json"), ("application/vc+ld+json", "application/vc+ld+json"),
    ("application/json;q=0.5, application/vc", "application/vc"), (BROWSER, "page"), ("text/html", "page"),
    ("application/json, text/html;q=0.9", "application/json"),
]  # fmt: skip


@pytest.mark.parametrize(("accept", "kind"), NEGOTIATED)
@pytest.mark.parametrize("end", ["", "/refresh"])
def test_the_address_answers_each_reader_in_its_own_way(cast: Cast, end: str, accept: str, kind: str) -> None:
    award_id = an_award(cast)
    path = by_link(f"/credentials/{award_id}{end}", award_id)
    answer = get(Client(), path, accept=accept, status=302 if kind == "page" else 200)
    assert (answer["Cache-Control"], "Accept" in answer["Vary"]) == ("private, no-store", True)
    if kind == "page":
        assert answer["Location"] == by_link(f"/credentials/{award_id}/", award_id)
    else:
        assert (answer["Content-Type"], json.loads(answer.content)["id"].rpartition("/")[2]) == (kind, str(award_id))


def test_who_takes_neither_is_told_what_there_is(cast: Cast) -> None:
    told = get(Client(), f"/credentials/{an_award(cast)}", accept="image/webp", status=406).json()
    assert "application/vc" in told["detail"] and "image/webp" in told["detail"]


def test_a_person_who_is_not_signed_in_is_sent_to_sign_in(cast: Cast) -> None:
    for end in ("/", ".pdf"):
        path = f"/credentials/{an_award(cast, 'GIS-101' if end == '/' else 'GIS-102')}{end}"
        assert get(Client(), path, accept=BROWSER, status=302)["Location"] == f"/accounts/login/?next={path}"


def test_the_link_shows_the_credential_and_nothing_else_of_the_learner(cast: Cast) -> None:
    award_id = an_award(cast)
    text = unescape(get(Client(), by_link(f"/credentials/{award_id}/", award_id), accept=BROWSER).content.decode())
    assert ANANYA.name in text and "It stands" in text and "Keep a copy" in text
    spaced = " ".join(ANANYA.abc_id[start : start + 4] for start in (0, 4, 8))
    for secret in (ANANYA.abc_id, spaced, "learner's account", "linkedin", "share-link", "Revoke"):
        assert secret not in text
    assert by_link(f"/credentials/{award_id}.json", award_id) in text


def test_who_has_the_link_is_told_of_a_revocation_but_not_why(cast: Cast) -> None:
    award_id = an_award(cast)
    revoke(cast, award_id)
    text = get(Client(), by_link(f"/credentials/{award_id}/", award_id), accept=BROWSER).content.decode()
    assert "Revoked" in text and "The institution withdrew it on" in text
    assert "examination was held twice" not in text and "Issued in error" not in text


def test_an_erased_learner_s_credential_is_nobody_s_any_more(cast: Cast) -> None:
    award_id = an_award(cast)
    key = by_link("", award_id)
    get(Client(), f"/credentials/{award_id}{key}")
    erase_personal_record(actor=cast.ananya, at=SIGNED_AT, idempotency_key=a_key())
    get(Client(), f"/credentials/{award_id}{key}", status=404)
    get(Client(), f"/credentials/{award_id}/{key}", accept=BROWSER, status=404)
    staff = get(sign_in(Client(), cast.issuer), f"/credentials/{award_id}/", accept=BROWSER).content.decode()
    assert "It could not be signed" in staff
