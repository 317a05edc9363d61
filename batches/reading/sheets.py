"""Turns an uploaded workbook into a spool of rows on disk, through a process that may fail alone."""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

from batches.reading.archives import check_workbook
from batches.reading.encodings import too_many_bytes
from batches.reading.file_problems import FileProblem, FileTooLarge, UnreadableFile
from batches.reading.limits import Limits
from batches.reading.sheet_process import REFUSED

_CHUNK = 2**20
_ROOT = Path(__file__).resolve().parents[2]
_REFUSALS = {kind.code: kind for kind in FileProblem.__subclasses__()}


class SheetSpool:
    """The rows of one sheet on disk, read from their start as often as asked."""

    def __init__(self, spool: IO[bytes], limits: Limits) -> None:
        self._spool, self._limits = spool, limits
        spool.seek(0)
        about = json.loads(spool.readline())
        self._start = spool.tell()
        self.sheet: str = about["sheet"]
        self.header_row: int = about["header_row"]
        self.header: tuple[str, ...] = tuple(about["header"])

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield row numbers as the sheet shows them, and cells as text."""
        longest = self._limits.max_cell_length
        self._spool.seek(self._start)
        number = str(self.header_row)
        try:
            for number, *cells in csv.reader(_text_lines(self._spool)):
                if max(map(len, cells), default=0) > longest:
                    raise FileTooLarge(f"Row {number} has a cell of more than {longest:,} characters. Shorten it.")
                yield int(number), cells
        except csv.Error as error:
            raise FileTooLarge(f"A row below row {number} has a cell that is far too long. Shorten it.") from error

    def close(self) -> None:
        """Let the disk space go."""
        self._spool.close()


def _text_lines(spool: IO[bytes]) -> Iterator[str]:
    for line in spool:
        yield line.decode()


def spool_sheet(source: BinaryIO, limits: Limits) -> SheetSpool:
    """Check the archive, read its first sheet with a known header in a child process, and keep the rows on disk."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as workbook:
        _copy(source, workbook, limits=limits)
        check_workbook(workbook, limits)
        workbook.flush()
        spool = tempfile.TemporaryFile()  # noqa: SIM115 - the table that is made of it closes it
        try:
            _run(workbook.name, spool, limits=limits)
            return SheetSpool(spool, limits)
        except BaseException:
            spool.close()
            raise


def _copy(source: BinaryIO, target: IO[bytes], *, limits: Limits) -> None:
    source.seek(0)
    size = 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > limits.max_bytes:
            raise too_many_bytes(limits)
        target.write(chunk)


def _run(path: str, spool: IO[bytes], *, limits: Limits) -> None:
    bounds = (limits.max_sheet_memory, limits.max_sheet_seconds, limits.max_rows)
    command = [sys.executable, "-m", "batches.reading.sheet_process", path, *map(str, bounds)]
    child = subprocess.run(command, stdout=spool, stderr=subprocess.PIPE, cwd=_ROOT, check=False)
    if child.returncode == REFUSED:
        told = json.loads(child.stderr)
        kind = _REFUSALS.get(told["code"], UnreadableFile)
        raise kind(told["detail"])
    if child.returncode:
        raise _too_much(child.stderr)


def _too_much(told: bytes) -> FileProblem:
    if b"memory" in told.lower() or not told:
        return FileTooLarge(
            "The sheet claims more cells than one upload may hold. CSV has no such bound: save it as CSV and send that."
        )
    return UnreadableFile("The workbook can't be read. Save the sheet as CSV and send that.")
