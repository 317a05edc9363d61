"""Institutions and their standing: registered, approved or suspended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from institutions.models import Institution, Suspension
from institutions.refusals import InstitutionNotApproved, InstitutionSuspended
from ledger.refusals import NotFound

REGISTERED, APPROVED, SUSPENDED = "registered", "approved", "suspended"


@dataclass(frozen=True, slots=True)
class Standing:
    """An institution with its standing today; `suspension` is the one in force."""

    institution: Institution
    code: str
    approved_at: datetime | None
    suspension: Suspension | None = None


def institution_of(institution_id: UUID) -> Institution:
    """Return an institution; refuses an unknown id."""
    found = Institution.objects.filter(id=institution_id).first()
    if found is None:
        raise NotFound("There is no such institution.")
    return found


def institution_by_aishe(code: str) -> Institution:
    """Return an institution by its AISHE code, in any case; refuses an unknown one."""
    found = Institution.objects.filter(aishe_code=code.strip().upper()).first()
    if found is None:
        raise NotFound(f"No institution is registered with the AISHE code {code.strip()[:20]!r}.")
    return found


def institutions_by_account(account_ids: Iterable[UUID]) -> dict[UUID, Institution]:
    """Return the institutions that own these issuance accounts, by account."""
    rows = Institution.objects.filter(account_id__in=list(account_ids))
    return {row.account_id: row for row in rows}


def require_active(institution_id: UUID) -> Institution:
    """Return an institution that may deposit and decide; refuses one that is unknown, not approved or suspended."""
    found = standing_of(institution_id)
    names = {"name": found.institution.name}
    if found.code == SUSPENDED:
        raise InstitutionSuspended(
            _("%(name)s is suspended: it may neither deposit nor decide until this is lifted.") % names
        )
    if found.code == REGISTERED:
        raise InstitutionNotApproved(_("%(name)s waits for the operator's approval and can't act until then.") % names)
    return found.institution


def standing_of(institution_id: UUID) -> Standing:
    """Return an institution with its standing; refuses an unknown id."""
    found = standing_rows().filter(id=institution_id).first()
    if found is None:
        raise NotFound("There is no such institution.")
    return as_standing(found)


def standings(*, search: str = "", standing: str = "") -> list[Standing]:
    """Return institutions by name, narrowed by words in the name, code or state and by standing."""
    rows = standing_rows().order_by("name", "id")
    for word in search.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(name_hi__icontains=word)
            | Q(aishe_code__icontains=word)
            | Q(state__icontains=word)
        )
    return [found for row in rows if (found := as_standing(row)) and standing in {"", found.code}]


def suspensions_of(institution_id: UUID) -> list[Suspension]:
    """Return an institution's suspensions, newest first."""
    return list(Suspension.objects.filter(institution_id=institution_id).order_by("-suspended_at"))


def institution_names(institution_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of institutions by id."""
    return dict(Institution.objects.filter(id__in=set(institution_ids)).values_list("id", "name"))


def standing_rows() -> "QuerySet[Institution]":
    """Return all institutions with what tells their standing, for doors that filter and page."""
    in_force = Prefetch(
        "suspensions", queryset=Suspension.objects.filter(lifted_at=None), to_attr="suspensions_in_force"
    )
    return Institution.objects.select_related("approval").prefetch_related(in_force)


def as_standing(row: Institution) -> Standing:
    """Tell the standing of a row of `standing_rows`."""
    approval = getattr(row, "approval", None)
    suspension = next(iter(getattr(row, "suspensions_in_force", ())), None)
    code = SUSPENDED if suspension else APPROVED if approval else REGISTERED
    return Standing(row, code, approval.approved_at if approval else None, suspension)
