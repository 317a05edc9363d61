"""Programmes as goals of a redemption: what planning and deciding ask of each, read a list at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from institutions.models import Programme
from ledger.ncrf import Level
from redemptions.plan_inputs import Cap, CapCode, ExitPoint, ProgrammeView


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A programme with its caps and exits as the plan takes them, and whom and what it belongs to."""

    view: ProgrammeView
    account_id: UUID
    code: str
    title: str
    title_hi: str
    institution_name: str
    institution_name_hi: str
    decision_days: int
    closed_at: datetime | None

    @property
    def id(self) -> UUID:
        """Return the programme's id."""
        return self.view.id

    @property
    def local_title(self) -> str:
        """Return the programme's title in the reader's language."""
        return in_language(self.title, self.title_hi)

    @property
    def local_institution_name(self) -> str:
        """Return the institution's name in the reader's language."""
        return in_language(self.institution_name, self.institution_name_hi)

    @property
    def institution_id(self) -> UUID:
        """Return the institution that accepts the credits."""
        return self.view.institution_id

    def is_open(self, at: datetime) -> bool:
        """Tell whether the programme takes requests at a moment."""
        return self.closed_at is None or self.closed_at > at


def in_language(english: str, hindi: str) -> str:
    """Return the Hindi wording for a Hindi reader where there is one."""
    return hindi if hindi and get_language() == "hi" else english


def goals(programme_ids: Iterable[UUID]) -> dict[UUID, Goal]:
    """Return the programmes with these ids, closed ones too; three statements whatever their number."""
    rows = (
        Programme.objects.filter(id__in=set(programme_ids))
        .select_related("institution")
        .prefetch_related("caps", "exit_points")
    )
    return {row.id: goal_of(row) for row in rows}


def goal_of(row: Programme) -> Goal:
    """Read a programme into the shape that plans work with; the shorter validity of programme and institution holds."""
    view = ProgrammeView(
        id=row.id,
        institution_id=row.institution_id,
        required_credits=row.required_credits,
        level_min=Level.of(row.level_min),
        level_max=Level.of(row.level_max),
        discipline=row.discipline,
        validity_years=min(row.validity_years, row.institution.validity_years),
        courses_per_semester=row.courses_per_semester,
        caps=tuple(Cap(CapCode(cap.rule), cap.share, cap.effective_from) for cap in row.caps.all()),
        exit_points=tuple(
            ExitPoint(
                exit_row.name,
                exit_row.credits,
                vocational_credits=exit_row.vocational_credits,
                research_credits=exit_row.research_credits,
                condition=exit_row.condition,
            )
            for exit_row in row.exit_points.all()
        ),
    )
    return Goal(
        view=view,
        account_id=row.account_id,
        code=row.code,
        title=row.title,
        title_hi=row.title_hi,
        institution_name=row.institution.name,
        institution_name_hi=row.institution.name_hi,
        decision_days=row.decision_days,
        closed_at=row.closed_at,
    )
