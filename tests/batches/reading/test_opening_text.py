"""Delimited text opens in every encoding and with every separator, and what is no table is refused."""

import io

import pytest

from batches.reading.file_problems import EmptyFile, FileProblem, FileTooLarge, HeaderNotFound, UnreadableFile
from batches.reading.limits import Limits
from batches.reading.tables import open_table
from tests.batches.reading.reading_files import opened

TEXT = "REGN_NO,CNAME,DOB\nR1,मीरा,05/11/2003\nR2,Bob,06/11/2003\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_encoding_is_read_without_a_note(encoding: str) -> None:
    table = opened(TEXT, encoding=encoding)
    assert table.header == ("REGN_NO", "CNAME", "DOB")
    assert list(table.rows()) == [(2, ["R1", "मीरा", "05/11/2003"]), (3, ["R2", "Bob", "06/11/2003"])]
    assert table.notes == ()


def test_windows_text_is_read_with_a_warning() -> None:
    table = opened("REGN_NO,CNAME\nR1,José\n", encoding="cp1252")
    assert list(table.rows()) == [(2, ["R1", "José"])]
    assert [note.code for note in table.notes] == ["encoding-guessed"]


def test_a_wrong_byte_far_below_the_sample_is_found_before_any_row_is_read() -> None:
    table = opened(b"REGN_NO,CNAME\n" + b"R1,Ann\n" * 50_000 + b"R2,Jos\xe9\n")
    assert [note.code for note in table.notes] == ["encoding-guessed"]
    assert list(table.rows())[-1] == (50_002, ["R2", "José"])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_from_the_header(separator: str) -> None:
    table = opened(TEXT.replace(",", separator).replace("Bob", '"Bob, B;o|b"'))
    assert next(cells for number, cells in table.rows() if number == 3)[1] == "Bob, B;o|b"


def test_a_header_below_a_title_and_blank_rows_keeps_row_numbers() -> None:
    table = opened("Sahyadri University\n\nResults of May, all colleges\n" + TEXT + "\n,,\nR3,Zoya,07/11/2003\n")
    assert table.header_row == 4
    assert [number for number, _ in table.rows()] == [5, 6, 9]


def test_a_quoted_line_break_is_one_row() -> None:
    table = opened('REGN_NO,CNAME\nR1,"Ann\nLee"\nR2,Bob\n')
    assert list(table.rows()) == [(2, ["R1", "Ann\nLee"]), (3, ["R2", "Bob"])]


def test_other_line_ends_do_not_break_rows() -> None:
    table = opened("REGN_NO,CNAME\rR1,Ann\u2028Lee\rR2,Bob\x85\r")
    assert list(table.rows()) == [(2, ["R1", "Ann\u2028Lee"]), (3, ["R2", "Bob\x85"])]


def test_a_repeated_header_is_passed_over() -> None:
    assert [number for number, _ in opened(TEXT + TEXT).rows()] == [2, 3, 5, 6]


def test_rows_can_be_read_twice() -> None:
    table = opened(TEXT)
    assert list(table.rows()) == list(table.rows())


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"  \r\n\r\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        opened(content)


def test_a_file_without_column_names_is_refused_with_what_was_seen() -> None:
    with pytest.raises(HeaderNotFound, match=r"REGN_NO.*Seen was: apples, pears"):
        opened("apples,pears\n1,2\n")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x1f\x8b\x08 ...", "compressed"),
        (b"<html><table>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old .xls kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"REGN_NO,CNAME\nR1,\x00\x00Ann", "zero bytes"),
        (b"REGN_NO,CNAME\n" + b"R1,Ann\n" * 2000 + b"\x00", "zero characters"),
        (b"REGN_NO,CNAME\nR1,\x81\x8d", "UTF-8"),
        (b"\xff\xfeR\x00E", "CSV"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, told: str) -> None:
    with pytest.raises(FileProblem, match=told) as refused:
        opened(content)
    assert refused.value.status in (413, 422)


def test_a_quote_that_never_closes_is_named() -> None:
    content = "REGN_NO,CNAME\n" + "R0,Zoya\n" * 30 + 'R1,"Ann\n' + "R2,Bob\n" * 30_000
    with pytest.raises(UnreadableFile, match=r"Row 32 .*double quote"):
        list(opened(content).rows())
    with pytest.raises(UnreadableFile, match=r"Row 1 .*double quote"):
        opened('"REGN_NO,CNAME\n' + "R2,Bob\n" * 30_000)


@pytest.mark.parametrize(
    "limits",
    [Limits(max_bytes=20), Limits(max_rows=1), Limits(max_columns=2), Limits(max_cell_length=9)],
)
def test_every_limit_refuses(limits: Limits) -> None:
    with pytest.raises(FileTooLarge):
        list(opened(TEXT, limits=limits).rows())


def test_the_upload_stays_open_after_the_table_is_closed() -> None:
    source = io.BytesIO(TEXT.encode())
    with open_table(source, filename="a.csv") as table:
        assert next(table.rows())[0] == 2
    assert not source.closed
