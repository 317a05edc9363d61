"""What may be handed in, and what is said of the rest: a sentence beside the field, never a fault."""

import io
import json

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from credentials.commands.portable import FORMS, carry_credential
from credentials.documents import qr
from credentials.models import SignedCredential
from tests.cast import Cast
from tests.credentials.signed.hands import SIGNED_AT, award
from tests.credentials.verify_pages.hands import PAGE, a_document, hand_in, link_of, paste, verdict, words

pytestmark = pytest.mark.django_db
HERE = "http://127.0.0.1:8000"
JUNK = {
    b"GIF89a....": "a GIF picture",
    b"PK\x03\x04....": "a ZIP archive or an Office document",
    b"<html><body>hello": "a web page or other XML",
    b"hello": "text of another kind",
    b"\xff\xfe\xfd": "not UTF-8",
    b"\x89PNG\r\n\x1a\nbroken": "PNG",
    b"%PDF-1.7 broken": "PDF",
    b"\xff\xd8\xff broken": "picture",
    b"<svg xmlns='http://www.w3.org/2000/svg'/>": "holds no credential",
}


def refused(answer: HttpResponse) -> str:
    """Return the page of a form that is not taken, which holds no verdict."""
    page = answer.content.decode()
    assert answer.status_code == 422 and 'class="verdict' not in page
    assert 'aria-invalid="true"' in page and "no-store" in answer["Cache-Control"]
    return words(answer)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_that_is_carried_away_is_valid_here(cast: Cast, form: str) -> None:
    [award_id] = award(cast)
    carried = carry_credential(actor=cast.ananya, award_id=award_id, form=form, at=SIGNED_AT)
    answer = hand_in(carried.content, "without-an-ending")
    assert verdict(answer)[0] == "valid"
    assert f"Handed in as {form.upper()}" in words(answer)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_of_the_qr_code_is_enough_and_needs_no_network(cast: Cast, kind: str, settings: LazySettings) -> None:
    settings.VERIFY_STRANGERS = False
    code = Image.open(io.BytesIO(qr.png(HERE + link_of(a_document(cast)[0])))).convert("RGB")
    photo = io.BytesIO()
    code.rotate(4, expand=True, fillcolor="white").save(photo, kind)
    assert verdict(hand_in(photo.getvalue(), "photo.jpg"))[0] == "valid"


@pytest.mark.parametrize("source", JUNK)
def test_what_is_no_credential_is_named_beside_the_field(source: bytes) -> None:
    assert JUNK[source] in refused(hand_in(source))


def test_an_empty_form_and_an_empty_file_say_what_is_expected() -> None:
    for answer in (Client().post(PAGE), Client().post(PAGE, {"text": " \n"}), hand_in(b"")):
        assert "Nothing was handed in. A credential, or a picture or PDF that holds one, was expected." in refused(
            answer
        )


def test_a_file_and_a_text_at_once_are_not_guessed_between() -> None:
    answer = Client().post(PAGE, {"text": "{}", "file": SimpleUploadedFile("a.json", b"{}")})
    assert "Hand in one of them" in refused(answer)


@pytest.mark.parametrize("size", [10_000_001, 12_000_000, 60_000_000])
def test_too_large_a_file_is_told_the_limit(size: int) -> None:
    assert "At most 1,00,00,000 were expected" in refused(hand_in(b"{" * size))


def test_too_long_a_text_is_told_the_limit() -> None:
    assert "At most 2000000 were expected" in refused(paste('{"a": "' + "x" * 2_000_001 + '"}'))
    assert "At most 1,00,00,000 were expected" in refused(paste("x" * 6_000_000))


def test_broken_json_is_not_valid_and_says_where() -> None:
    look, sentence = verdict(paste('{"id": }'))
    assert (look, sentence) == ("invalid", "Not valid. The JSON breaks off or is miswritten at line 1, column 8.")


def test_the_text_stays_in_the_form_that_comes_back() -> None:
    assert ">\nmy diploma</textarea>" in paste("my diploma").content.decode()


def test_nothing_is_kept_and_no_cookie_is_needed(cast: Cast) -> None:
    _, document = a_document(cast)
    before = SignedCredential.objects.count()
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post(PAGE, {"text": json.dumps(document)})
    assert verdict(answer)[0] == "valid" and "sessionid" not in visitor.cookies
    assert SignedCredential.objects.count() == before


def test_the_form_says_the_limit_and_needs_no_script() -> None:
    answer = Client().get(PAGE)
    assert answer.status_code == 200 and "up to 10 MB" in words(answer)
    assert 'enctype="multipart/form-data"' in answer.content.decode()


NUL_IN_THE_ISSUER = {
    "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"],
    "issuer": "did:web:127.0.0.1%3A8000:institutions:\0", "credentialSubject": {"id": "x"},
    "id": f"{HERE}/credentials/\0", "proof": {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod",
        "verificationMethod": "did:web:127.0.0.1%3A8000:institutions:\0#key-1", "proofValue": "z3",
    },
}  # fmt: skip


def test_a_nul_character_reaches_no_database() -> None:
    assert verdict(hand_in(json.dumps(NUL_IN_THE_ISSUER).encode()))[0] in ("invalid", "unverifiable")
    assert paste("a\0b").status_code == 422


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=400), st.sampled_from(list(JUNK)).flatmap(lambda start: st.binary().map(start.__add__))
    )
)
def test_any_bytes_get_a_page_that_is_not_valid(settings: LazySettings, source: bytes) -> None:
    settings.VERIFY_STRANGERS = False
    settings.API_RATES = {**settings.API_RATES, "public": (100_000, 60)}
    answer = hand_in(source)
    assert answer.status_code in (200, 422)
    assert 'class="verdict verdict-valid"' not in answer.content.decode()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_gets_a_page_that_is_not_valid(settings: LazySettings, text: str) -> None:
    settings.VERIFY_STRANGERS = False
    settings.API_RATES = {**settings.API_RATES, "public": (100_000, 60)}
    answer = Client().post(PAGE, {"text": text.encode("utf-8", "replace").decode()})
    assert answer.status_code in (200, 422)
    assert 'class="verdict verdict-valid"' not in answer.content.decode()
