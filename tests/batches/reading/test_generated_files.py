"""Generated files of every exporter and dialect: exactly the rows that were spoilt are found, each with its cause."""

import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from batches.reading.kinds import AWARDS_NAD, reader_for
from batches.reading.tables import open_table
from tests.batches.reading.reading_files import TODAY
from tests.data.nad_generator import DIALECTS, NadFile, write_nad
from tests.data.nad_headers import EXPORTERS


def errors_of(path: Path) -> tuple[int, dict[int, list[tuple[str, str]]]]:
    """Read a file through; return the number of rows, and the errors by row number."""
    found: dict[int, list[tuple[str, str]]] = {}
    count = 0
    with path.open("rb") as source, open_table(source, filename=path.name) as table:
        reader = reader_for(AWARDS_NAD, table.header, today=TODAY)
        for number, cells in table.rows():
            count += 1
            row = reader.parse_row(number, cells)
            if row.has_errors:
                found[number] = [(one.code, one.column) for one in row.problems if one.severity == "error"]
    return count, found


def expected(truth: dict[str, Any]) -> dict[int, list[tuple[str, str]]]:
    return {bad["row"]: [(bad["code"], bad["column"])] for bad in truth["bad"] if bad["found_by"] == "row"}


@pytest.mark.parametrize("exporter", EXPORTERS)
@pytest.mark.parametrize("blocks", [8, 15])
def test_exactly_the_spoilt_rows_are_found_in_every_exporters_file(tmp_path: Path, exporter: str, blocks: int) -> None:
    file = NadFile(rows=1500, share_bad=0.05, exporter=exporter, blocks=blocks, known_learners=True)
    truth = write_nad(tmp_path / "f.csv", file)
    assert {bad["kind"] for bad in truth["bad"]} == {fault.kind for fault in file.faults()}
    assert errors_of(tmp_path / "f.csv") == (1500, expected(truth))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_exactly_the_spoilt_rows_are_found_in_every_dialect(tmp_path: Path, dialect: str) -> None:
    path = tmp_path / ("f.xlsx" if dialect == "xlsx" else "f.csv")
    truth = write_nad(path, NadFile(rows=600, share_bad=0.08, dialect=dialect, exporter="C", header_row=4))
    assert len(truth["bad"]) > 20
    assert errors_of(path) == (600, expected(truth))


def test_the_same_description_makes_the_same_file(tmp_path: Path) -> None:
    file = NadFile(rows=50, share_bad=0.2)
    assert write_nad(tmp_path / "a.csv", file) == write_nad(tmp_path / "b.csv", file)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_the_same_learners_come_back_in_the_next_semester(tmp_path: Path) -> None:
    ids = []
    for semester in (1, 2):
        write_nad(tmp_path / "f.csv", NadFile(rows=30, share_bad=0, semester=semester, exporter="C"))
        with (tmp_path / "f.csv").open("rb") as source, open_table(source, filename="f.csv") as table:
            reader = reader_for(AWARDS_NAD, table.header, today=TODAY)
            ids.append([reader.parse_row(number, cells).learner for number, cells in table.rows()])
    assert ids[0] == ids[1] and len({learner.abc_id for learner in ids[0]}) == 30


def peak_of_reading(path: Path) -> int:
    tracemalloc.start()
    errors_of(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_number_of_rows(tmp_path: Path) -> None:
    for rows in (3_000, 15_000):
        write_nad(tmp_path / f"{rows}.csv", NadFile(rows=rows, share_bad=0, exporter="C", blocks=4))
    peak_of_reading(tmp_path / "3000.csv")
    small, large = (peak_of_reading(tmp_path / f"{rows}.csv") for rows in (3_000, 15_000))
    assert large < small + 1_500_000
