"""The credential in anybody's PDF, and every file that is refused."""

import io
import time
import zlib

import pikepdf
import pypdf
import pytest

from credentials.documents import UnreadableDocument, attachments, pdf
from credentials.documents.limits import MOST_FILE_BYTES
from tests.credentials.documents.examples import CERTIFICATE, CREDENTIAL, JWT, MADE_AT

OURS = pdf.certificate(CERTIFICATE, credential=CREDENTIAL, labels={}, made_at=MADE_AT)


def made_with(files: dict[str, bytes], *, password: str | None = None) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in files.items():
        writer.add_attachment(name, content)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def code_of(document: bytes, **bounds: float) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        attachments.read(document, **bounds)
    assert refused.value.code in UnreadableDocument.CODES
    return refused.value.code


def test_our_own_certificate_gives_its_credential() -> None:
    assert attachments.read(OURS) == CREDENTIAL


def test_a_credential_in_somebody_elses_pdf_is_found_by_its_content() -> None:
    assert attachments.read(made_with({"badge.bin": JWT.encode(), "photo.png": b"\x89PNG\xff"})) == JWT


def test_our_name_wins_and_two_strangers_are_refused() -> None:
    other = CREDENTIAL.replace("Public", "Private").encode()
    assert attachments.read(made_with({"a.json": other, "credential.json": CREDENTIAL.encode()})) == CREDENTIAL
    assert code_of(made_with({"a.json": other, "b.json": CREDENTIAL.encode()})) == "several-credentials"


def test_a_file_that_only_the_af_array_names_is_read() -> None:
    with pikepdf.open(io.BytesIO(OURS)) as document:
        del document.Root.Names
        out = io.BytesIO()
        document.save(out)
    assert attachments.read(out.getvalue()) == CREDENTIAL


def test_other_files_are_refused_by_what_they_are() -> None:
    assert code_of(b"\x89PNG") == "not-this-kind"
    assert code_of(b"%PDF-1.7" + b" " * MOST_FILE_BYTES) == "too-large"
    assert code_of(made_with({})) == "no-credential"
    assert code_of(made_with({"x.json": JWT.encode()}, password="secret")) == "encrypted"
    assert code_of(b"%PDF-1.7\nnothing of a PDF") == "damaged"
    assert code_of(OURS[: len(OURS) // 3]) == "damaged"


def test_a_stream_that_unpacks_to_a_hundred_megabytes_is_a_bomb() -> None:
    assert code_of(made_with_stream(zlib.compress(b"\0" * 100_000_000, 9))) == "bomb"


def made_with_stream(packed: bytes) -> bytes:
    document = pikepdf.new()
    stream = pikepdf.Stream(document, packed, Filter=pikepdf.Name.FlateDecode)
    named = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="credential.json", UF="credential.json")
    named.EF = pikepdf.Dictionary(F=document.make_indirect(stream))
    document.Root.AF = pikepdf.Array([document.make_indirect(named)])
    out = io.BytesIO()
    document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


@pytest.mark.parametrize(
    "middle",
    [
        b"1 0 obj " + b"[" * 1_000_000,
        b"1 0 obj " + b"<<" * 1_000_000,
        b"1 0 obj (" + b"(" * 4_000_000,
        b"1 0 obj<</Type/Catalog/Names 1 0 R/Kids[1 0 R]/EmbeddedFiles 1 0 R/AF 1 0 R>>endobj trailer<</Root 1 0 R>>",
        b"obj endobj " * 700_000,
        b"xref 0 99999999 trailer<</Prev 9>> startxref 9 %%EOF",
    ],
    ids=["arrays", "dictionaries", "strings", "circle", "objects", "xref"],
)
def test_a_malformed_file_ends_in_a_named_refusal_in_bounded_time(middle: bytes) -> None:
    began = time.monotonic()
    assert code_of(b"%PDF-1.7\n" + middle, most_seconds=5) in {"damaged", "bomb", "took-too-long", "no-credential"}
    assert time.monotonic() - began < 10


def test_too_many_attachments_are_refused() -> None:
    assert code_of(made_with({f"{number}.json": b"{}" for number in range(40)})) == "too-large"


def test_a_reader_that_takes_too_long_is_ended() -> None:
    assert code_of(OURS, most_seconds=0.001) == "took-too-long"


def test_the_reading_process_is_told_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    # With this the linker of a process prints its help and the process never begins.
    monkeypatch.setenv("LD_DEBUG", "help")
    assert attachments.read(OURS) == CREDENTIAL
