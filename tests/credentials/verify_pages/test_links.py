"""Links of this bank: what a QR code opens, and the same links pasted, without any network."""

from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from credentials.links import link_key, shared_link
from learners.commands.erasing import erase_personal_record
from tests.cast import Cast, a_key
from tests.credentials.signed.hands import SIGNED_AT, award, revoke
from tests.credentials.verify_pages.hands import PAGE, a_document, follow, link_of, paste, verdict, words

pytestmark = pytest.mark.django_db
HERE = "http://127.0.0.1:8000"
PATHS = (
    "/verify/?id={id}&k={key}", "/verify?k={key}&id={id}", "/credentials/{id}/?k={key}", "/credentials/{id}?k={key}",
    "/credentials/{id}.json?k={key}", "/credentials/{id}.pdf?k={key}", "/credentials/{id}/refresh?k={key}",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_network(settings: LazySettings) -> None:
    settings.VERIFY_STRANGERS = False


def test_a_qr_code_opens_the_verdict_and_leads_to_the_credential(cast: Cast) -> None:
    [award_id] = award(cast)
    answer = follow(award_id, link_key(award_id))
    assert verdict(answer)[0] == "valid" and "Earned by Ananya Das" in words(answer)
    assert f'href="/credentials/{award_id}/?k={link_key(award_id)}"' in answer.content.decode()
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex", "private, no-store")


def test_a_revoked_credential_behind_a_qr_code_is_revoked(cast: Cast) -> None:
    award_id, _ = a_document(cast)
    revoke(cast, award_id)
    assert verdict(follow(award_id, link_key(award_id)))[0] == "revoked"


@pytest.mark.parametrize("key", ["", "x", "o-5PoYch45Uo8LtSGap8Vw", "ö" * 22])
def test_a_wrong_key_opens_nothing_and_tells_nothing(cast: Cast, key: str) -> None:
    [award_id] = award(cast)
    answer = follow(award_id, key)
    assert answer.status_code == 404
    assert answer.content.decode().count("Ananya") == 0
    assert words(answer) == words(follow(uuid4(), key))


@pytest.mark.parametrize("query", ["id=5", "id=&k=", "k=x", "id=0198b2a4-6d1e-7c10-9a53-0e6f6f3f2b11"])
def test_half_a_link_is_not_found(query: str) -> None:
    assert Client().get(f"{PAGE}?{query}").status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_a_pasted_link_is_opened_here(cast: Cast, path: str) -> None:
    award_id, _ = a_document(cast)
    assert verdict(paste(HERE + link_of(award_id, path)))[0] == "valid"


@pytest.mark.parametrize("path", ["/verify/?id={id}&k=wrong", "/credentials/{id}", "/verify/?id=5&k={key}", "/verify/"])
def test_a_link_that_opens_nothing_is_not_said_to_be_valid(cast: Cast, path: str) -> None:
    award_id, _ = a_document(cast)
    look, sentence = verdict(paste(HERE + link_of(award_id, path)))
    assert look == "unverifiable" and "This link opens no credential of this bank." in sentence


def test_the_link_of_an_erased_learner_opens_nothing(cast: Cast) -> None:
    award_id, _ = a_document(cast)
    erase_personal_record(actor=cast.ananya, at=SIGNED_AT, idempotency_key=a_key())
    assert follow(award_id, link_key(award_id)).status_code == 404
    assert verdict(paste(HERE + link_of(award_id)))[0] == "unverifiable"


def test_the_same_path_on_another_host_is_not_ours(cast: Cast) -> None:
    award_id, _ = a_document(cast)
    look, sentence = verdict(paste("https://bank.example" + link_of(award_id)))
    assert look == "unverifiable" and "was not asked" in sentence


@pytest.mark.parametrize("url", [f"{HERE}/catalogue/", f"{HERE}.evil.example/verify/", "https://[/verify/", "verify/"])
def test_other_addresses_are_no_links_of_ours(url: str) -> None:
    assert shared_link(url) is None
