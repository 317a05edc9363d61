"""Single cells: what is read, what is repaired with a warning, what is refused with a way to mend it."""

from decimal import Decimal

import pytest

from batches.reading.names import clean_text, odd_mark, read_name
from batches.reading.values import (
    read_abc_id,
    read_credit,
    read_decimal,
    read_gender,
    read_level,
    read_month,
    read_semester,
)


@pytest.mark.parametrize(
    ("text", "read", "code"),
    [
        ("012345678901", "012345678901", None),
        (" 0123-4567-8901 ", "012345678901", None),
        ("'012345678901", "012345678901", None),
        ('="012345678901"', "012345678901", None),
        ("123456789012.0", "123456789012", "abc-id-decimal-zero"),
        ("१२३४५६७८९०१२", "123456789012", "abc-id-other-digits"),
        ("2.5E+11", "", "abc-id-scientific"),
        ("2,5e+11", "", "abc-id-scientific"),
        ("12345678901", "", "abc-id-short"),
        ("12345678901.0", "", "abc-id-short"),
        ("1234567890123", "", "abc-id-long"),
        ("12345678901A", "", "abc-id-letters"),
        ("123456789012.5", "", "abc-id-letters"),
        ("", "", "abc-id-missing"),
        ("NA", "", "abc-id-missing"),
    ],
)
def test_an_abc_id_is_twelve_digits(text: str, read: str, code: str | None) -> None:
    value, problem = read_abc_id(text, "ABC_ACCOUNT_ID")
    assert (value, problem and problem.code) == (read, code)
    assert problem is None or (problem.mend() and "ABC id" in problem.expected())


def test_eleven_digits_say_that_a_zero_may_be_lost() -> None:
    problem = read_abc_id("12345678901", "ABC_ACCOUNT_ID")[1]
    assert problem is not None
    assert "stored as a number" in problem.mend() and "12345678901" in problem.seen_sentence()


@pytest.mark.parametrize(
    ("text", "read", "code"),
    [
        ("4", "4.00", None),
        ("4.5", "4.50", None),
        ("4,5", "4.50", None),
        ("0", "0.00", None),
        ("", None, None),
        ("-4", None, "credit-negative"),
        ("4.333", None, "credit-too-fine"),
        ("four", None, "credit-unreadable"),
        ("NaN", None, "credit-unreadable"),
        ("1E9", None, "credit-unreadable"),
        ("--4", None, "credit-unreadable"),
    ],
)
def test_credits_are_hundredths_from_zero_up(text: str, read: str | None, code: str | None) -> None:
    value, problem = read_credit(text, "SUB1_CREDIT")
    assert (None if value is None else str(value), problem and problem.code) == (read, code)


def test_absurdly_long_numbers_are_no_numbers() -> None:
    assert read_decimal("9" * 400) is None
    assert read_decimal("1,000.5") is None


@pytest.mark.parametrize(
    ("text", "level"), [("4.5", "4.5"), ("5", "5"), ("5.0", "5"), ("Level 6.5", "6.5"), ("8", "8")]
)
def test_levels_are_halves_from_one_to_eight(text: str, level: str) -> None:
    assert read_level(text, "NCRF_LEVEL") == (Decimal(level), None)


@pytest.mark.parametrize("text", ["0.5", "8.5", "4.25", "IV", "-1"])
def test_other_levels_are_refused(text: str) -> None:
    problem = read_level(text, "NCRF_LEVEL")[1]
    assert problem is not None and problem.code == "level-unreadable"


@pytest.mark.parametrize(
    ("text", "semester"),
    [("I", 1), ("viii", 8), ("XII", 12), ("3", 3), ("03", 3), ("Sem III", 3), ("SEMESTER-4", 4), ("2nd", 2)],
)
def test_semesters_are_roman_or_digits(text: str, semester: int) -> None:
    assert read_semester(text, "SEM") == (semester, None)


def test_months_are_names_or_numbers_and_the_later_of_two() -> None:
    assert [read_month(text) for text in ("MAY", "Apr-May", "5", "05", "june/JULY", "13", "", "Smarch")] == [
        5, 5, 5, 5, 7, 0, 0, 0,
    ]  # fmt: skip


def test_a_gender_of_two_letters_is_unknown_with_a_warning() -> None:
    assert read_gender("female", "GENDER") == ("F", None)
    gender, problem = read_gender("M/F", "GENDER")
    assert gender == "" and problem is not None and problem.severity == "warning"


def test_names_keep_joiners_and_become_composed() -> None:
    assert read_name("  क्\u200dषितिज   जोशी ", "CNAME") == ("क्\u200dषितिज जोशी", None)
    assert clean_text("Jose\u0301") == "José"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "name-missing"),
        ("Me\x07era", "name-control-character"),
        ("Me\u202eera", "name-control-character"),
        ("Me\u200bera", "name-control-character"),
        ("Jos\ufffd", "name-unreadable"),
    ],
)
def test_names_that_hide_something_are_refused(text: str, code: str) -> None:
    name, problem = read_name(text, "CNAME")
    assert name == "" and problem is not None and problem.code == code


def test_the_odd_mark_is_named_by_its_number() -> None:
    assert odd_mark("a\x1bb") == "U+001B"
    assert odd_mark("मीरा") == ""
