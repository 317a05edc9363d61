"""Files on their way through the bank: handed in, checked, approved by a second person, written to the book."""

import io
from datetime import date, datetime, timedelta
from uuid import UUID

from abc_portal.demo.files import HABITS, Habit, nad_rows, tidy_file
from abc_portal.demo.sources import InstitutionFacts
from abc_portal.demo.stage import Agenda, Stage
from abc_portal.demo.studies import Rows
from batches.commands.approve import approve_batch
from batches.commands.submit import submit_batch
from batches.commands.work import work_step
from identity.principals import APPROVER, ISSUER

DAYS_TO_REPORT = 8


def plan_terms(stage: Stage, agenda: Agenda) -> None:
    """Plan the results of every institution, some days after the end of each term."""
    for term, _end in enumerate(stage.world.days.terms):
        for number, place in enumerate(stage.world.sources.institutions):
            at = stage.world.days.after_term(term, DAYS_TO_REPORT + number % 5, 10, number)
            agenda.add(at, _report, stage, place, term)


def habit_of(stage: Stage, place: InstitutionFacts) -> Habit:
    """Return how an institution's system writes its files."""
    return HABITS[stage.world.sources.institutions.index(place) % len(HABITS)]


def term_file(stage: Stage, place: InstitutionFacts, rows: Rows, *, term: int, month_end: date) -> bytes:
    """Return the NAD file that an institution sends for a term."""
    habit = habit_of(stage, place)
    cells = nad_rows(
        place, rows, programme=f"{place.initials}-CREDIT", semester=term + 1, month_end=month_end, habit=habit
    )
    return habit.write(cells, f"{place.name}, results of {month_end:%B %Y}")


def hand_in(stage: Stage, institution: str, kind: str, filename: str, content: bytes, at: datetime) -> UUID:
    """Hand a file in and have it checked; it then waits for approval."""
    batch = submit_batch(
        actor=stage.staff(institution, ISSUER), institution_id=stage.institutions[institution], kind=kind,
        filename=filename, source=io.BytesIO(content), dry_run=False, at=at, idempotency_key=stage.key("file"),
    )  # fmt: skip
    _work(batch.id, at + timedelta(minutes=1))
    return batch.id


def approve(stage: Stage, institution: str, batch_id: UUID, at: datetime) -> None:
    """Have a checked file approved, and its good rows written to the book."""
    approver = stage.staff(institution, APPROVER)
    approve_batch(actor=approver, batch_id=batch_id, at=at, idempotency_key=stage.key("approve-file"))
    _work(batch_id, at)


def deposit_tidy(
    stage: Stage, place: InstitutionFacts, rows: Rows, *, term: str, earned_on: date, at: datetime
) -> None:
    """Send a short course's awards in the bank's own layout, one award a row, and approve them."""
    filename = f"{place.initials.lower()}-short-course-{earned_on:%Y-%m}.csv"
    content = tidy_file(place, rows, term=term, earned_on=earned_on)
    approve(stage, place.code, hand_in(stage, place.code, "awards", filename, content, at), at)


def _report(stage: Stage, place: InstitutionFacts, term: int, at: datetime) -> None:
    rows = stage.world.studies.rows(place.code, term)
    if not rows:
        return
    month_end = stage.world.days.terms[term]
    content = term_file(stage, place, rows, term=term, month_end=month_end)
    filename = f"{place.initials.lower()}-results-{month_end:%Y-%m}.csv"
    batch_id = hand_in(stage, place.code, "awards-nad", filename, content, at)
    approve(stage, place.code, batch_id, stage.world.days.soon(at, hours=20))


def _work(batch_id: UUID, at: datetime) -> None:
    """Take the steps that a worker takes until there is nothing more to do."""
    while work_step(batch_id=batch_id, at=at, enough=lambda: False):
        pass
