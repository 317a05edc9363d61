"""Small hand-written files for the tests of reading."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from batches.reading.kinds import AWARDS_NAD, reader_for
from batches.reading.limits import Limits
from batches.reading.rows import ParsedRow
from batches.reading.tables import Table, open_table

TODAY = date(2026, 6, 30)
NAD_ROW = {
    "ABC_ACCOUNT_ID": "012345678901",
    "REGN_NO": "R-1",
    "RROLL": "7",
    "CNAME": "Meera Nair",
    "GENDER": "F",
    "DOB": "05/11/2003",
    "ACADEMIC_COURSE_ID": "BVOC",
    "COURSE_NAME": "B.Voc.",
    "SESSION": "NA",
    "YEAR": "2025",
    "MONTH": "MAY",
    "SEM": "III",
    "MRKS_REC_STATUS": "O",
    "RESULT": "PASS",
    "SUB1NM": "Soil Testing",
    "SUB1": "MC1",
    "SUB1_GRADE": "A",
    "SUB1_GRADE_POINTS": "8",
    "SUB1_CREDIT": "4",
    "SUB1_CREDIT_POINTS": "32",
    "TOT_CREDIT": "4",
}


def opened(content: str | bytes, *, encoding: str = "utf-8", limits: Limits | None = None) -> Table:
    """Open literal text or bytes as a table."""
    stored = content.encode(encoding) if isinstance(content, str) else content
    return open_table(io.BytesIO(stored), filename="results.csv", limits=limits)


def workbook(path: Path, rows: Sequence[Sequence[Any]], *, sheets: Sequence[str] = ("Results",)) -> Path:
    """Write the rows into the last of the sheets, numbers as numbers and dates as dates."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    for name in sheets:
        sheet = book.add_worksheet(name)
    for index, row in enumerate(rows):
        sheet.write_row(index, 0, row)
    book.close()
    return path


def parsed_nad(cells: dict[str, str] | None = None, /, **changed: str) -> ParsedRow:
    """Parse one NAD row that is right but for what is changed."""
    row = {**NAD_ROW, **(cells or {}), **changed}
    return reader_for(AWARDS_NAD, tuple(row), today=TODAY).parse_row(2, list(row.values()))


def codes(row: ParsedRow) -> list[str]:
    """Name the row's problems by code, and prove that each can be told as a sentence."""
    assert all(problem.sentence() for problem in row.problems)
    return [problem.code for problem in row.problems]
