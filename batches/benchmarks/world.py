"""A small world to measure in: an institution with staff, courses and a programme, and a file on the disk."""

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from secrets import randbelow
from uuid import UUID

from credentials.commands.catalogue import approve_version, draft_offering, submit_for_review
from credentials.drafts import VersionDraft
from identity.principals import APPROVER, ISSUER, OPERATOR, REGISTRAR, Principal
from institutions.commands import approve_institution, open_programme, register_institution
from ledger.identifiers import new_id
from ledger.ncrf import LearningHours

OPENED_AT = datetime(2024, 1, 5, 6, 30, tzinfo=UTC)
DISCIPLINE = "Computer Science"
COURSES, COURSES_A_ROW, CREDITS = 24, 6, 3
HEADER = (
    "ORG_NAME", "ACADEMIC_COURSE_ID", "COURSE_NAME", "REGN_NO", "RROLL", "CNAME", "GENDER", "DOB", "YEAR", "MONTH",
    "SEM", "RESULT", "ABC_ACCOUNT_ID", "NCRF_LEVEL",
)  # fmt: skip
BLOCK = ("NM", "", "_GRADE", "_GRADE_POINTS", "_CREDIT")


@dataclass(frozen=True, slots=True)
class World:
    """Who acts in a measurement, and where."""

    institution_id: UUID
    issuer: Principal
    approver: Principal
    programme_id: UUID
    programme_code: str
    first_learner: int


def make_world() -> World:
    """Register an institution, approve 24 courses of 3 credits, and open a programme that takes all of them."""
    operator = _principal(OPERATOR, None)
    code = f"U-{1000 + randbelow(90_000 - 1000):04d}"
    place = register_institution(
        actor=operator, aishe_code=code, name="University of Measures", kind="state-university", state="Goa",
        at=OPENED_AT, idempotency_key=str(new_id()),
    )  # fmt: skip
    approve_institution(actor=operator, institution_id=place.id, at=OPENED_AT, idempotency_key=str(new_id()))
    issuer, approver = _principal(ISSUER, place.id), _principal(APPROVER, place.id)
    for number in range(COURSES):
        _approve_course(place.id, f"BM{number:03d}", issuer, approver)
    programme = open_programme(
        actor=_principal(REGISTRAR, place.id), institution_id=place.id, code="BSC-MEASURE", title="B.Sc. Measures",
        discipline=DISCIPLINE, level_min=Decimal("4.5"), level_max=Decimal("5.5"), required_credits=Decimal(120),
        at=OPENED_AT, idempotency_key=str(new_id()),
    )  # fmt: skip
    return World(place.id, issuer, approver, programme.id, programme.code, 10**10 + randbelow(10**10))


def _principal(role: str, place: UUID | None) -> Principal:
    return Principal(id=new_id(), kind="user", name=role.capitalize(), memberships=frozenset({(role, place)}))


def _approve_course(institution_id: UUID, code: str, issuer: Principal, approver: Principal) -> None:
    draft = VersionDraft(
        title=f"Measured course {code}", level=Decimal(5), hours=LearningHours.of(theory=30 * CREDITS),
        rule_set="NCRF-NOTIONAL", effective_from=date(2024, 1, 6), outcomes=("Measure",), discipline=DISCIPLINE,
        assessment="written-exam", supervision="supervised-identified", quality_assurance="IQAC",
    )  # fmt: skip
    version = draft_offering(
        actor=issuer, institution_id=institution_id, kind="course", code=code, draft=draft, at=OPENED_AT,
        idempotency_key=str(new_id()),
    )  # fmt: skip
    for actor, step in ((issuer, submit_for_review), (approver, approve_version)):
        step(actor=actor, version_id=version.id, at=OPENED_AT, idempotency_key=str(new_id()))


def write_results(path: Path, world: World, rows: int) -> None:
    """Write a NAD file: every row is an unknown learner with six passed courses."""
    blocks = [f"SUB{number}{name}" for number in range(1, COURSES_A_ROW + 1) for name in BLOCK]
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*HEADER, *blocks])
        for number in range(rows):
            random = Random(number)  # noqa: S311 - the same file every time
            taken = random.sample(range(COURSES), COURSES_A_ROW)
            cells = [(f"Measured course BM{one:03d}", f"BM{one:03d}", "A", "8", str(CREDITS)) for one in taken]
            writer.writerow([*_learner(world, number, random), *(cell for course in cells for cell in course)])


def _learner(world: World, number: int, random: Random) -> tuple[str, ...]:
    birthday = f"{1 + random.randrange(28):02}/{1 + random.randrange(12):02}/{1998 + random.randrange(8)}"
    return (
        "University of Measures", "BSC-MEASURE", "B.Sc. Measures", f"BM-{number:08d}", str(number + 1),
        f"Learner Number {number}", "F", birthday, "2025", "MAY", "I", "PASS", abc_id(world, number), "5",
    )  # fmt: skip


def abc_id(world: World, number: int) -> str:
    """Return the ABC id of a measured learner."""
    return f"{world.first_learner + number:012d}"


def write_redemptions(path: Path, world: World, rows: int) -> None:
    """Write a file of redemptions: every learner's credits by plan."""
    with path.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["abc_id", "programme_code", "awards", "note"])
        writer.writerows([abc_id(world, number), world.programme_code, "plan", ""] for number in range(rows))
