"""QR codes: written, and read from pictures."""

import io
import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from credentials.documents import UnreadableDocument, qr
from tests.credentials.documents.examples import VERIFY_URL, png_with


def as_bytes(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=200))
@settings(max_examples=30, deadline=None)
def test_a_code_reads_back_as_it_was_written(path: str) -> None:
    assert qr.read(qr.png(f"https://bank.example.in/{path}", scale=4)) == f"https://bank.example.in/{path}"


def test_a_turned_photo_in_grey_light_is_read() -> None:
    code = Image.open(io.BytesIO(qr.png(VERIFY_URL, scale=9))).convert("RGB")
    photo = Image.new("RGB", (1600, 1200), "#9a9a94")
    photo.paste(code.rotate(17, expand=True, fillcolor="#ffffff"), (500, 300))
    assert qr.read(as_bytes(photo, "JPEG")) == VERIFY_URL
    assert qr.read(as_bytes(photo, "WEBP")) == VERIFY_URL


def test_a_dark_code_on_nothing_is_read() -> None:
    code = Image.open(io.BytesIO(qr.png(VERIFY_URL))).convert("L")
    clear = Image.new("RGBA", code.size, (0, 0, 0, 255))
    clear.putalpha(code.point(lambda light: 255 - light))
    assert qr.read(as_bytes(clear, "PNG")) == VERIFY_URL


def test_a_picture_without_a_code_gives_none() -> None:
    assert qr.read(png_with()) is None


def test_the_inline_svg_has_no_style_no_script_and_a_name() -> None:
    drawn = qr.svg(VERIFY_URL, title="Check <it>")
    assert drawn.startswith("<svg ")
    assert "<title>Check &lt;it&gt;</title>" in drawn
    assert not re.search(r"style|script|class=|width=", drawn)


@pytest.mark.parametrize("source", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0junk"])
def test_other_files_are_refused(source: bytes) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        qr.read(source)
    assert refused.value.code == "not-this-kind"


@pytest.mark.parametrize("side", [8_000, 20_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(side: int) -> None:
    size = side.to_bytes(4, "big")
    plain = png_with()
    header = plain[:16] + size + size + plain[24:29]
    with pytest.raises(UnreadableDocument) as refused:
        qr.read(header + zlib.crc32(header[12:]).to_bytes(4, "big") + plain[33:])
    assert refused.value.code == "bomb"
