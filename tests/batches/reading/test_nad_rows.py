"""NAD rows: every mess that exporters make is read, or refused with a sentence."""

from datetime import date
from decimal import Decimal

import pytest

from batches.reading.kinds import AWARDS_NAD, reader_for
from tests.batches.reading.reading_files import NAD_ROW, TODAY, codes, parsed_nad


def test_a_right_row_is_read_whole() -> None:
    row = parsed_nad()
    assert codes(row) == [] and row.verdict == "ok"
    assert row.learner == ("012345678901", "Meera Nair", date(2003, 11, 5), "F", "R-1", "7")
    assert row.term == (2025, 5, 3, "", "original", "", "", date(2025, 5, 31))
    assert (row.programme_code, row.level) == ("BVOC", None)
    (course,) = row.passed()
    assert (course.block, course.code) == (1, "MC1")
    assert (course.credit, course.weighted_grade_points) == (Decimal(4), Decimal(32))
    assert row.natural_key() == ("R-1", "BVOC", 3, "")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("ABC_ACCOUNT_ID", "2.5E+11", "abc-id-scientific"),
        ("ABC_ACCOUNT_ID", "", "abc-id-missing"),
        ("ABC_ACCOUNT_ID", "12345678901", "abc-id-short"),
        ("REGN_NO", "", "registration-number-missing"),
        ("REGN_NO", "R\u200b1", "text-control-character"),
        ("RROLL", "", "roll-missing"),
        ("CNAME", "", "name-missing"),
        ("GENDER", "M/F", "gender-unclear"),
        ("DOB", "12/25/2001", "birthday-swapped"),
        ("ACADEMIC_COURSE_ID", "NA", "programme-code-missing"),
        ("SEM", "", "semester-missing"),
        ("SEM", "XIV", "semester-unreadable"),
        ("YEAR", "24-25", "year-unreadable"),
        ("YEAR", "2027", "term-in-future"),
        ("MONTH", "Smarch", "month-unreadable"),
        ("MONTH", "", "term-date-missing"),
        ("RESULT", "GLORIOUS", "result-unclear"),
        ("MRKS_REC_STATUS", "Z", "record-status-unclear"),
        ("MRKS_REC_STATUS", "C", "record-cancelled"),
        ("NCRF_LEVEL", "4.25", "level-unreadable"),
        ("SUB1", "", "course-code-missing"),
        ("SUB1_CREDIT", "-4", "credit-negative"),
        ("SUB1_CREDIT", "", "credit-missing"),
        ("SUB1_GRADE_POINTS", "high", "number-unreadable"),
        ("SUB1_CREDIT_POINTS", "18", "weighted-points-disagree"),
        ("TOT_CREDIT", "22", "total-credit-disagrees"),
    ],
)
def test_one_wrong_cell_is_named(column: str, value: str, code: str) -> None:
    row = parsed_nad({column: value})
    found = next(problem for problem in row.problems if problem.code == code)
    assert found.column in (column, "YEAR", "MONTH")
    assert codes(row)[0] == code


def test_remedial_and_revised_results_are_told_from_originals() -> None:
    assert parsed_nad(EXAM_TYPE="Backlog").term.status == "remedial"
    assert parsed_nad(MRKS_REC_STATUS="R").term.status == "revised"
    assert parsed_nad(MRKS_REC_STATUS="R").natural_key() == parsed_nad().natural_key()


def test_stars_end_the_list_of_courses() -> None:
    row = parsed_nad(SUB2NM="***END***", SUB2="", SUB3NM="left over", SUB3="MC9", SUB3_GRADE="A")
    assert [course.code for course in row.courses] == ["MC1"] and codes(row) == []


def test_a_gap_between_courses_is_no_end() -> None:
    row = parsed_nad(SUB2="", SUB2_CREDIT="0", SUB3="MC3", SUB3_GRADE="B", SUB3_CREDIT="2", TOT_CREDIT="6")
    assert [(course.block, course.code) for course in row.courses] == [(1, "MC1"), (3, "MC3")]
    assert codes(row) == []


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ({"SUB1_GRADE": "F", "SUB1_GRADE_POINTS": "0"}, "failed"),
        ({"SUB1_GRADE": "AB", "SUB1_GRADE_POINTS": "0"}, "absent"),
        ({"SUB1_GRADE": "AB", "SUB1_GRADE_POINTS": "9"}, "passed"),
        ({"SUB1_GRADE": "D", "SUB1_GRADE_POINTS": "0"}, "failed"),
        ({"SUB1_GRADE": "P", "SUB1_GRADE_POINTS": "0"}, "passed"),
        ({"SUB1_GRADE": "", "SUB1_GRADE_POINTS": "8"}, "passed"),
        ({"SUB1_GRADE": "", "SUB1_GRADE_POINTS": "", "RESULT": "PASS"}, "passed"),
        ({"SUB1_GRADE": "", "SUB1_GRADE_POINTS": "", "RESULT": "FAIL"}, "failed"),
        ({"SUB1_GRADE": "B", "RESULT": "FAIL"}, "passed"),
        ({"SUB1_GRADE": "WH", "SUB1_GRADE_POINTS": ""}, "withheld"),
        ({"SUB1_REMARKS": "Absent"}, "absent"),
        ({"SUB1_REMARKS": "FAIL"}, "failed"),
        ({"SUB1_STATUS": "RA"}, "failed"),
        ({"RESULT": "WITHHELD"}, "withheld"),
        ({"RESULT": "ABSENT"}, "absent"),
        ({"SUB1_CREDIT_ELIGIBILITY": "N"}, "not-for-credit"),
    ],
)
def test_what_a_course_came_to(cells: dict[str, str], verdict: str) -> None:
    assert parsed_nad(cells).courses[0].verdict == verdict


def test_no_assessment_is_no_credit() -> None:
    row = parsed_nad(SUB1_GRADE="", SUB1_GRADE_POINTS="", RESULT="")
    assert "course-without-result" in codes(row) and row.passed() == ()


def test_a_result_against_a_passing_grade_is_a_warning_naming_the_course() -> None:
    row = parsed_nad(RESULT="WITHHELD")
    assert codes(row) == ["result-against-grade"] and "MC1" in row.problems[0].sentence()


def test_both_sums_of_credits_are_accepted() -> None:
    failed = {"SUB2": "MC2", "SUB2_GRADE": "F", "SUB2_CREDIT": "3"}
    assert codes(parsed_nad(failed, TOT_CREDIT="4")) == []
    assert codes(parsed_nad(failed, TOT_CREDIT="7")) == []
    row = parsed_nad(failed, TOT_CREDIT="9")
    assert codes(row) == ["total-credit-disagrees"]
    assert "add up to 4.00, all courses to 7.00" in row.problems[0].sentence()


def test_the_same_course_twice_and_no_course_at_all_are_errors() -> None:
    assert "course-twice" in codes(parsed_nad(SUB2="MC1", SUB2_GRADE="A", SUB2_CREDIT="4", TOT_CREDIT="8"))
    assert "no-courses" in codes(parsed_nad(SUB1="", SUB1NM="", SUB1_GRADE="", SUB1_CREDIT="0"))


def test_a_term_without_year_and_month_takes_the_day_of_the_result() -> None:
    row = parsed_nad(YEAR="", MONTH="", DOR="12/06/2025")
    assert row.term.earned_on == date(2025, 6, 12) and codes(row) == []


def test_grade_points_never_become_credit_points() -> None:
    course = parsed_nad(NCRF_LEVEL="4.5").courses[0]
    assert not hasattr(course, "credit_points")


def test_rows_longer_or_shorter_than_the_header_are_told() -> None:
    reader = reader_for(AWARDS_NAD, tuple(NAD_ROW), today=TODAY)
    cells = list(NAD_ROW.values())
    assert codes(reader.parse_row(2, [*cells, "", " "])) == []
    assert codes(reader.parse_row(2, [*cells, "stray"])) == ["row-too-long"]
    assert codes(reader.parse_row(2, cells[:-1])) == ["row-too-short"]


def test_unlike_cells_of_many_rows_are_never_mixed_up() -> None:
    reader = reader_for(AWARDS_NAD, tuple(NAD_ROW), today=TODAY)
    for points in [*range(9_000), *range(9_000)]:
        row = {**NAD_ROW, "SUB1_GRADE_POINTS": f"{points}", "SUB1_CREDIT_POINTS": f"{points * 4}"}
        course = reader.parse_row(2, list(row.values())).courses[0]
        assert course.grade_points == points and course.verdict == ("failed" if points == 0 else "passed")
