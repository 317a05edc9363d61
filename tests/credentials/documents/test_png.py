"""A credential in a PNG: baked and read back, and what is refused."""

import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from credentials.documents import UnreadableDocument, png
from credentials.documents.badge import BadgePicture, draw_png, picture_of
from credentials.documents.chunks import Chunk, chunks_of
from credentials.documents.limits import MOST_FILE_BYTES, MOST_TEXT_BYTES
from credentials.documents.refusals import UnbakeableCredential, UnprintableText
from tests.credentials.documents.examples import CREDENTIAL, HINDI_TITLE, JWT, png_with

PLAIN = png_with()
KEYWORD = b"openbadgecredential\0"


def code_of(picture: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        png.read(picture)
    assert refused.value.code in UnreadableDocument.CODES
    assert len(refused.value.detail) > 30
    return refused.value.code


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_text_comes_back_as_it_was_baked(text: str) -> None:
    assert png.read(png.bake(text, picture=PLAIN)) == text.strip()


def test_the_chunk_stands_after_the_header_uncompressed_under_the_standards_keyword() -> None:
    chunks = list(chunks_of(png.bake(JWT, picture=PLAIN)))
    assert chunks[1] == Chunk(b"iTXt", KEYWORD + b"\0\0\0\0" + JWT.encode())


def test_pillow_reads_the_baked_picture_and_its_text() -> None:
    picture = Image.open(io.BytesIO(png.bake(CREDENTIAL)))
    assert picture.size == (600, 600)
    assert picture.text["openbadgecredential"] == CREDENTIAL  # type: ignore[attr-defined]


def test_a_second_credential_takes_the_place_of_the_first() -> None:
    assert png.read(png.bake("second", picture=png.bake("first", picture=PLAIN))) == "second"


def test_compressed_text_is_read_too() -> None:
    packed = Chunk(b"iTXt", KEYWORD + b"\1\0\0\0" + zlib.compress(CREDENTIAL.encode()))
    assert png.read(png_with(packed)) == CREDENTIAL


def test_a_compressed_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = Chunk(b"iTXt", KEYWORD + b"\1\0\0\0" + zlib.compress(b"\0" * (MOST_TEXT_BYTES + 2)))
    assert code_of(png_with(packed)) == "bomb"


@pytest.mark.parametrize(
    "text", [b"\1\0\0\0" + b"not zlib", b"\1\0\0\0" + zlib.compress(b"x" * 99)[:-6], b"\0", b"\7\0\0\0x"]
)
def test_a_badly_laid_out_credential_is_damaged(text: bytes) -> None:
    assert code_of(png_with(Chunk(b"iTXt", KEYWORD + text))) == "damaged"


def test_a_changed_letter_is_told_by_the_chunks_sum() -> None:
    baked = png.bake(CREDENTIAL, picture=PLAIN)
    assert code_of(baked.replace(b"Literacy", b"Illiteracy"[:8])) == "damaged"


@given(st.integers(0, len(png.bake(JWT, picture=PLAIN)) - 1), st.integers(1, 255))
@settings(max_examples=300)
def test_a_changed_byte_never_gives_another_credential(place: int, change: int) -> None:
    baked = bytearray(png.bake(JWT, picture=PLAIN))
    baked[place] ^= change
    with pytest.raises(UnreadableDocument):
        png.read(bytes(baked))


@given(st.binary(max_size=200))
def test_any_bytes_after_the_signature_are_refused_by_name(rest: bytes) -> None:
    assert code_of(b"\x89PNG\r\n\x1a\n" + rest) == "damaged"


def test_an_older_badge_is_named_as_one() -> None:
    assert code_of(png_with(Chunk(b"iTXt", b"openbadges\0\0\0\0\0{}"))) == "older-badge"
    assert code_of(png_with(Chunk(b"tEXt", b"openbadges\0https://badges.example/1"))) == "older-badge"


def test_other_files_are_refused_by_what_they_are() -> None:
    assert code_of(PLAIN) == "no-credential"
    assert code_of(b"%PDF-1.7") == "not-this-kind"
    assert code_of(PLAIN + b"\0" * MOST_FILE_BYTES) == "too-large"
    assert code_of(png_with(*[Chunk(b"tEXt", b"a\0b")] * 65_536)) == "too-large"
    one = Chunk(b"iTXt", KEYWORD + b"\0\0\0\0{}")
    assert code_of(png_with(one, one)) == "several-credentials"
    assert code_of(png_with(Chunk(b"iTXt", KEYWORD + b"\0\0\0\0\xff"))) == "damaged"


def test_an_empty_credential_is_not_baked() -> None:
    with pytest.raises(UnbakeableCredential):
        png.bake("  ", picture=PLAIN)


def test_the_badge_says_what_the_credential_says() -> None:
    assert picture_of(CREDENTIAL) == BadgePicture(
        title="Data Literacy for Public Health",
        institution="Example State University",
        credits="2 credits",
        level="NCrF level 5.0",
    )
    assert picture_of(JWT).title == "Data"
    assert picture_of("[" * 100_000).title == "Credential"


def test_a_badge_is_drawn_in_devanagari_and_refuses_a_script_without_a_font() -> None:
    hindi = BadgePicture(title=HINDI_TITLE * 5, institution="", credits="", level="", language="hi")
    assert Image.open(io.BytesIO(draw_png(hindi, side=200))).size == (200, 200)
    with pytest.raises(UnprintableText) as refused:
        draw_png(BadgePicture(title="தமிழ்", institution="", credits="", level=""))
    assert refused.value.characters[:2] == ("த", "ம")
