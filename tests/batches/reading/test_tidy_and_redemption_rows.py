"""The bank's own two kinds of files."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from batches.reading.kinds import AWARDS, REDEMPTIONS, reader_for
from batches.reading.rows import ParsedRow
from tests.batches.reading.reading_files import TODAY, codes

TIDY = {
    "registration_number": "R-1", "abc_id": "012345678901", "name": "Meera Nair", "date_of_birth": "05/11/2003",
    "gender": "F", "course_code": "MC1", "term": "III", "earned_on": "31/05/2025", "credits": "4", "grade": "A",
    "grade_points": "8", "level": "4.5",
}  # fmt: skip
ONE, TWO = UUID(int=1), UUID(int=2)


def tidy(**changed: str) -> ParsedRow:
    row = {**TIDY, **changed}
    return reader_for(AWARDS, tuple(row), today=TODAY).parse_row(2, list(row.values()))


def redemption(
    *, abc_id: str = "012345678901", programme: str = "BVOC", awards: str = "plan", note: str = ""
) -> ParsedRow:
    reader = reader_for(REDEMPTIONS, ("ABC_ID", "programme_code", "awards", "note"), today=TODAY)
    return reader.parse_row(2, [abc_id, programme, awards, note])


def test_a_tidy_row_is_one_passed_course() -> None:
    row = tidy()
    assert codes(row) == []
    (course,) = row.passed()
    assert (course.code, course.credit, course.grade, course.grade_points) == ("MC1", Decimal(4), "A", Decimal(8))
    assert (row.term.semester, row.term.earned_on, row.level) == (3, date(2025, 5, 31), Decimal("4.5"))


def test_credits_grade_and_level_may_be_left_out() -> None:
    row = tidy(credits="", grade="", grade_points="", level="")
    assert codes(row) == [] and row.passed()[0].credit is None and row.level is None


def test_a_term_by_name_is_its_own_key() -> None:
    assert tidy(term="2025 Odd").natural_key() == ("R-1", "", 0, "2025 Odd")


def test_a_failed_grade_is_no_award() -> None:
    assert tidy(grade="F", grade_points="0").passed() == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"earned_on": ""}, "date-unreadable"),
        ({"earned_on": "31/06/2025"}, "date-unreadable"),
        ({"earned_on": "01/07/2026"}, "term-in-future"),
        ({"course_code": ""}, "no-courses"),
        ({"course_code": "MC\x071"}, "text-control-character"),
        ({"credits": "-1"}, "credit-negative"),
        ({"level": "9"}, "level-unreadable"),
        ({"registration_number": ""}, "registration-number-missing"),
        ({"date_of_birth": "12/25/2001"}, "birthday-swapped"),
    ],
)
def test_one_wrong_tidy_cell_is_named(changed: dict[str, str], code: str) -> None:
    assert codes(tidy(**changed)) == [code]


def test_plan_means_that_the_bank_chooses() -> None:
    row = redemption(note="for lateral entry")
    assert codes(row) == [] and row.redemption is not None
    assert row.redemption.by_plan and row.redemption.note == "for lateral entry"
    assert (row.learner.abc_id, row.programme_code) == ("012345678901", "BVOC")


def test_named_awards_are_kept_in_order() -> None:
    row = redemption(awards=f"{TWO}; {str(ONE).upper()};")
    assert codes(row) == [] and row.redemption == ((str(TWO), str(ONE)), "")


@pytest.mark.parametrize(
    ("awards", "code"),
    [("", "awards-missing"), (" ; ", "awards-missing"), ("17", "award-id-unreadable"), (f"{ONE};{ONE}", "award-twice")],
)
def test_awards_that_can_not_be_read_are_never_taken_for_a_plan(awards: str, code: str) -> None:
    assert codes(redemption(awards=awards)) == [code]


def test_other_wrong_cells_of_a_redemption_are_named() -> None:
    assert codes(redemption(abc_id="2.5E+11")) == ["abc-id-scientific"]
    assert codes(redemption(programme="")) == ["programme-code-missing"]
    assert codes(redemption(note="a\x00b")) == ["text-control-character"]
