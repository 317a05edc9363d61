"""The kinds of files, by name, and the reader that each one's header makes."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Protocol

from batches.reading.file_problems import UnsupportedFile
from batches.reading.nad import NadReader
from batches.reading.problems import Problem
from batches.reading.redemptions import RedemptionReader
from batches.reading.revocations import RevocationReader
from batches.reading.rows import ParsedRow
from batches.reading.tidy import TidyReader

AWARDS_NAD, AWARDS, REDEMPTIONS, REVOCATIONS = "awards-nad", "awards", "redemptions", "revocations"


class RowReader(Protocol):
    """What every kind gives: notes about the header, and a parsed row for cells."""

    notes: tuple[Problem, ...]

    def parse_row(self, number: int, cells: list[str]) -> ParsedRow:
        """Read one row; everything that is wrong with it is in its problems, nothing is raised."""
        ...


class _MakesReader(Protocol):
    def __call__(self, header: Sequence[str], *, today: date) -> RowReader: ...


KINDS: Mapping[str, _MakesReader] = MappingProxyType(
    {AWARDS_NAD: NadReader, AWARDS: TidyReader, REDEMPTIONS: RedemptionReader, REVOCATIONS: RevocationReader}
)


def reader_for(kind: str, header: Sequence[str], *, today: date) -> RowReader:
    """Compile a header for a kind; refuses with a `FileProblem` when columns are missing."""
    makes = KINDS.get(kind)
    if makes is None:
        raise UnsupportedFile(f"There is no kind of file named {kind}; there are {', '.join(KINDS)}.", field="kind")
    return makes(header, today=today)
