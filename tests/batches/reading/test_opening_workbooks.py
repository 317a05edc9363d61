"""Workbooks open as tables of text, and bombs are refused before they unfold."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from batches.reading.file_problems import EncryptedFile, FileTooLarge, HeaderNotFound, UnreadableFile, UnsupportedFile
from batches.reading.limits import MIB, Limits
from batches.reading.tables import Table, open_table
from tests.batches.reading.reading_files import workbook

HEADER = ["REGN_NO", "CNAME", "DOB", "ABC_ACCOUNT_ID", "SGPA"]
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


def read(path: Path, limits: Limits | None = None) -> Table:
    return open_table(io.BytesIO(path.read_bytes()), filename=path.name, limits=limits)


def with_sheet(path: Path, rows: str, **extra: bytes) -> Path:
    """Replace the first sheet's content by hand-written cells, and add members."""
    members = _members(workbook(path, [HEADER]))
    members["xl/worksheets/sheet1.xml"] = SHEET.format(rows=rows).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in {**members, **extra}.items():
            archive.writestr(name, body)
    return path


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_numbers_become_digits_and_dates_become_days(tmp_path: Path) -> None:
    row = ["R1", "Meera", date(2003, 11, 5), 250000000123, 8.89]
    with read(workbook(tmp_path / "a.xlsx", [HEADER, row])) as table:
        assert list(table.rows()) == [(2, ["R1", "Meera", "05/11/2003", "250000000123", "8.89"])]


def test_the_first_sheet_with_a_known_header_is_read_wherever_its_header_stands(tmp_path: Path) -> None:
    rows = [["Title"], [], ["Part 1"], HEADER, *([f"R{n}", "Ann"] for n in range(40)), [], ["R99", "Last"]]
    with read(workbook(tmp_path / "a.xlsx", rows, sheets=("Cover", "Results"))) as table:
        read_rows = list(table.rows())
    assert table.header_row == 4
    assert [number for number, _ in read_rows] == [*range(5, 45), 46]
    assert [cells[0] for _, cells in read_rows] == [*(f"R{n}" for n in range(40)), "R99"]


def test_a_workbook_without_known_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HeaderNotFound, match="apples"):
        read(workbook(tmp_path / "a.xlsx", [["apples", "pears"], [1, 2]]))


def test_two_cells_that_claim_billions_are_refused_and_the_worker_lives(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(FileTooLarge, match="CSV"):
        read(with_sheet(tmp_path / "a.xlsx", rows))


def test_a_member_that_unfolds_too_far_is_refused(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "a.xlsx", "", **{"xl/media/bomb.bin": b"\0" * 8 * MIB})
    with pytest.raises(FileTooLarge, match="times its size"):
        read(path)


def test_the_sum_of_members_is_bounded(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "a.xlsx", "", **{f"x{n}.bin": b"\0" * MIB for n in range(3)})
    with pytest.raises(FileTooLarge, match="unfolds"):
        read(path, Limits(max_uncompressed=2 * MIB))


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "a.xlsx", "", **{f"x{n}": b"" for n in range(30)})
    with pytest.raises(FileTooLarge, match="parts"):
        read(path, Limits(max_members=20))


def test_a_member_that_lies_about_its_size_is_found(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "a.xlsx", "", **{"xl/lie.bin": b"\0" * 3 * MIB})
    true, lie = (3 * MIB).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true, lie))
    with pytest.raises(UnreadableFile, match=r"damaged.*lie\.bin"):
        read(path)


def test_a_protected_archive_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEADER])
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(EncryptedFile):
        read(path)


def test_another_archive_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "a.ods"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(UnsupportedFile, match="xlsx"):
        read(other)
    broken = workbook(tmp_path / "b.xlsx", [HEADER])
    broken.write_bytes(broken.read_bytes()[:900])
    with pytest.raises(UnreadableFile, match="damaged"):
        read(broken)


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises((UnreadableFile, HeaderNotFound)):
        read(with_sheet(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1'))


def test_rows_and_cells_of_a_sheet_are_bounded(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [HEADER, *(["R1", "x" * 50] for _ in range(40))])
    with pytest.raises(FileTooLarge, match="rows"):
        read(path, Limits(max_rows=30))
    with read(path, Limits(max_cell_length=40)) as table, pytest.raises(FileTooLarge, match="Row 2"):
        list(table.rows())
