"""Makes NAD files of any size with known mistakes: `python -m tests.data.nad_generator --rows 1000 --out f.csv`."""

import argparse
import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from batches.reading.columns import NAD, block_of, squeezed
from tests.data.nad_faults import BANK_FAULTS, KNOWN_LEARNER_FAULTS, ROW_FAULTS, Cells, Fault
from tests.data.nad_headers import EXPORTERS
from tests.data.nad_learners import GRADES, Course, default_courses, learner

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
# How the file is written: encoding and separator.
DIALECTS = {
    "csv": ("utf-8", ","),
    "bom": ("utf-8-sig", ","),
    "utf-16": ("utf-16", ","),
    "utf-16-le": ("utf-16-le", ","),
    "utf-16-be": ("utf-16-be", ","),
    "semicolon": ("utf-8", ";"),
    "tab": ("utf-16", "\t"),
    "xlsx": ("", ""),
}


@dataclass(frozen=True, kw_only=True)
class NadFile:
    """What file to make; the same description always gives the same bytes (but for .xlsx time stamps)."""

    rows: int
    seed: int = 1
    blocks: int = 8
    share_bad: float = 0.01
    exporter: str = "A"
    dialect: str = "csv"
    header_row: int = 1
    semester: int = 1
    year: int = 2025
    month: str = "MAY"
    programme: str = "BVOC-AGRI"
    first_learner: int = 1
    known_learners: bool = False
    courses: Sequence[Course] = field(default_factory=default_courses)

    @property
    def header(self) -> list[str]:
        """The header, as the exporter writes it."""
        return EXPORTERS[self.exporter].header(self.blocks)

    def faults(self) -> list[Fault]:
        """The kinds of mistakes that this exporter's columns can hold."""
        known = KNOWN_LEARNER_FAULTS if self.known_learners else ()
        names = set(_canonical_header(self))
        return [fault for fault in (*ROW_FAULTS, *BANK_FAULTS, *known) if fault.column in names]


def _canonical_header(file: NadFile) -> list[str]:
    columns = [(name, block_of(name)) for name in file.header]
    names = [f"SUB{place[0]}{place[1]}" if place else NAD.get(squeezed(name), name) for name, place in columns]
    if EXPORTERS[file.exporter].doubles_a_header and names.count("SUB12_CREDIT_POINTS") > 1:
        second = len(names) - 1 - names[::-1].index("SUB12_CREDIT_POINTS")
        names[second] = "SUB13_CREDIT_POINTS"
    return names


def generate(file: NadFile) -> Iterator[tuple[list[str], Fault | None]]:
    """Yield rows as cells in the header's order, each with the mistake that was put into it, if any."""
    names, faults = _canonical_header(file), file.faults()
    by_level: dict[str, list[Course]] = {}
    for course in file.courses:
        by_level.setdefault(course.level, []).append(course)
    levels = [by_level[level] for level in sorted(by_level)]
    bad = 0
    for number in range(file.rows):
        random = Random(f"{file.seed}:{file.semester}:{number}")
        cells = _row(file, file.first_learner + number, courses=random.choice(levels), random=random)
        fault = None
        if random.random() < file.share_bad:
            fault = faults[bad % len(faults)]
            bad += 1
            fault.spoil(cells, random)
        yield [cells.get(name, "") for name in names], fault


def _row(file: NadFile, number: int, *, courses: Sequence[Course], random: Random) -> Cells:
    who = learner(file.seed, number)
    taken = min(len(courses), max(2, file.blocks - random.randrange(3)), file.blocks)
    cells = {
        "ORG_NAME": "Sahyadri University", "ACADEMIC_COURSE_ID": file.programme, "COURSE_NAME": "B.Voc., Agriculture",
        "STREAM": "NA", "SESSION": random.choice(("NA", "2024-25")), "REGN_NO": who.registration_number,
        "RROLL": who.roll, "CNAME": who.name, "GENDER": who.gender, "DOB": who.birthday, "MRKS_REC_STATUS": "O",
        "YEAR": str(file.year), "MONTH": file.month, "SEM": ROMANS[file.semester - 1], "ABC_ACCOUNT_ID": who.abc_id,
        "EXAM_TYPE": "REGULAR", "NCRF_LEVEL": courses[0].level, "TERM_TYPE": "semester",
    }  # fmt: skip
    chosen = enumerate(random.sample(courses, taken), 1)
    results = [_course(cells, n, course=course, random=random) for n, course in chosen]
    passed = [(credit, points) for credit, points in results if points]
    cells["RESULT"] = "PASS" if len(passed) == len(results) else "FAIL"
    cells["TOT_CREDIT"] = f"{sum(credit for credit, _ in results):g}"
    cells["TOT_CREDIT_POINTS"] = f"{sum(credit * points for credit, points in results):g}"
    if EXPORTERS[file.exporter].ends_with_stars and taken < file.blocks:
        cells[f"SUB{taken + 1}NM"] = "***END***"
    return cells


def _course(cells: Cells, number: int, *, course: Course, random: Random) -> tuple[float, int]:
    """Fill one block; one course in thirty after the first is failed, one in a hundred was missed."""
    luck = random.random() if number > 1 else 1.0
    grade, points = ("AB", 0) if luck < 0.01 else ("F", 0) if luck < 0.04 else random.choice(GRADES)
    block, credit = f"SUB{number}", float(course.credit)
    cells |= {
        f"{block}NM": course.name, block: course.code, f"{block}_GRADE": grade, f"{block}_GRADE_POINTS": str(points),
        f"{block}_CREDIT": course.credit, f"{block}_CREDIT_POINTS": f"{credit * points:g}", f"{block}MAX": "100",
        f"{block}_TOT": str(points * 10), f"{block}_TH_HOURS": course.theory_hours,
        f"{block}_PR_HOURS": course.practical_hours, f"{block}_CREDIT_ELIGIBILITY": "Y",
    }  # fmt: skip
    return credit, points


def write_nad(path: Path, file: NadFile) -> dict[str, Any]:
    """Write the file and return the truth about it: how many rows, and every bad one with kind, column and code."""
    writer = _write_xlsx if file.dialect == "xlsx" else _write_text
    bad: list[dict[str, Any]] = []

    def rows() -> Iterator[list[str]]:
        for number, (cells, fault) in enumerate(generate(file), file.header_row + 1):
            if fault is not None:
                bad.append({"row": number, **fault._asdict()} | {"spoil": None})
            yield cells

    above = [[f"Result sheet, part {n}"] for n in range(1, file.header_row)]
    writer(path, file, above=[*above, file.header], rows=rows())
    for item in bad:
        del item["spoil"]
    return {"rows": file.rows, "good": file.rows - len(bad), "seed": file.seed, "bad": bad}


def _write_text(path: Path, file: NadFile, *, above: list[list[str]], rows: Iterator[list[str]]) -> None:
    encoding, separator = DIALECTS[file.dialect]
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(out, delimiter=separator)
        writer.writerows(above)
        writer.writerows(rows)


def _write_xlsx(path: Path, file: NadFile, *, above: list[list[str]], rows: Iterator[list[str]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("Results")
    write: Callable[[int, int, str], Any] = sheet.write_string
    for index, cells in enumerate((*above, *rows)):
        for column, cell in enumerate(cells):
            if cell:
                write(index, column, cell)
    book.close()


def main() -> None:
    """Make one file from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--bad", type=float, default=0.01)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--courses", type=Path, help="JSON: [[code, name, credit, level, theory h, practical h], ...]")
    for name, default in (("seed", 1), ("blocks", 8), ("semester", 1), ("header-row", 1), ("year", 2025)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--exporter", choices=EXPORTERS, default="A")
    parser.add_argument("--dialect", choices=DIALECTS, default="csv")
    parser.add_argument("--known-learners", action="store_true")
    asked = vars(parser.parse_args())
    out, truth, courses = asked.pop("out"), asked.pop("truth"), asked.pop("courses")
    if courses:
        asked["courses"] = [Course(*map(str, line)) for line in json.loads(courses.read_text())]
    told = write_nad(out, NadFile(share_bad=asked.pop("bad"), **asked))
    if truth:
        truth.write_text(json.dumps(told, indent=1))
    print(f"{told['rows']} rows, {len(told['bad'])} of them bad")


if __name__ == "__main__":
    main()
