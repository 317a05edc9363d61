"""The child process that reads one workbook: `python -m batches.reading.sheet_process PATH MEMORY SECONDS ROWS`.

A sheet of two cells can claim 17 billion, and the reader then aborts its whole process: so that is never a worker.
"""

import csv
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TextIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from batches.reading.file_problems import EmptyFile, EncryptedFile, FileProblem, FileTooLarge, UnreadableFile
from batches.reading.headers import HEADER_WITHIN, find_header, header_not_found

Cell = int | float | str | bool | date | datetime | time | timedelta
REFUSED = 3


def cell_text(cell: Cell) -> str:
    """Write a cell as a person sees it: whole numbers as digits, dates as dd/mm/yyyy."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}" if cell.time() == time() else f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def first_rows(rows: Iterator[list[Cell]]) -> list[list[str]]:
    """Take as many rows as a header is looked for in."""
    return [[cell_text(cell) for cell in cells] for cells in islice(rows, HEADER_WITHIN)]


def write_sheet(path: str, *, max_rows: int, out: TextIO) -> None:
    """Write the first sheet with a known header: a line about it, then row numbers and cells as CSV."""
    with CalamineWorkbook.from_path(path) as workbook:
        seen: Sequence[Sequence[str]] = ()
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).iter_rows()
            top = first_rows(rows)
            seen = seen or top
            try:
                index, _ = find_header(top)
            except FileProblem:
                continue
            out.write(json.dumps({"sheet": name, "header_row": index + 1, "header": top[index]}) + "\n")
            _write_rows(top[index + 1 :], rows, below=index + 1, max_rows=max_rows, out=out)
            return
    raise header_not_found(seen) if seen else EmptyFile("No sheet of the workbook has anything in it.")


def _write_rows(top: list[list[str]], rows: Iterator[list[Cell]], *, below: int, max_rows: int, out: TextIO) -> None:
    write = csv.writer(out).writerow
    number = below
    for number, cells in enumerate(top, below + 1):
        if any(cells):
            write((number, *cells))
    for number, values in enumerate(rows, below + len(top) + 1):
        cells = [value if type(value) is str else cell_text(value) for value in values]
        if any(cells):
            write((number, *cells))
        if number - below > max_rows:
            raise FileTooLarge(f"The sheet has more than {max_rows:,} rows. Send it in parts.")


def main(path: str, *, memory: int, seconds: int, max_rows: int) -> int:
    """Read the workbook within its bounds; a refusal goes to standard error as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    refusal: FileProblem
    try:
        write_sheet(path, max_rows=max_rows, out=sys.stdout)
        sys.stdout.flush()
        return 0
    except FileProblem as problem:
        refusal = problem
    except PasswordError:
        refusal = EncryptedFile("The workbook is protected by a password. Remove the password and send it again.")
    except CalamineError as error:
        refusal = UnreadableFile(f"The workbook is damaged ({error}). Open it in its program and save it again.")
    json.dump({"code": refusal.code, "detail": refusal.detail}, sys.stderr)
    return REFUSED


if __name__ == "__main__":
    _, asked, *bounds = sys.argv
    memory, seconds, max_rows = map(int, bounds)
    sys.exit(main(asked, memory=memory, seconds=seconds, max_rows=max_rows))
