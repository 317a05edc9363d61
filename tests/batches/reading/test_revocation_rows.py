"""Rows of a file of revocations: how the award is named, and why it goes."""

import pytest

from batches.reading.file_problems import ColumnsMissing
from batches.reading.kinds import REVOCATIONS, reader_for
from batches.reading.rows import ParsedRow
from credentials.models import Revocation
from credentials.reasons import LONGEST, REASON_CODES
from tests.batches.reading.reading_files import TODAY, codes

WHY = {"reason_code": "misconduct", "reason": "The report was copied."}
BY_NAME = {"registration_number": "R-1", "course_code": "MC1", "term": "III"}
ID = "0198b2a4-6d1e-7c10-9a53-0e6f6f3f2b11"


def row(**cells: str) -> ParsedRow:
    said = {"award_id": ID} | WHY | cells
    return reader_for(REVOCATIONS, tuple(said), today=TODAY).parse_row(2, list(said.values()))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (ID, ID),
        (ID.upper(), ID),
        (ID.replace("-", ""), ID),
        ("LX-7F3K-92QD", "LX-7F3K-92QD"),
        (" lx 7f3k92qd ", "LX-7F3K-92QD"),
        ("LX-7F3K-92OI", "LX-7F3K-9201"),
    ],
)
def test_an_award_is_named_by_its_id_or_its_reference(written: str, read: str) -> None:
    found = row(award_id=written)
    assert codes(found) == [] and found.revocation is not None
    assert (found.revocation.award, found.revocation.reason_code) == (read, "misconduct")


@pytest.mark.parametrize("written", ["LX-7F3K-92Q", "LX-7F3K-92QU", "7F3K-92QD", "42", "LX-", "XL-7F3K-92QD"])
def test_what_names_no_award_is_an_error_with_what_was_expected(written: str) -> None:
    found = row(award_id=written)
    assert codes(found) == ["award-name-unreadable"]
    assert "a reference such as LX-7F3K-92QD, was expected" in found.problems[0].sentence()


def test_an_award_is_named_by_learner_course_and_term() -> None:
    found = row(award_id="", **BY_NAME)
    assert codes(found) == [] and found.revocation is not None
    assert (found.revocation.award, found.revocation.course_code) == ("", "MC1")
    assert (found.learner.registration_number, found.term.name, found.term.semester) == ("R-1", "III", 3)


@pytest.mark.parametrize("missing", sorted(BY_NAME))
def test_a_row_that_names_no_award_says_both_ways(missing: str) -> None:
    found = row(award_id="", **(BY_NAME | {missing: ""}))
    assert codes(found) == ["award-unnamed"]
    assert "Either award_id was expected, or" in found.problems[0].sentence()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"reason_code": ""}, "reason-code-missing"),
        ({"reason_code": "corrected"}, "reason-code-unknown"),
        ({"reason_code": "cheating"}, "reason-code-unknown"),
        ({"reason": "short"}, "reason-length"),
        ({"reason": ""}, "reason-length"),
        ({"reason": "x" * (LONGEST + 1)}, "reason-length"),
        ({"reason": "Copied\u202e from another"}, "text-control-character"),
        ({"abc_id": "12"}, "abc-id-short"),
    ],
)
def test_every_row_says_why_in_words_that_the_learner_can_read(cells: dict[str, str], code: str) -> None:
    found = row(**cells)
    assert codes(found) == [code] and found.verdict == "error"


def test_a_reason_code_is_read_however_it_is_written() -> None:
    for written in ("Issued in error", "ISSUED_IN_ERROR", " issued-in-error "):
        found = row(reason_code=written)
        assert found.revocation is not None and found.revocation.reason_code == "issued-in-error"


def test_reason_codes_are_those_of_revocations_but_for_corrections() -> None:
    assert {*REASON_CODES, "corrected"} == set(Revocation.Reason.values)


@pytest.mark.parametrize("header", [("award_id", "reason"), ("abc_id", "course_code", *WHY), ("term", *WHY)])
def test_a_header_without_a_way_to_name_the_award_is_refused(header: tuple[str, ...]) -> None:
    with pytest.raises(ColumnsMissing):
        reader_for(REVOCATIONS, header, today=TODAY)
