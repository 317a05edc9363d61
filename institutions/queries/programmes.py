"""Programmes with the caps in force on a day and their exit points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from institutions.models import Cap, ExitPoint, Programme
from ledger.refusals import NotFound


@dataclass(frozen=True, slots=True)
class CapHistory:
    """One cap with the value in force, those that will begin (soonest first), and those before (newest first)."""

    rule: str
    label: str | Promise
    now: Cap | None
    coming: Sequence[Cap]
    before: Sequence[Cap]


def programme_of(programme_id: UUID) -> Programme:
    """Return a programme, open or closed, with its institution; refuses an unknown id."""
    found = Programme.objects.select_related("institution").filter(id=programme_id).first()
    if found is None:
        raise NotFound("There is no such programme.")
    return found


def own_programme(programme_id: UUID, *, institution_id: UUID) -> Programme:
    """Return a programme of this institution; another's is not found."""
    found = programme_of(programme_id)
    if found.institution_id != institution_id:
        raise NotFound("There is no such programme.")
    return found


def programmes_by_account(account_ids: Iterable[UUID]) -> dict[UUID, Programme]:
    """Return the programmes that own these redemption accounts, by account, with their institutions."""
    rows = Programme.objects.select_related("institution").filter(account_id__in=list(account_ids))
    return {row.account_id: row for row in rows}


def programme_rows(*, institution_id: UUID | None = None, open_only: bool = False) -> "QuerySet[Programme]":
    """Return programmes by title with institution, caps and exit points, for doors that filter and page."""
    rows = Programme.objects.select_related("institution").prefetch_related("caps", "exit_points")
    if institution_id is not None:
        rows = rows.filter(institution_id=institution_id)
    if open_only:
        rows = rows.filter(closed_at__isnull=True)
    return rows.order_by("title", "id")


def caps_in_force(programme_id: UUID, on: date) -> dict[str, Decimal]:
    """Return the share of each rule on a day: of several dated values the newest that has begun holds."""
    rows = Cap.objects.filter(programme_id=programme_id, effective_from__lte=on).order_by("effective_from")
    return dict(rows.values_list("rule", "share"))


def caps_of(programme_id: UUID) -> list[Cap]:
    """Return every dated value of a programme's caps, by rule, newest first."""
    return list(Cap.objects.filter(programme_id=programme_id).order_by("rule", "-effective_from"))


def cap_histories(programme_id: UUID, *, on: date) -> list[CapHistory]:
    """Return each rule of a programme with its values before, on and after a day."""
    rows = caps_of(programme_id)
    histories = []
    for rule, label in Cap.Rule.choices:
        dated = [row for row in rows if row.rule == rule]
        begun = [row for row in dated if row.effective_from <= on]
        coming = [row for row in reversed(dated) if row.effective_from > on]
        histories.append(CapHistory(rule, label, begun[0] if begun else None, coming, begun[1:]))
    return histories


def exit_points_of(programme_id: UUID) -> list[ExitPoint]:
    """Return a programme's exit points, fewest credits first."""
    return list(ExitPoint.objects.filter(programme_id=programme_id).order_by("credits", "id"))
