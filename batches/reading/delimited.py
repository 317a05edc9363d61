"""Streams the rows of delimited text: separators are told apart by the header, memory stays flat."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from batches.reading.file_problems import FileProblem, FileTooLarge, HeaderNotFound, UnreadableFile
from batches.reading.headers import HEADER_WITHIN, find_header
from batches.reading.limits import Limits

SEPARATORS = ",;\t|"
_LINE_LENGTH = 2**20 * 8


class _KeepOpen(io.BufferedReader):
    """A buffer that leaves the uploaded file open when the text around it is let go."""

    def close(self) -> None:
        """Do nothing: whoever opened the upload closes it."""


class _Source(io.RawIOBase):
    """Makes any binary file that can only `read` fit under a text reader."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._source.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


class DelimitedText:
    """One delimited file, read from its start as often as asked."""

    def __init__(self, source: BinaryIO, *, encoding: str, limits: Limits, separator: str = ",") -> None:
        self._source, self._encoding, self._limits, self.separator = source, encoding, limits, separator
        self._length = 0

    def find_header(self) -> tuple[int, tuple[str, ...]]:
        """Choose the separator under which a row holds the most known names; return its row number and cells."""
        best = (0, 0)
        found: tuple[int, tuple[str, ...]] = (0, ())
        refusal: FileProblem | None = None
        for separator in SEPARATORS:
            try:
                rows = list(islice(self._records(separator), HEADER_WITHIN))
                index, known = find_header(rows)
            except (HeaderNotFound, UnreadableFile) as refused:
                refusal = refusal or refused
                continue
            if (known, len(rows[index])) > best:
                best, found = (known, len(rows[index])), (index + 1, tuple(rows[index]))
                self.separator = separator
        if refusal is not None and not best[0]:
            raise refusal
        return found

    def rows(self, after: int = 0) -> Iterator[tuple[int, list[str]]]:
        """Yield row numbers and cells below a row; rows with nothing in them are passed over but counted."""
        limit, longest = self._limits.max_rows + after, self._limits.max_cell_length
        for number, cells in enumerate(self._records(self.separator), 1):
            if number <= after:
                continue
            if number > limit:
                raise FileTooLarge(f"The file has more than {self._limits.max_rows:,} rows. Send it in parts.")
            if self._length > longest and max(map(len, cells), default=0) > longest:
                raise self._long_cell(number, cells)
            if any(cells) and not all(cell.isspace() for cell in cells if cell):
                yield number, cells

    def _records(self, separator: str) -> Iterator[list[str]]:
        reader = csv.reader(self._lines(), delimiter=separator)
        number = 0
        while True:
            self._length = 0
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise UnreadableFile(
                    f"Row {number} can't be taken apart into cells ({error}). A double quote that is opened and "
                    "never closed does this: close it, or write it twice where it is part of the text."
                ) from error
            yield cells

    def _lines(self) -> Iterator[str]:
        self._source.seek(0)
        raw = _KeepOpen(_Source(self._source), 2**18)
        with io.TextIOWrapper(raw, encoding=self._encoding, newline="") as text:
            while line := text.readline(_LINE_LENGTH):
                self._length += len(line)
                if self._length >= _LINE_LENGTH:
                    raise FileTooLarge(
                        f"A row is longer than {_LINE_LENGTH:,} characters. Check where lines end and quotes close."
                    )
                yield line

    def _long_cell(self, number: int, cells: list[str]) -> FileTooLarge:
        place = next(index for index, cell in enumerate(cells, 1) if len(cell) > self._limits.max_cell_length)
        return FileTooLarge(
            f"Row {number}, column {place} has {len(cells[place - 1]):,} characters; "
            f"{self._limits.max_cell_length:,} are allowed. A double quote that is never closed does this too."
        )
