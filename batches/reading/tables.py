"""Opens an upload, whatever its encoding, separator or format, as one table: a header and a stream of rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO, Self

from batches.reading.columns import PROBLEMS_COLUMN
from batches.reading.delimited import DelimitedText
from batches.reading.encodings import text_encoding
from batches.reading.file_problems import EncryptedFile, FileTooLarge, UnsupportedFile
from batches.reading.limits import Limits
from batches.reading.problems import Problem
from batches.reading.sheets import spool_sheet
from identity.cells import restored

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"<": "a web page or XML",
    b"{": "JSON",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it; `rows()` starts anew each time, one at a time. Close it after use."""

    header: tuple[str, ...]
    header_row: int
    notes: tuple[Problem, ...]
    _rows: Callable[[], Iterator[tuple[int, list[str]]]] = field(repr=False)
    _close: Callable[[], None] = field(repr=False, default=lambda: None)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield row numbers as the spreadsheet shows them, and cells as text; a repeated header is passed over."""
        header = list(self.header)
        mended = any(name.strip().lower() == PROBLEMS_COLUMN for name in header)
        for number, cells in self._rows():
            if cells == header:
                continue
            yield number, [restored(cell) for cell in cells] if mended else cells

    def close(self) -> None:
        """Let go of what was spooled to disk; the upload itself stays open."""
        self._close()

    def __enter__(self) -> Self:
        """Use the table in a `with` statement."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close at the end of the `with` statement."""
        self.close()


def open_table(source: BinaryIO, *, filename: str, limits: Limits | None = None) -> Table:
    """Open an upload (a seekable binary file) as a table; refuses with a `FileProblem` that says how to mend it."""
    bounds = limits or Limits()
    source.seek(0)
    start = source.read(8)
    if start.startswith(_ZIP):
        return _open_workbook(source, bounds)
    if start.startswith(_OLE):
        raise _old_workbook(source)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    other = next((name for magic, name in _OTHERS.items() if text.startswith(magic)), None)
    if other:
        raise UnsupportedFile(f"{filename} is {other}. Save the table as .xlsx or CSV and send that.")
    return _open_text(source, bounds)


def _open_text(source: BinaryIO, limits: Limits) -> Table:
    encoding, notes = text_encoding(source, limits)
    text = DelimitedText(source, encoding=encoding, limits=limits)
    header_row, header = text.find_header()
    _check_width(header, limits)
    return Table(header, header_row, notes, lambda: text.rows(after=header_row))


def _open_workbook(source: BinaryIO, limits: Limits) -> Table:
    spool = spool_sheet(source, limits)
    _check_width(spool.header, limits)
    return Table(spool.header, spool.header_row, (), spool.rows, spool.close)


def _check_width(header: tuple[str, ...], limits: Limits) -> None:
    if len(header) > limits.max_columns:
        raise FileTooLarge(f"The header has {len(header):,} columns; {limits.max_columns:,} are allowed.")


def _old_workbook(source: BinaryIO) -> EncryptedFile | UnsupportedFile:
    """Tell a workbook under a password from one of the old .xls kind: both are boxes of the same make."""
    source.seek(0)
    if _ENCRYPTED_PART in source.read(2**20 * 16):
        return EncryptedFile("The workbook is protected by a password. Remove the password and send it again.")
    return UnsupportedFile("Workbooks of the old .xls kind are not read. Save it as .xlsx or CSV and send that.")
