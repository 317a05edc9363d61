"""The regulator's institutions: volumes, rejects, what waits and for how long, and how each stands."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.api.listing import Listed, listed_page
from audit.queries.institutions import SORTS, InstitutionDetail, in_order, watched_institution, watched_institutions
from audit.row_problems import words_of
from identity.doors import principal_of
from identity.principals import OPERATOR
from identity.views.forms_page import new_key
from institutions.forms import InstitutionFilterForm, SuspensionForm
from institutions.queries.institutions import suspensions_of

PAGE = 50


def institutions(request: HttpRequest) -> HttpResponse:
    """List institutions with their figures, in the order of any column; search narrows."""
    now, form = timezone.now(), InstitutionFilterForm(request.GET)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "name"
    found = in_order(watched_institutions(principal_of(request), now=now, **form.wanted()), sort)
    page = listed_page(request, Listed(found, lambda row: str(row.id)), size=PAGE)
    shown = {"form": form, "total": len(found), "columns": _columns(request, sort), "now": now, "sort": sort}
    return render(request, "audit/institutions.html", shown | page)


def institution(request: HttpRequest, institution_id: UUID) -> HttpResponse:
    """Show one institution: by month, what is rejected, what waits, its standing and what may be done about it."""
    actor, now = principal_of(request), timezone.now()
    found = watched_institution(actor, institution_id, now=now)
    place = found.watched.standing.institution
    crumbs = [
        {"label": _("Institutions"), "url": reverse("regulator-institutions")},
        {"label": place.local_name, "url": ""},
    ]
    return render(request, "audit/institution.html", {
        "found": found, "watched": found.watched, "standing": found.watched.standing, "place": place, "now": now,
        "chart": _chart(found), "codes": [(words_of(code), code, count) for code, count in found.codes],
        "suspensions": suspensions_of(institution_id), "may_act": actor.has(OPERATOR), "form": SuspensionForm(),
        "key": new_key(), "crumbs": crumbs,
    })  # fmt: skip


def _columns(request: HttpRequest, sort: str) -> list[dict[str, Any]]:
    names = {
        "name": _("Institution"), "awards": _("Awards"), "deposited": _("Deposited"), "redeemed": _("Redeemed"),
        "rejected": _("Rows rejected"), "waiting": _("Oldest waiting"), "late": _("Overdue"), "last": _("Last act"),
    }  # fmt: skip
    asked = request.GET.copy()
    asked.pop("cursor", None)
    columns = []
    for code, name in names.items():
        asked["sort"] = code
        columns.append({"code": code, "label": name, "url": f"?{asked.urlencode()}", "current": code == sort})
    return columns


def _chart(found: InstitutionDetail) -> dict[str, Any]:
    labels = [date_format(month.first_day, "M Y") for month in found.months]
    ends = [labels[0], labels[-1]] if len(labels) > 1 else labels
    return {"values": [month.deposited for month in found.months], "labels": ends}
