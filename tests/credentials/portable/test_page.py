"""The credential's page: who signed it, how it is carried away, and what the signed form says."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from credentials.models import OfferingVersion
from credentials.queries.portable import share_url
from tests.cast import Cast, sign_in
from tests.credentials.portable.hands import BROWSER, FORMS, an_award, carried, get
from tests.credentials.signed.hands import revoke

pytestmark = pytest.mark.django_db


def page(cast: Cast, award_id: object, who: str = "ananya", **headers: str) -> str:
    client = sign_in(Client(), getattr(cast, who))
    return unescape(get(client, f"/credentials/{award_id}/", accept=BROWSER, **headers).content.decode())


def test_the_page_says_who_signed_and_offers_every_form(cast: Cast) -> None:
    award_id = an_award(cast)
    text = page(cast, award_id)
    assert "Signed by Savitribai Phule Pune University on" in text and "Not signed yet" not in text
    for form in FORMS:
        assert f'href="/credentials/{award_id}.{form}"' in text
    assert share_url(award_id) in text


def test_the_page_shows_the_document_that_is_downloaded(cast: Cast) -> None:
    award_id = an_award(cast)
    text = page(cast, award_id)
    assert carried(cast, award_id, "json").decode() in text
    assert "eddsa-rdfc-2022" in text and "ABC id, hashed: sha256$" in text


def test_staff_get_the_files_but_not_the_learner_s_link(cast: Cast) -> None:
    award_id = an_award(cast)
    text = page(cast, award_id, "issuer")
    assert f'href="/credentials/{award_id}.pdf"' in text
    assert "share-link" not in text and "linkedin.com" not in text


def test_a_revoked_credential_is_offered_only_where_it_says_so(cast: Cast) -> None:
    award_id = an_award(cast)
    revoke(cast, award_id)
    text = page(cast, award_id)
    assert "No certificate and no badge of a revoked credential" in text
    for form, offered in (("json", True), ("jwt", True), ("pdf", False), ("png", False), ("svg", False)):
        assert (f'href="/credentials/{award_id}.{form}"' in text) is offered
    assert "linkedin.com" not in text


def test_linkedin_is_told_title_institution_day_and_the_link(cast: Cast) -> None:
    award_id = an_award(cast)
    address = next(part.partition('"')[0] for part in page(cast, award_id).split('href="') if "linkedin" in part)
    assert urlsplit(address).netloc == "www.linkedin.com"
    said = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert (said["name"], said["organizationName"]) == (
        "Geographic Information Systems", "Savitribai Phule Pune University",
    )  # fmt: skip
    assert (said["issueYear"], said["issueMonth"], said["certUrl"]) == ("2025", "5", share_url(award_id))
    assert "expirationYear" not in said and said["certId"].startswith("LX-")


def test_the_link_that_is_shared_opens_the_page(cast: Cast) -> None:
    address = urlsplit(share_url(an_award(cast)))
    get(Client(), f"{address.path}?{address.query}", accept=BROWSER)


def test_what_could_not_be_signed_is_told_with_the_reason(cast: Cast) -> None:
    award_id = an_award(cast)
    OfferingVersion.objects.update(quality_assurance="")
    text = page(cast, award_id)
    assert "It could not be signed" in text and "What the catalogue says of it is not complete" in text
    assert f"/credentials/{award_id}.pdf" not in text
    told = get(sign_in(Client(), cast.ananya), f"/credentials/{award_id}.json", status=409).json()
    assert told["code"] == "credential-unfit"
