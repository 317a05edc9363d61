"""Birthdays and other days."""

from datetime import date

import pytest

from batches.reading.days import compare_birthdays, end_of_month, read_birthday, read_day

TODAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    "text", ["05/11/2003", "5-11-2003", "05.11.2003", "2003-11-05", "05-Nov-2003", "5/11/2003 00:00", "05112003"]
)
def test_one_day_in_many_spellings(text: str) -> None:
    assert read_birthday(text, "DOB", today=TODAY) == (date(2003, 11, 5), None)


def test_a_spreadsheets_day_number_is_repaired_with_a_warning() -> None:
    day, problem = read_birthday("37930", "DOB", today=TODAY)
    assert day == date(2003, 11, 5)
    assert problem is not None and problem.severity == "warning" and "05/11/2003" in problem.mend()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "birthday-missing"),
        ("NA", "birthday-missing"),
        ("13/25/2001", "birthday-impossible"),
        ("12/25/2001", "birthday-swapped"),
        ("31/02/2001", "birthday-impossible"),
        ("14/00/2001", "birthday-month-zero"),
        ("05/11/03", "birthday-two-digit-year"),
        ("01/01/2090", "birthday-future"),
        ("01/01/1850", "birthday-too-early"),
        ("soon", "birthday-unreadable"),
        ("05/11/20O3", "birthday-unreadable"),
        ("99999999999", "birthday-unreadable"),
        ("१/११/२००३", "birthday-unreadable"),
    ],
)
def test_a_birthday_that_can_not_be_is_told_why(text: str, code: str) -> None:
    day, problem = read_birthday(text, "DOB", today=TODAY)
    assert day is None and problem is not None and problem.code == code


def test_other_days_need_four_digits_for_the_year() -> None:
    assert read_day("31/05/2025", "earned_on") == (date(2025, 5, 31), None)
    assert read_day("31/05/25", "earned_on")[0] is None
    assert read_day("31/04/2025", "earned_on")[0] is None


def test_a_term_ends_with_its_month_or_today() -> None:
    assert end_of_month(2024, 2, today=TODAY) == date(2024, 2, 29)
    assert end_of_month(2026, 6, today=date(2026, 6, 10)) == date(2026, 6, 10)
    assert end_of_month(2026, 7, today=TODAY) > TODAY


@pytest.mark.parametrize(
    ("theirs", "verdict"),
    [
        (date(2003, 11, 5), "same"),
        (date(2003, 10, 5), "month-off"),
        (date(2003, 5, 11), "swapped"),
        (date(2001, 1, 1), "different"),
    ],
)
def test_birthdays_are_compared_with_the_usual_mistakes_in_mind(theirs: date, verdict: str) -> None:
    assert compare_birthdays(date(2003, 11, 5), theirs) == verdict


def test_a_month_off_over_new_year_is_seen() -> None:
    assert compare_birthdays(date(2004, 1, 5), date(2003, 12, 5)) == "month-off"
