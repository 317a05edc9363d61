"""Certificates, transcripts and statements: archival, accessible, with the signed document inside."""

import io
import unicodedata
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.documents import attachments, labels, pdf, qr
from credentials.documents.refusals import UnprintableText
from tests.credentials.documents.examples import (
    CERTIFICATE,
    CREDENTIAL,
    HINDI_TITLE,
    MADE_AT,
    TRANSCRIPT,
    VERIFY_URL,
    statement,
)


def certificate(**changes: object) -> bytes:
    return pdf.certificate(replace(CERTIFICATE, **changes), credential=CREDENTIAL, labels={}, made_at=MADE_AT)  # type: ignore[arg-type]


def words_of(document: bytes) -> str:
    """The text as PDFium, the reader in browsers, copies it; blanks beside matras are its guess, so none are kept."""
    pages = pypdfium2.PdfDocument(document)
    return joined(" ".join(page.get_textpage().get_text_bounded() for page in pages))


def joined(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def test_the_credential_is_attached_byte_for_byte_as_its_source() -> None:
    with pikepdf.open(io.BytesIO(certificate())) as document:
        attached = document.attachments["credential.json"]
        assert attached.get_file().read_bytes() == CREDENTIAL.encode()
        assert attached.get_file().mime_type == "application/ld+json"
        assert attached.relationship == pikepdf.Name.Source
        assert [str(file.UF) for file in document.Root.AF] == ["credential.json"]


@pytest.mark.parametrize(
    "document",
    [
        certificate(),
        pdf.transcript(TRANSCRIPT, record=CREDENTIAL, labels={}, made_at=MADE_AT),
        pdf.statement(statement(2), labels={}, made_at=MADE_AT),
    ],
    ids=["certificate", "transcript", "statement"],
)
def test_the_file_says_that_it_is_archival_and_accessible(document: bytes) -> None:
    with pikepdf.open(io.BytesIO(document)) as opened, opened.open_metadata() as described:
        assert (described["pdfaid:part"], described["pdfaid:conformance"]) == ("3", "A")
        assert described["pdfuaid:part"] == "1"
        assert described["dc:title"] == CERTIFICATE.document_title
        assert opened.Root.OutputIntents[0].S == pikepdf.Name.GTS_PDFA1
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en"
        assert "/StructTreeRoot" in opened.Root
        assert not opened.is_encrypted


def test_every_font_is_inside_the_file() -> None:
    with pikepdf.open(io.BytesIO(certificate(title=HINDI_TITLE))) as document:
        descriptors = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert len(descriptors) >= 2
        assert all("/FontFile2" in item or "/FontFile3" in item for item in descriptors)


def test_devanagari_can_be_read_out_of_the_page() -> None:
    document = certificate(language="hi", title=HINDI_TITLE, learner="आशा श्रीवास्तव")
    assert joined(HINDI_TITLE) in words_of(document)
    assert joined("आशा श्रीवास्तव") in words_of(document)


def test_conjuncts_are_drawn_by_the_fonts_own_glyphs() -> None:
    with (
        pikepdf.open(io.BytesIO(certificate(learner="क्ष"))) as shaped,
        pikepdf.open(io.BytesIO(certificate(learner="कष"))) as plain,
    ):
        assert shaped.pages[0].Contents.read_bytes() != plain.pages[0].Contents.read_bytes()
    assert "क्ष" in words_of(certificate(learner="क्ष"))


def test_the_page_says_every_fact() -> None:
    words = words_of(certificate())
    for fact in (
        "Asha Rao",
        "Data Literacy for Public Health",
        "A+",
        "60",
        "20 November 2026",
        "has successfully completed",
    ):
        assert joined(fact) in words


def test_translated_labels_stand_in_place_of_the_english_ones() -> None:
    made = pdf.certificate(
        CERTIFICATE, credential=CREDENTIAL, labels={"lead": "प्रमाणित किया जाता है कि"}, made_at=MADE_AT
    )
    assert joined("प्रमाणित किया जाता है कि") in words_of(made)
    assert joined(labels.CERTIFICATE["lead"]) not in words_of(made)


def test_the_page_links_to_where_it_is_checked() -> None:
    with pikepdf.open(io.BytesIO(certificate())) as document:
        assert VERIFY_URL in [str(note.A.URI) for note in document.pages[0].Annots if "/A" in note]


@pytest.mark.parametrize("words", ["Wide words of a certificate ", "क्षत्रिय विश्वविद्यालय "])
def test_three_hundred_letters_everywhere_still_make_one_page(words: str) -> None:
    text = (words * 40)[:300]
    facts = ((text, text),) * 12
    made = certificate(learner=text, title=text, description=text * 2, institution=text, facts=facts)
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1
    assert joined(text) in words_of(made)


def test_the_code_on_the_page_is_read_from_its_picture() -> None:
    out = io.BytesIO()
    pypdfium2.PdfDocument(certificate())[0].render(scale=1.5).to_pil().save(out, "JPEG")
    assert qr.read(out.getvalue()) == VERIFY_URL


# A vowel sign of Devanagari stands on a letter, as in any name; alone on a dash no font has it, and it is refused.
SIGNS = [*"abc é#[]*_$`\\/<>@=-+~\"'{}", "क्ष", "त्रि"]


@given(st.lists(st.sampled_from(SIGNS), max_size=200).map("".join).filter(str.strip))
@settings(max_examples=40, deadline=None)
def test_markup_in_a_name_stays_text_and_the_certificate_one_page(text: str) -> None:
    facts = (("Assessment", text),) * 9
    made = certificate(learner=text, title=text, description=text * 3, institution=text, learner_note=text, facts=facts)
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1


@pytest.mark.parametrize("field", ["learner", "title"])
def test_a_certificate_without_a_name_or_a_title_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match=f"The {field} is empty"):
        certificate(**{field: " "})


def test_a_script_without_a_font_is_refused_by_its_letters() -> None:
    with pytest.raises(UnprintableText, match=r"U\+0BA4"):
        certificate(learner="தமிழ்")


def test_the_same_certificate_gives_the_same_bytes() -> None:
    assert certificate() == certificate()
    later = pdf.certificate(CERTIFICATE, credential=CREDENTIAL, labels={}, made_at=MADE_AT + timedelta(days=1))
    assert later != certificate()


def test_a_transcript_carries_the_learner_record() -> None:
    made = pdf.transcript(TRANSCRIPT, record=CREDENTIAL, labels={}, made_at=MADE_AT)
    assert attachments.read(made) == CREDENTIAL
    assert joined(HINDI_TITLE) in words_of(made)
    assert "Page1of1" in words_of(made)


def test_a_thousand_entries_have_a_head_and_a_number_on_every_page() -> None:
    made = pdf.statement(statement(1_000), labels={}, made_at=MADE_AT)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    assert len(pages) > 20
    for number, words in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in words
        assert "Balance" in words
    assert sum(words.count("LX-") for words in pages) == 1_000
    assert "1000.0" in pages[-1]
