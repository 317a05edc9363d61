"""Depositing rows of results: learners are opened where they are unknown, then every passed course is an award."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from batches.commands.outcomes import Order, RowOutcome
from batches.models import BatchOutcome
from batches.queries.catalogue import Catalogue
from batches.reading.rows import ParsedRow
from batches.terms import term_key
from credentials.commands.awards import AwardOutcome, NewAward, deposit_awards
from learners.commands import ensure_learners
from learners.people import Person, RosterPerson
from learners.queries import KnownLearner, registration_digest

Status = BatchOutcome.Status
WEIGHT = (Status.REFUSED, Status.CORRECTED, Status.DEPOSITED, Status.UNCHANGED)


class AwardsWriter:
    """Deposits the rows of `awards-nad` and `awards`."""

    def __init__(self, institution_id: UUID) -> None:
        self._catalogue = Catalogue(institution_id)

    def write(self, rows: Sequence[ParsedRow], order: Order) -> list[RowOutcome]:
        """Open unknown learners, deposit all awards of the slice, and fold their outcomes by row."""
        outcomes = {row.number: RowOutcome(row.number, Status.NOTHING) for row in rows}
        self._catalogue.load(course.code for row in rows for course in row.passed())
        learners = self._learners(rows, order)
        awards = [(row, award) for row in rows for award in self._awards(row, learners, order, outcomes)]
        if awards:
            made = deposit_awards(
                actor=order.actor, institution_id=order.institution_id, awards=[award for _row, award in awards],
                at=order.at, batch_id=order.batch_id, idempotency_key=order.idempotency_key,
            )  # fmt: skip
            for (row, award), outcome in zip(awards, made, strict=True):
                fold(outcomes[row.number], award, outcome)
        return [outcomes[row.number] for row in rows]

    def _learners(self, rows: Sequence[ParsedRow], order: Order) -> dict[str, KnownLearner]:
        people = [_roster_person(row) for row in rows if row.passed()]
        return ensure_learners(actor=order.actor, institution_id=order.institution_id, people=people, at=order.at)

    def _awards(
        self, row: ParsedRow, learners: dict[str, KnownLearner], order: Order, outcomes: dict[int, RowOutcome]
    ) -> Iterator[NewAward]:
        """Yield the awards of a row; all or none when a course is no longer in force."""
        day, passed = row.term.earned_on, row.passed()
        versions = [self._catalogue.version(course.code, day) if day else None for course in passed]
        if day is None or not all(versions):
            refuse(outcomes[row.number], "course-not-approved", "A course is no longer approved. Check the row again.")
            return
        registration = registration_digest(order.institution_id, row.learner.registration_number)
        for course, version in zip(passed, versions, strict=True):
            assert version is not None
            yield NewAward(
                holding_id=learners[row.learner.abc_id].holding_id, version=version, registration_digest=registration,
                term=term_key(row.term), earned_on=day, grade=course.grade, grade_points=course.grade_points,
                key=f"{row.number}.{course.block}",
            )  # fmt: skip


def _roster_person(row: ParsedRow) -> RosterPerson:
    who = row.learner
    person = Person(abc_id=who.abc_id, name=who.name, name_hi="", birthday=who.birthday, gender=who.gender)
    return RosterPerson(registration_number=who.registration_number, person=person)


def refuse(row: RowOutcome, code: str, detail: str) -> None:
    """Make a row's outcome a refusal."""
    row.status, row.code, row.detail = Status.REFUSED, code, detail


def fold(row: RowOutcome, award: NewAward, outcome: AwardOutcome) -> None:
    """Add an award's outcome to its row's: the gravest status is the row's."""
    if row.status == Status.NOTHING or WEIGHT.index(Status(outcome.status)) < WEIGHT.index(Status(row.status)):
        row.status = outcome.status
    if outcome.status == Status.REFUSED and not row.code:
        row.code, row.detail = outcome.code, f"{award.version.code}: {outcome.detail}"
    if outcome.status in (Status.DEPOSITED, Status.CORRECTED):
        row.item_count += 1
        row.credits += award.version.credits
