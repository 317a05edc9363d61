"""Small hands for tests of files: a catalogue that NAD files refer to, files handed in, worked through and approved."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from batches.commands.approve import approve_batch
from batches.commands.submit import submit_batch
from batches.commands.work import work_step
from batches.models import Batch, BatchOutcome, BatchRow
from batches.queries.files import cipher_of
from batches.queries.progress import Progress, progress_of
from batches.queries.texts import read_text
from batches.reading.rows import ParsedRow
from batches.templates_of_kinds import TEMPLATES
from tests.cast import Cast, a_key
from tests.cast_catalogue import a_version_row
from tests.data.nad_generator import NadFile, write_nad
from tests.data.nad_learners import Course, default_courses

AT = datetime(2025, 7, 1, 6, 30, tzinfo=UTC)
RULE_SET = "UGC-SKILL-NHEQF"


def a_catalogue(institution_id: UUID, courses: Sequence[Course] | None = None) -> None:
    """Approve the courses of generated files: one credit of practice, the rest theory."""
    for course in courses or default_courses():
        a_version_row(
            institution_id, code=course.code, title=course.name, level=course.level, theory=course.theory_hours or "0",
            practical=course.practical_hours or "0", rule_set=RULE_SET, effective_from=date(2025, 1, 1),
        )  # fmt: skip


def never() -> bool:
    return False


def always() -> bool:
    return True


def a_csv(kind: str, *rows: dict[str, str]) -> bytes:
    """Write rows as CSV: each is the template's line with other values."""
    usual = TEMPLATES[kind]
    columns = list(dict.fromkeys([*usual, *(name for row in rows for name in row)]))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([[(usual | row).get(name, "") for name in columns] for row in rows])
    return out.getvalue().encode()


def a_nad_row(number: int = 1, **cells: str) -> dict[str, str]:
    """Return a NAD row that is good with `a_catalogue`: one course of 2 credits at level 4.5."""
    blank = {name: "" for name in TEMPLATES["awards-nad"] if name.startswith("SUB2")}
    usual = {
        "REGN_NO": f"R-{number}", "RROLL": str(number), "ABC_ACCOUNT_ID": f"{700000000000 + number}", "YEAR": "2025",
        "MONTH": "MAY", "SUB1": "MC4501", "SUB1_CREDIT": "2", "SUB1_CREDIT_POINTS": "16", "TOT_CREDIT": "2",
        "NCRF_LEVEL": "4.5",
    }  # fmt: skip
    return blank | usual | cells


def hand_in(cast: Cast, content: bytes, *, kind: str = "awards-nad", dry_run: bool = False, **said: Any) -> Batch:
    """Hand a file in as the issuer."""
    usual = {
        "actor": cast.issuer, "institution_id": cast.awarding.id, "kind": kind, "filename": "results.csv",
        "source": io.BytesIO(content), "dry_run": dry_run, "at": AT, "idempotency_key": a_key(),
    }  # fmt: skip
    return submit_batch(**(usual | said))


def work(batch: Batch, *, at: datetime = AT) -> Batch:
    """Do steps as a worker does until nothing is left to do."""
    while work_step(batch_id=batch.id, at=at, enough=never):
        pass
    batch.refresh_from_db()
    return batch


def checked(cast: Cast, content: bytes, **said: Any) -> Batch:
    """Hand a file in and check it."""
    return work(hand_in(cast, content, **said))


def approve(cast: Cast, batch: Batch, **said: Any) -> Batch:
    """Approve as the approver and write all good rows."""
    approve_batch(**({"actor": cast.approver, "batch_id": batch.id, "at": AT, "idempotency_key": a_key()} | said))
    return work(batch)


def nad_file(path: Path, **facts: Any) -> dict[str, Any]:
    """Make a NAD file with known mistakes and return the truth about it."""
    return write_nad(path, NadFile(**facts))


def row_of(batch: Batch, number: int) -> ParsedRow:
    """Open a row."""
    stored = BatchRow.objects.get(batch=batch, number=number)
    return read_text(cipher_of(batch).open_row(number, bytes(stored.sealed)))[0]


def outcomes(batch: Batch) -> dict[int, str]:
    """Return what became of each row."""
    return dict(BatchOutcome.objects.filter(batch=batch).values_list("number", "status"))


def counts(batch: Batch) -> Progress:
    """Return the counts of a batch."""
    return progress_of(batch)
