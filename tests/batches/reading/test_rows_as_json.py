"""Rows keep their meaning through JSON, and no cell can make the reader raise."""

import io
import json
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from batches.reading.columns import TIDY
from batches.reading.file_problems import FileProblem
from batches.reading.kinds import KINDS, reader_for
from batches.reading.problems import problem
from batches.reading.revocations import COLUMNS
from batches.reading.rows import CourseLine, LearnerFields, ParsedRow, RedemptionLine, RevocationLine, Term
from batches.reading.tables import open_table
from tests.batches.reading.reading_files import NAD_ROW, TODAY

amounts = st.none() | st.decimals(min_value=0, max_value=999, places=2)
texts = st.text(max_size=12)
days = st.none() | st.dates()
verdicts = st.sampled_from(("passed", "failed", "absent", "withheld", "not-for-credit"))
courses = st.builds(
    CourseLine, st.integers(1, 15), texts, texts, amounts, texts, *[amounts] * 6, verdicts, texts
)  # fmt: skip
rows = st.builds(
    ParsedRow,
    st.integers(1, 10**7),
    st.lists(st.builds(lambda seen: problem("abc-id-short", "ABC", seen, digits=3), texts), max_size=2).map(tuple),
    st.builds(LearnerFields, texts, texts, days, texts, texts, texts),
    st.lists(courses, max_size=3).map(tuple),
    st.builds(Term, st.integers(0, 3000), st.integers(0, 12), st.integers(0, 12), texts, texts, texts, texts, days),
    texts,
    amounts,
    st.none() | st.builds(RedemptionLine, st.lists(texts, max_size=2).map(tuple), texts),
    st.none() | st.builds(RevocationLine, *[texts] * 5, amounts),
)
cells = st.text(max_size=30) | st.sampled_from(["NA", "2.5E+11", "-4", "1e400", "NaN", "0", "IV", "31/02/2001", "\x00"])


@given(rows)
def test_a_row_comes_back_from_json_as_it_was(row: ParsedRow) -> None:
    back = ParsedRow.from_json(row.to_json())
    assert back == row
    assert back.to_json() == row.to_json()
    assert all(isinstance(course, CourseLine) for course in back.courses)


def test_trailing_zeros_of_credits_survive() -> None:
    row = ParsedRow(1, (), LearnerFields(birthday=date(2003, 11, 5)), level=Decimal("4.50"))
    assert str(ParsedRow.from_json(row.to_json()).level) == "4.50"


def test_a_row_that_was_sealed_before_there_were_revocations_is_still_read() -> None:
    row = ParsedRow(1, (), LearnerFields(abc_id="1"), redemption=RedemptionLine((), "note"))
    before = json.dumps(json.loads(row.to_json())[:-1])
    assert ParsedRow.from_json(before) == row


@settings(max_examples=150)
@given(st.sampled_from(sorted(KINDS)), st.lists(cells, max_size=30))
def test_no_cell_makes_a_reader_raise(kind: str, row: list[str]) -> None:
    headers = {
        "awards-nad": tuple(NAD_ROW),
        "awards": tuple(dict.fromkeys(TIDY.values())),
        "redemptions": ("abc_id", "programme_code", "awards", "note"),
        "revocations": COLUMNS,
    }
    parsed = reader_for(kind, headers[kind], today=TODAY).parse_row(2, row)
    assert ParsedRow.from_json(parsed.to_json()) == parsed
    assert all(found.sentence() for found in parsed.problems)


@settings(max_examples=300)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: b"REGN_NO,CNAME\n" + tail))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        with open_table(io.BytesIO(content), filename="x.csv") as table:
            list(table.rows())
    except FileProblem as refused:
        assert refused.detail.endswith((".", ")"))
