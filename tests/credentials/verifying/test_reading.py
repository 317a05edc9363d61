"""What people hand in: the right thing in odd wrappings, and the wrong thing."""

import json

import pytest

from credentials.documents import png, qr, svg
from credentials.verifying.reading import read
from credentials.verifying.verdicts import CheckFailed

DOCUMENT = {"type": ["VerifiableCredential"], "name": "भूगोल"}
TEXT = json.dumps(DOCUMENT, ensure_ascii=False)
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL3guZXhhbXBsZSJ9.c2ln"


def no_line(url: str) -> bytes:
    raise AssertionError(url)


@pytest.mark.parametrize(
    "source",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\n\t  " + TEXT.encode() + b"\r\n",
        TEXT.encode("utf-16"),
        json.dumps(DOCUMENT, indent=4).encode(),
    ],
)
def test_json_is_read_in_any_wrapping(source: bytes) -> None:
    handed = read(source, get=no_line)
    assert (handed.container, handed.document, handed.token) == ("json", DOCUMENT, None)


def test_a_compact_jwt_is_known_by_its_form() -> None:
    handed = read(f"\ufeff  {JWT}\n".encode(), get=no_line)
    assert (handed.container, handed.token) == ("jwt", JWT)


def test_pictures_give_their_credential() -> None:
    assert read(png.bake(TEXT), get=no_line).document == DOCUMENT
    assert read(png.bake(TEXT), get=no_line).container == "png"
    baked = svg.bake(TEXT)
    assert read(baked.encode() if isinstance(baked, str) else baked, get=no_line).container == "svg"
    assert read(png.bake(JWT), get=no_line).token == JWT


def test_a_qr_code_leads_to_the_credential() -> None:
    asked: list[str] = []

    def get(url: str) -> bytes:
        asked.append(url)
        return TEXT.encode()

    assert read(qr.png("https://abc.example.edu.in/credentials/1"), get=get).document == DOCUMENT
    assert asked == ["https://abc.example.edu.in/credentials/1"]


def test_an_address_is_fetched_once_and_does_not_lead_on() -> None:
    assert read(b" https://x.example/1 \n", get=lambda url: TEXT.encode()).document == DOCUMENT
    with pytest.raises(CheckFailed):
        read(b"https://x.example/1", get=lambda url: b"https://x.example/2")
    with pytest.raises(CheckFailed):
        read(b"https://x.example/1", get=lambda url: qr.png("https://x.example/2"))


@pytest.mark.parametrize(
    ("source", "code", "word"),
    [
        (b"", "nothing-there", "Nothing"),
        (b" \n", "nothing-there", "Nothing"),
        (b"<!doctype html><html>", "not-a-credential-file", "a web page"),
        (b"<?xml version='1.0'?><x/>", "not-a-credential-file", "a web page or other XML"),
        (b"GIF89a....", "not-a-credential-file", "a GIF picture"),
        (b"PK\x03\x04....", "not-a-credential-file", "a ZIP archive"),
        (b"\x1f\x8b....", "not-a-credential-file", "a gzip archive"),
        (b"hello", "not-a-credential-file", "text of another kind"),
        (b"ftp://x.example/", "not-a-credential-file", "text of another kind"),
        (b"\xff\xff\xff", "not-utf-8", "UTF-8"),
        (b"[]", "json-not-an-object", "a list"),
        (b"{", "json-broken", "line 1"),
        (b"a.b.c", "jwt-broken", "payload"),
        (b"eyJhIjoxfQ.eyJhIjoxLCJhIjoyfQ.x", "json-duplicate-key", "twice"),
        (b"{" + b" " * 2_000_000 + b"}", "too-large", "2000000"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 10_000_000, "too-large", "10000000"),
        (b"\x89PNG\r\n\x1a\nrubbish", "container-unreadable", "PNG"),
        (b"%PDF-1.7 rubbish", "container-unreadable", "PDF"),
        (b"\xff\xd8\xff\xe0 rubbish", "container-unreadable", "JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "nothing-inside", "SVG"),
    ],
)
def test_the_rest_is_refused_by_name(source: bytes, code: str, word: str) -> None:
    with pytest.raises(CheckFailed) as refused:
        read(source, get=no_line)
    assert refused.value.code == code, str(refused.value)
    assert word in str(refused.value)
