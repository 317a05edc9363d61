"""QR codes: written as SVG or PNG, and read from a photo or a screenshot."""

import io
import warnings
from typing import Final

import segno
import zxingcpp
from PIL import Image, ImageOps

from credentials.documents.limits import must_be_small
from credentials.documents.refusals import UnreadableDocument

QUIET_ZONE: Final = 4
MOST_PIXELS: Final = 50_000_000
# Wide enough for a code that fills a tenth of a page in a photo, and read in well under a second.
WIDEST_READ: Final = 3_000
_PICTURES: Final = ("PNG", "JPEG", "WEBP")


def svg(text: str, *, title: str = "", dark: str = "#15172c", border: int = QUIET_ZONE) -> str:
    """Return the code as an inline SVG that scales with its box; presentation attributes only, as the CSP wants.

    Error correction is M (15 %). `title` is the accessible name. Units of `border` are modules.
    """
    out = io.BytesIO()
    segno.make(text, error="m", micro=False, boost_error=False).save(
        out,
        kind="svg",
        xmldecl=False,
        border=border,
        dark=dark,
        omitsize=True,
        title=title or None,
        svgclass=None,
        lineclass=None,
    )
    return out.getvalue().decode().strip()


def png(text: str, *, scale: int = 8) -> bytes:
    """Return the code as a PNG of `scale` pixels a module, with the quiet zone of the standard (ISO/IEC 18004)."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False, boost_error=False).save(out, kind="png", scale=scale, border=QUIET_ZONE)
    return out.getvalue()


def read(picture: bytes) -> str | None:
    """Return the text of the QR code in a PNG, JPEG or WebP, or None where none is found.

    Refuses other files and pictures above `MOST_PIXELS`: that is decided by the header, before a pixel is unpacked.
    """
    must_be_small(picture)
    code = zxingcpp.read_barcode(_grey(picture), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return code.text if code is not None and code.valid else None


def _grey(picture: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow only warns of a large picture; its size is judged here.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(picture), formats=_PICTURES)
        if opened.width * opened.height > MOST_PIXELS:
            raise UnreadableDocument(
                "bomb",
                f"The picture has {opened.width} x {opened.height} pixels; at most {MOST_PIXELS:,} are read. "
                "Crop it to the code.",
            )
        opened.draft("L", (WIDEST_READ, WIDEST_READ))
        flat = ImageOps.exif_transpose(opened).convert("LA").convert("RGBA")
    except Image.DecompressionBombError as error:
        raise UnreadableDocument("bomb", f"The picture is too large to be read ({error}).") from error
    except (OSError, ValueError, SyntaxError) as error:
        if isinstance(error, UnreadableDocument):
            raise
        raise UnreadableDocument("not-this-kind", f"A PNG, JPEG or WebP picture was expected ({error}).") from error
    # A code drawn dark on nothing is dark on white.
    page = Image.new("RGBA", flat.size, "white")
    page.alpha_composite(flat)
    page.thumbnail((WIDEST_READ, WIDEST_READ))
    return page.convert("L")
