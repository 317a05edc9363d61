"""Headers as exporters write them find their columns."""

import pytest

from batches.reading.columns import NAD, block_of, known_count, squeezed
from batches.reading.file_problems import ColumnsMissing, UnsupportedFile
from batches.reading.headers import find_header, map_columns, sheet_column
from batches.reading.kinds import AWARDS_NAD, REDEMPTIONS, reader_for
from tests.batches.reading.reading_files import NAD_ROW, TODAY


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("SESSION ", "SESSION"),
        ("Month", "MONTH"),
        ("D_O_B", "DOB"),
        ("REG_NO", "REGN_NO"),
        ("ACADMIC_COURSE_ID", "ACADEMIC_COURSE_ID"),
        ("abc account id", "ABC_ACCOUNT_ID"),
    ],
)
def test_seen_spellings_mean_their_canonical_column(written: str, canonical: str) -> None:
    assert NAD[squeezed(written)] == canonical


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("SUB1", (1, "")),
        ("SUB15NM", (15, "NM")),
        ("sub2_credit_points ", (2, "_CREDIT_POINTS")),
        ("SUB3CREDIT_ELIGIBILITY", (3, "_CREDIT_ELIGIBILITY")),
        ("SUB3_CREDIT_ELIGIBILITY", (3, "_CREDIT_ELIGIBILITY")),
        ("SUB120_GRADE", (120, "_GRADE")),
        ("SUBJECT", None),
        ("SUB1_WISDOM", None),
    ],
)
def test_blocks_of_any_number_are_read(written: str, meant: tuple[int, str] | None) -> None:
    assert block_of(written) == meant


def test_exporters_known_mistakes_are_no_unknown_columns() -> None:
    header = ("GRAND_TOT_CREDIT_POINT", "SGPA _Desc", "SUB1NON_CREDIT_HOURS", "FNAME", "__problems", "__row")
    assert map_columns(header, NAD, blocks=True).notes == ()


def test_unknown_columns_are_a_note_and_never_an_error() -> None:
    notes = map_columns((*NAD_ROW, "HOSTEL", "SUB1_WISDOM"), NAD, blocks=True).notes
    assert [(note.code, note.severity, note.seen) for note in notes] == [
        ("columns-unknown", "note", "HOSTEL, SUB1_WISDOM")
    ]


def test_a_header_of_block_12_inside_block_13_is_block_13s() -> None:
    header = ("SUB12", "SUB12_CREDIT", "SUB12_CREDIT_POINTS", "SUB13", "SUB13_CREDIT", "SUB12_CREDIT_POINTS", "SUB14")
    found = map_columns(header, NAD, blocks=True)
    assert found.blocks[12]["_CREDIT_POINTS"] == 2
    assert found.blocks[13]["_CREDIT_POINTS"] == 5
    assert [(note.code, note.severity) for note in found.notes] == [("block-column-moved", "warning")]


def test_a_doubled_column_is_read_once_with_a_warning_that_says_which() -> None:
    found = map_columns(("REG_NO", "CNAME", "REGN_NO"), NAD, blocks=True)
    assert found.places["REGN_NO"] == 2
    assert "column C of the sheet" in found.notes[0].sentence()


def test_the_row_with_most_known_names_is_the_header() -> None:
    rows = [["RESULT", "SESSION"], ["a", "b"], list(NAD_ROW), ["M", "F"]]
    assert find_header(rows) == (2, len(NAD_ROW))
    assert known_count(["Meera", "", "x" * 5000]) == 0


def test_missing_columns_are_named_beside_those_seen() -> None:
    header = tuple(name for name in NAD_ROW if name not in {"REGN_NO", "ABC_ACCOUNT_ID"})
    with pytest.raises(ColumnsMissing, match=r"not found: ABC_ACCOUNT_ID, REGN_NO. Seen were: RROLL"):
        reader_for(AWARDS_NAD, header, today=TODAY)


def test_a_file_without_courses_or_of_another_kind_is_refused() -> None:
    header = tuple(name for name in NAD_ROW if not name.startswith("SUB"))
    with pytest.raises(ColumnsMissing, match="SUB1"):
        reader_for(AWARDS_NAD, header, today=TODAY)
    with pytest.raises(ColumnsMissing, match="awards"):
        reader_for(REDEMPTIONS, tuple(NAD_ROW), today=TODAY)
    with pytest.raises(UnsupportedFile, match="no kind"):
        reader_for("grades", tuple(NAD_ROW), today=TODAY)


def test_columns_are_named_as_spreadsheets_do() -> None:
    assert [sheet_column(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
