"""Grievances as their learner and the institution's staff read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from learners.queries import KnownLearner
from learners.queries.letters import opened_letter
from learners.queries.records import opened_records
from ledger.refusals import NotFound
from redemptions.models import Grievance, GrievanceAnswer
from redemptions.queries.goals import in_language

WAITING, OVERDUE, ANSWERED = "waiting", "overdue", "answered"
STATES = (WAITING, OVERDUE, ANSWERED)


@dataclass(frozen=True, slots=True)
class GrievanceView:
    """A grievance with how it stands; the learner is known to the staff's pages only."""

    row: Any
    at: datetime
    learner: KnownLearner | None = None

    @property
    def id(self) -> UUID:
        """Return the grievance's id."""
        return UUID(str(self.row.id))

    @property
    def answer(self) -> GrievanceAnswer | None:
        """Return the institution's answer, or None while it waits."""
        return getattr(self.row, "answer", None)

    @property
    def is_overdue(self) -> bool:
        """Tell whether the answer should have come by now."""
        return self.answer is None and bool(self.row.answer_by < self.at)

    @property
    def state(self) -> str:
        """Return waiting, overdue or answered."""
        if self.answer is not None:
            return ANSWERED
        return OVERDUE if self.is_overdue else WAITING

    @property
    def institution_name(self) -> str:
        """Return the name of the institution that answers, in the reader's language."""
        return in_language(self.row.institution.name, self.row.institution.name_hi)

    @property
    def words(self) -> str:
        """Return what the learner wrote; nothing once the record was erased."""
        return opened_letter(self.row.learner_id, self.row.sealed)

    @property
    def name(self) -> str:
        """Return the learner's name for the staff, or a dash once the record was erased."""
        return (self.learner.person.name if self.learner else "") or "–"


def grievances_of(learner_id: UUID, *, at: datetime) -> list[GrievanceView]:
    """Return a learner's grievances, newest first."""
    return [GrievanceView(row, at) for row in _rows().filter(learner_id=learner_id).order_by("-id")]


def grievance_of_learner(learner_id: UUID, grievance_id: UUID, *, at: datetime) -> GrievanceView:
    """Return one grievance of a learner; refuses any other."""
    row = _rows().filter(id=grievance_id, learner_id=learner_id).first()
    if row is None:
        raise NotFound(_("You have raised no such grievance."))
    return GrievanceView(row, at)


def grievances_to(institution_id: UUID, state: str, *, at: datetime) -> "QuerySet[Grievance]":
    """Return the grievances of one state to an institution, for doors that order and page."""
    conditions = {
        WAITING: Q(answer__isnull=True),
        OVERDUE: Q(answer__isnull=True, answer_by__lt=at),
        ANSWERED: Q(answer__isnull=False),
    }
    return _rows().filter(conditions[state], institution_id=institution_id)


def grievance_to(institution_ids: frozenset[UUID], grievance_id: UUID, *, at: datetime) -> GrievanceView:
    """Return one grievance to any of the institutions; refuses any other."""
    row = _rows().filter(id=grievance_id, institution_id__in=institution_ids).first()
    if row is None:
        raise NotFound(_("There is no such grievance at your institution."))
    (view,) = with_learners([row], at=at)
    return view


def with_learners(rows: Sequence[Grievance], *, at: datetime) -> list[GrievanceView]:
    """Return grievances with their learners, whose records are opened in one statement."""
    known = opened_records({row.learner_id for row in rows})
    return [GrievanceView(row, at, known[row.learner_id].known if row.learner_id in known else None) for row in rows]


def grievance_counts(institution_id: UUID, *, at: datetime) -> dict[str, int]:
    """Return how many grievances wait at an institution, and how many of them are overdue."""
    rows = Grievance.objects.filter(institution_id=institution_id, answer__isnull=True)
    return rows.aggregate(waiting=Count("id"), overdue=Count("id", filter=Q(answer_by__lt=at)))


def _rows() -> "QuerySet[Grievance]":
    return Grievance.objects.select_related("institution", "answer")
