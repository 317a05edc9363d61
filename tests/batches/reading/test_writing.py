"""Exports can't act as formulas, and rejects come back as they went."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batches.reading.kinds import AWARDS_NAD, reader_for
from batches.reading.tables import open_table
from batches.reading.writing import write_rejects
from identity.cells import restored, safe_cell
from tests.batches.reading.reading_files import NAD_ROW, TODAY, codes


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'=1", "=cmd|'/C c'!A0"])
def test_a_cell_that_could_act_is_made_text(text: str) -> None:
    assert safe_cell(text) == "'" + text
    assert restored(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "-4", "+4.5", "Meera", "O'Neil", "012345678901", "'tis"])
def test_harmless_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text == restored(text)


@given(st.text())
def test_what_was_made_safe_is_restored(text: str) -> None:
    safe = safe_cell(text)
    assert restored(safe) == text
    assert safe[:1] not in ("=", "@", "\t", "\r")


def test_rejects_are_mended_and_read_again() -> None:
    cells = list({**NAD_ROW, "DOB": "12/25/2001", "CNAME": "=Meera, Nair", "SESSION": "क्\u200dष"}.values())
    out = io.StringIO(newline="")
    assert write_rejects(out, tuple(NAD_ROW), rejects=[(17, cells, ["Day and month look swapped.", "Second."])]) == 1
    written = out.getvalue()
    assert written.startswith("\ufeffABC") and "'=Meera" in written
    mended = written.replace("12/25/2001", "25/12/2001").encode()
    with open_table(io.BytesIO(mended), filename="rejects.csv") as table:
        reader = reader_for(AWARDS_NAD, table.header, today=TODAY)
        ((number, again),) = list(table.rows())
    assert (reader.notes, number) == ((), 2)
    assert again[-2:] == ["17", "Day and month look swapped. Second."]
    row = reader.parse_row(number, again)
    assert codes(row) == [] and row.learner.name == "=Meera, Nair"


def test_problems_of_an_earlier_round_are_not_repeated() -> None:
    out = io.StringIO(newline="")
    rejects = [(3, ["1", "17", "Old."], ["New."]), (4, ["2"], ["New."])]
    write_rejects(out, ("A", "__row", "__problems"), rejects=rejects)
    assert out.getvalue() == "\ufeffA,__row,__problems\r\n1,3,New.\r\n2,4,New.\r\n"
