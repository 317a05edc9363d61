"""What can be put wrong on purpose in a row, one kind a function, with the problem that must be found."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

Cells = dict[str, str]


class Fault(NamedTuple):
    """One kind of mistake: the problem's code, its column, who finds it (the row alone or the bank), how it is made."""

    kind: str
    code: str
    column: str
    found_by: str
    spoil: Callable[[Cells, Random], None]


def _sets(column: str, *values: str) -> Callable[[Cells, Random], None]:
    def spoil(cells: Cells, random: Random) -> None:
        cells[column] = random.choice(values)

    return spoil


def _abc_scientific(cells: Cells, random: Random) -> None:
    cells["ABC_ACCOUNT_ID"] = f"{random.randrange(10, 99) / 10}E+11"


def _abc_short(cells: Cells, random: Random) -> None:
    cells["ABC_ACCOUNT_ID"] = "1" + cells["ABC_ACCOUNT_ID"][2:]


def _abc_letters(cells: Cells, random: Random) -> None:
    cells["ABC_ACCOUNT_ID"] = "ABC" + cells["ABC_ACCOUNT_ID"][3:]


def _month_swapped(cells: Cells, random: Random) -> None:
    cells["DOB"] = f"{random.randrange(1, 12):02}/{random.randrange(13, 28)}/2001"


def _other_birthday(cells: Cells, random: Random) -> None:
    day, month, year = cells["DOB"].split("/")
    cells["DOB"] = f"{day}/{month}/{int(year) - 3}"


def _month_off(cells: Cells, random: Random) -> None:
    day, month, year = cells["DOB"].split("/")
    cells["DOB"] = f"{day}/{int(month) % 12 + 1:02}/{int(year) + int(month) // 12}"


def _credit_changed(cells: Cells, random: Random) -> None:
    credit = float(cells["SUB1_CREDIT"]) + 1
    cells["SUB1_CREDIT"] = f"{credit:g}"
    cells["SUB1_CREDIT_POINTS"] = f"{credit * float(cells['SUB1_GRADE_POINTS']):g}"
    cells["TOT_CREDIT"] = f"{float(cells['TOT_CREDIT']) + 1:g}"


def _level_changed(cells: Cells, random: Random) -> None:
    cells["NCRF_LEVEL"] = "7" if cells["NCRF_LEVEL"] != "7" else "6.5"


def _control_character(cells: Cells, random: Random) -> None:
    cells["CNAME"] = cells["CNAME"][:3] + random.choice("\x07\x1b\u202e") + cells["CNAME"][3:]


def _same_course(cells: Cells, random: Random) -> None:
    cells["SUB2"] = cells["SUB1"]


ROW_FAULTS = (
    Fault("abc-id-scientific", "abc-id-scientific", "ABC_ACCOUNT_ID", "row", _abc_scientific),
    Fault("abc-id-11-digits", "abc-id-short", "ABC_ACCOUNT_ID", "row", _abc_short),
    Fault("abc-id-letters", "abc-id-letters", "ABC_ACCOUNT_ID", "row", _abc_letters),
    Fault("abc-id-empty", "abc-id-missing", "ABC_ACCOUNT_ID", "row", _sets("ABC_ACCOUNT_ID", "", "NA")),
    Fault("birthday-impossible", "birthday-impossible", "DOB", "row", _sets("DOB", "31/02/2002", "32/01/2003")),
    Fault("birthday-swapped", "birthday-swapped", "DOB", "row", _month_swapped),
    Fault("birthday-month-zero", "birthday-month-zero", "DOB", "row", _sets("DOB", "14/00/2002")),
    Fault("birthday-future", "birthday-future", "DOB", "row", _sets("DOB", "01/01/2090")),
    Fault("credit-negative", "credit-negative", "SUB1_CREDIT", "row", _sets("SUB1_CREDIT", "-4", "-2")),
    Fault("credit-not-a-number", "credit-unreadable", "SUB1_CREDIT", "row", _sets("SUB1_CREDIT", "four", "4 cr")),
    Fault("registration-number-empty", "registration-number-missing", "REGN_NO", "row", _sets("REGN_NO", "", " ")),
    Fault("name-control-character", "name-control-character", "CNAME", "row", _control_character),
    Fault("name-empty", "name-missing", "CNAME", "row", _sets("CNAME", "")),
    Fault("semester-unreadable", "semester-unreadable", "SEM", "row", _sets("SEM", "XVII", "odd")),
    Fault("month-unreadable", "month-unreadable", "MONTH", "row", _sets("MONTH", "Smarch", "13")),
    Fault("year-unreadable", "year-unreadable", "YEAR", "row", _sets("YEAR", "24-25", "twenty")),
    Fault("course-twice", "course-twice", "SUB2", "row", _same_course),
    Fault("course-code-empty", "course-code-missing", "SUB1", "row", _sets("SUB1", "")),
)
BANK_FAULTS = (
    Fault("course-unknown", "course-unknown", "SUB1", "bank", _sets("SUB1", "ZZ999", "XX000")),
    Fault("credit-disagrees", "credit-disagrees", "SUB1_CREDIT", "bank", _credit_changed),
    Fault("level-disagrees", "level-disagrees", "NCRF_LEVEL", "bank", _level_changed),
)
# Found only where the learners are known from an earlier file of the same seed.
KNOWN_LEARNER_FAULTS = (
    Fault("birthday-disagrees", "birthday-disagrees", "DOB", "bank", _other_birthday),
    Fault("birthday-month-off", "birthday-month-off", "DOB", "bank", _month_off),
)
