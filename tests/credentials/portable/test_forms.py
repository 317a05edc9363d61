"""Each form in which a credential is carried away verifies again, and says so when it was revoked."""

import io

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from credentials.commands.signing_keys import rotate_signing_key
from credentials.documents import qr
from credentials.queries.portable import verify_url
from learners.queries import learner_of_user
from tests.cast import ANANYA, Cast, a_key, a_learner, sign_in
from tests.credentials.portable.hands import FORMS, an_award, by_link, carried, get, verdict
from tests.credentials.signed.hands import award, revoke

pytestmark = pytest.mark.django_db
TYPES = {
    "json": "application/vc", "jwt": "application/jwt", "pdf": "application/pdf", "png": "image/png",
    "svg": "image/svg+xml",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_each_form_verifies_again(cast: Cast, form: str) -> None:
    made = carried(cast, an_award(cast), form)
    assert verdict(made, at=timezone.now()).outcome == "valid"


@pytest.mark.parametrize("form", FORMS)
def test_each_form_taken_before_is_revoked_afterwards(cast: Cast, form: str) -> None:
    award_id = an_award(cast)
    made = carried(cast, award_id, form)
    revoke(cast, award_id)
    assert verdict(made, at=timezone.now()).outcome == "revoked"


@pytest.mark.parametrize("form", ["json", "jwt"])
def test_a_revoked_credential_is_still_given_where_it_says_so_itself(cast: Cast, form: str) -> None:
    award_id = an_award(cast)
    revoke(cast, award_id)
    assert verdict(carried(cast, award_id, form), at=timezone.now()).outcome == "revoked"


@pytest.mark.parametrize("form", ["pdf", "png", "svg"])
def test_nothing_is_made_that_would_look_as_if_a_revoked_credential_stood(cast: Cast, form: str) -> None:
    award_id = an_award(cast)
    revoke(cast, award_id)
    path = f"/credentials/{award_id}.{form}"
    told = get(sign_in(Client(), cast.ananya), path, status=410).json()
    assert (told["code"], "withdrew this credential on" in told["detail"]) == ("credential-withdrawn", True)
    page = get(sign_in(Client(), cast.ananya), path, accept="text/html", status=410).content
    assert b"withdrew this credential on" in page


@pytest.mark.parametrize("form", FORMS)
def test_a_file_says_what_it_is_and_is_kept_by_nobody_else(cast: Cast, form: str) -> None:
    answer = get(sign_in(Client(), cast.ananya), f"/credentials/{an_award(cast)}.{form}")
    assert answer["Content-Type"] == TYPES[form]
    assert answer["Cache-Control"] == "private, no-store"
    assert "Accept" in answer["Vary"]
    name = answer["Content-Disposition"].partition('filename="')[2]
    assert name.startswith("geographic-information-systems-lx-") and name.endswith(f'.{form}"')


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_certificate_names_the_learner_and_never_the_id(cast: Cast) -> None:
    text = words_of(carried(cast, an_award(cast), "pdf"))
    assert ANANYA.name in text and "Geographic Information Systems" in text and "Grade" in text
    assert ANANYA.abc_id not in text.replace(" ", "")


def test_a_certificate_leads_to_the_page_where_anybody_checks_it(cast: Cast) -> None:
    award_id = an_award(cast)
    made = carried(cast, award_id, "pdf")
    links = [note.get_object()["/A"]["/URI"] for note in PdfReader(io.BytesIO(made)).pages[0]["/Annots"]]
    assert set(links) == {verify_url(award_id)}
    assert links[0].endswith(by_link("/verify/", award_id).replace("?", f"?id={award_id}&"))


def test_a_hindi_reader_gets_a_hindi_certificate(cast: Cast) -> None:
    made = carried(cast, an_award(cast), "pdf", **{"Accept-Language": "hi"})
    reader = PdfReader(io.BytesIO(made))
    assert reader.trailer["/Root"]["/Lang"] == "hi"
    assert ANANYA.name_hi in str(reader.metadata.title)
    assert verdict(made, at=timezone.now()).outcome == "valid"


def test_a_name_that_no_font_draws_is_refused_with_a_reason(cast: Cast) -> None:
    person = a_learner(name="தமிழ் செல்வி")
    account = learner_of_user(person.id)
    assert account
    [award_id] = award(cast, whose=account.holding_id)
    told = get(sign_in(Client(), person), f"/credentials/{award_id}.pdf", status=409).json()
    assert told["code"] == "unprintable-name" and "Latin and Devanagari" in told["detail"]
    get(sign_in(Client(), person), f"/credentials/{award_id}.json")


def test_a_refresh_signs_an_edition_that_waits(cast: Cast) -> None:
    award_id = an_award(cast)
    client = sign_in(Client(), cast.ananya)
    before = get(client, f"/credentials/{award_id}", accept="application/json").json()
    rotate_signing_key(
        actor=cast.registrar, institution_id=cast.awarding.id, reason="Yearly change of the key.", at=timezone.now(),
        idempotency_key=a_key(),
    )  # fmt: skip
    assert get(client, f"/credentials/{award_id}", accept="application/json").json() == before
    after = get(client, f"/credentials/{award_id}/refresh", accept="application/json").json()
    assert after["id"] == before["id"]
    assert after["proof"]["verificationMethod"] != before["proof"]["verificationMethod"]
    assert f"/credentials/{award_id}/refresh?k=" in before["refreshService"]["id"]


def test_the_code_on_the_page_is_the_one_of_the_certificate(cast: Cast) -> None:
    award_id = an_award(cast)
    page = get(sign_in(Client(), cast.ananya), f"/credentials/{award_id}/", accept="text/html").content.decode()
    drawn = qr.svg(verify_url(award_id), border=0).partition("<path")[2]
    assert drawn and drawn in page
