"""Writes the files that institutions send: results in NAD layout in several habits, tidy awards, redemptions."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from abc_portal.demo.people import Person
from abc_portal.demo.sources import InstitutionFacts
from abc_portal.demo.studies import Result, Rows

BLOCKS = 6
ROMANS = ("I", "II", "III", "IV", "V", "VI")
BEFORE = (
    "ORG_NAME", "ACADEMIC_COURSE_ID", "COURSE_NAME", "STREAM", "SESSION", "REGN_NO", "RROLL", "CNAME", "GENDER", "DOB",
    "MRKS_REC_STATUS", "RESULT", "YEAR", "MONTH", "SEM", "TOT_CREDIT", "TOT_CREDIT_POINTS", "ABC_ACCOUNT_ID",
    "TERM_TYPE", "NCRF_LEVEL",
)  # fmt: skip
OF_COURSE = ("NM", "", "_GRADE", "_GRADE_POINTS", "_CREDIT", "_CREDIT_POINTS", "_REMARKS")
HEADER = (*BEFORE, *(f"SUB{block}{suffix}" for block in range(1, BLOCKS + 1) for suffix in OF_COURSE))
TIDY_HEADER = (
    "registration_number", "abc_id", "name", "date_of_birth", "gender", "course_code", "term", "earned_on", "credits",
    "grade", "grade_points", "level",
)  # fmt: skip

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Habit:
    """How one institution's system writes: encoding, separator, lines above the header, its own column names."""

    name: str
    encoding: str = "utf-8"
    separator: str = ","
    lines_above: int = 0
    renamed: tuple[tuple[str, str], ...] = ()
    ends_with_stars: bool = False
    in_devanagari: bool = False

    def write(self, rows: Iterable[Cells], title: str) -> bytes:
        """Return the bytes of a file with these rows."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.separator)
        writer.writerows([[f"{title}, line {line}"] for line in range(1, self.lines_above + 1)])
        names = dict(self.renamed)
        writer.writerow([names.get(name, name) for name in HEADER])
        writer.writerows([cells.get(name, "") for name in HEADER] for cells in rows)
        return text.getvalue().encode(self.encoding)


HABITS = (
    Habit("utf-8"),
    Habit("utf-8 with byte order mark", encoding="utf-8-sig", renamed=(("SESSION", "SESSION "),)),
    Habit("utf-16", encoding="utf-16", separator="\t"),
    Habit("header on row 4", lines_above=3, renamed=(("REGN_NO", "REG_NO"), ("MONTH", "Month"))),
    Habit("semicolons", separator=";", ends_with_stars=True),
    Habit("misspelt and in Devanagari", encoding="utf-16", renamed=(("ACADEMIC_COURSE_ID", "ACADMIC_COURSE_ID"),),
          in_devanagari=True),
)  # fmt: skip


def nad_rows(
    place: InstitutionFacts, rows: Rows, *, programme: str, semester: int, month_end: date, habit: Habit
) -> list[Cells]:
    """Return one row per learner, as the institution's system would export it."""
    shared = {
        "ORG_NAME": place.name, "ACADEMIC_COURSE_ID": programme, "COURSE_NAME": "Credit courses", "STREAM": "NA",
        "SESSION": f"{month_end.year - 1}-{month_end.year % 100:02}", "MRKS_REC_STATUS": "O",
        "YEAR": str(month_end.year), "MONTH": f"{month_end:%b}".upper(), "SEM": ROMANS[semester - 1],
        "TERM_TYPE": "semester",
    }  # fmt: skip
    return [shared | _learner(place, who, habit) | _courses(results, habit) for who, results in rows.items()]


def tidy_file(place: InstitutionFacts, rows: Rows, *, term: str, earned_on: date) -> bytes:
    """Return a file of the bank's own layout: one award a row."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(TIDY_HEADER)
    for who, results in rows.items():
        learner = [who.registration(place.code, place.initials), who.abc_id, who.name, _day(who.birthday), who.gender]
        for one in results:
            offering, credits, level = one.offering, _figure(one.offering.credits), _figure(one.offering.level)
            course = [offering.code, term, _day(earned_on), credits, one.grade, one.grade_points, level]
            writer.writerow([*learner, *course])
    return text.getvalue().encode()


def redemption_file(people: Iterable[Person], programme: str) -> bytes:
    """Return a file that redeems for each person what the plan chooses."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("abc_id", "programme_code", "awards", "note"))
    writer.writerows((who.abc_id, programme, "plan", "Credit transfer round") for who in people)
    return text.getvalue().encode("utf-8-sig")


def _learner(place: InstitutionFacts, who: Person, habit: Habit) -> Cells:
    registration = who.registration(place.code, place.initials)
    return {
        "REGN_NO": registration, "RROLL": registration[-4:], "CNAME": who.name_hi if habit.in_devanagari else who.name,
        "GENDER": who.gender, "DOB": _day(who.birthday), "ABC_ACCOUNT_ID": who.abc_id,
    }  # fmt: skip


def _courses(results: Sequence[Result], habit: Habit) -> Cells:
    passed = all(one.grade_points for one in results)
    levels = {one.offering.level for one in results}
    cells = {
        "RESULT": "PASS" if passed else "FAIL",
        "TOT_CREDIT": _figure(sum(one.offering.credits for one in results)),
        "TOT_CREDIT_POINTS": _figure(sum(one.offering.credits * one.grade_points for one in results)),
        "NCRF_LEVEL": _figure(levels.pop()) if len(levels) == 1 else "",
    }
    for block, one in enumerate(results, 1):
        credits, said = (
            one.offering.credits,
            ("PASS" if one.grade_points else "ABSENT" if one.grade == "AB" else "FAIL"),
        )
        values = (one.offering.facts["title"], one.offering.code, one.grade, str(one.grade_points), _figure(credits),
                  _figure(credits * one.grade_points), said)  # fmt: skip
        cells |= {f"SUB{block}{suffix}": value for suffix, value in zip(OF_COURSE, values, strict=True)}
    if habit.ends_with_stars and len(results) < BLOCKS:
        cells[f"SUB{len(results) + 1}NM"] = "***END***"
    return cells


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _figure(number: object) -> str:
    return f"{float(str(number)):g}"
