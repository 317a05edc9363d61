"""Finds out how the text of an upload is encoded, reading it once from end to end."""

import codecs
from typing import BinaryIO

from batches.reading.file_problems import EmptyFile, FileTooLarge, UnreadableFile, UnsupportedFile
from batches.reading.limits import MIB, Limits
from batches.reading.problems import Problem, problem

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 4096
_CHUNK = 2**18


def text_encoding(source: BinaryIO, limits: Limits) -> tuple[str, tuple[Problem, ...]]:
    """Return the encoding that reads the whole file, with a warning where it had to be guessed.

    Refuses what is empty, longer than the limit, or no text at all. Leaves the source at its start.
    """
    source.seek(0)
    sample = source.read(_SAMPLE)
    if not sample.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise EmptyFile("The file has no text in it. Export it again and send it with its rows.")
    encoding = next((name for bom, name in _BOMS if sample.startswith(bom)), None) or _without_bom(sample)
    for candidate in (encoding, "cp1252") if encoding == "utf-8" else (encoding,):
        if _decodes(source, candidate, limits=limits):
            source.seek(0)
            return candidate, () if candidate == encoding else (problem("encoding-guessed"),)
    raise UnreadableFile(
        f"The file begins like {encoding.upper()} text, and further on it has bytes that are none. "
        "Save it as CSV in UTF-8 and send it again."
    )


def _without_bom(sample: bytes) -> str:
    """Tell UTF-16 from UTF-8 by where the zero bytes of a header in Latin letters fall."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.05 * half:
        return "utf-16-be"
    if even or odd:
        raise UnsupportedFile("The file is not a table: it has zero bytes. Send a CSV file or an .xlsx workbook.")
    return "utf-8"


def _decodes(source: BinaryIO, encoding: str, *, limits: Limits) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    size = 0
    source.seek(0)
    try:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > limits.max_bytes:
                raise too_many_bytes(limits)
            if "\x00" in decoder.decode(chunk):
                raise UnreadableFile("The file has zero characters in its text. Export it again, as CSV in UTF-8.")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def too_many_bytes(limits: Limits) -> FileTooLarge:
    """Say how large a file may be."""
    return FileTooLarge(f"The file is larger than {limits.max_bytes // MIB} MiB. Send it in parts.")
