"""Writes tables for people's spreadsheets: no cell can act as a formula, and rejects can be mended and sent again."""

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from batches.reading.columns import OWN_COLUMNS, PROBLEMS_COLUMN, ROW_COLUMN
from identity.cells import safe_cell

BYTE_ORDER_MARK = "\ufeff"


def write_table(out: TextIO, header: Sequence[str], *, rows: Iterable[Sequence[str]]) -> int:
    """Write a CSV that spreadsheets open as UTF-8 (byte order mark, CRLF); return the number of rows."""
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow([safe_cell(name) for name in header])
    count = 0
    for cells in rows:
        writer.writerow([safe_cell(cell) for cell in cells])
        count += 1
    return count


def write_rejects(
    out: TextIO, header: Sequence[str], *, rejects: Iterable[tuple[int, Sequence[str], Sequence[str]]]
) -> int:
    """Write rows that wait for repair: the original columns, then the row's number and what is wrong with it.

    Each reject is (row number, cells, sentences). The reader passes over the two added columns when the file comes
    back, and those of an earlier round are not repeated.
    """
    kept = [index for index, name in enumerate(header) if name.strip().lower() not in OWN_COLUMNS]
    rows = (
        [*(cells[index] if index < len(cells) else "" for index in kept), str(number), " ".join(sentences)]
        for number, cells, sentences in rejects
    )
    return write_table(out, [*(header[index] for index in kept), ROW_COLUMN, PROBLEMS_COLUMN], rows=rows)
