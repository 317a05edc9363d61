"""The pages of an institution's programmes: list, opening, caps with their dated values, closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from identity.doors import place_of, principal_of
from identity.principals import REGISTRAR
from identity.views.forms_page import attempt, key_of_form, new_key
from institutions.commands import close_programme, open_programme, set_cap
from institutions.forms import CapForm, ProgrammeForm
from institutions.queries.programmes import cap_histories, exit_points_of, own_programme, programme_rows
from ledger.acts import day_of
from ledger.refusals import Refusal


def programmes(request: HttpRequest) -> HttpResponse:
    """List the programmes of the institution worked for."""
    place = place_of(request)
    shown = {"programmes": programme_rows(institution_id=place), "may_act": _may_act(request, place)}
    return render(request, "institutions/programmes.html", shown)


def new_programme(request: HttpRequest) -> HttpResponse:
    """Open a programme; only registrars find this page."""
    principal_of(request).require(REGISTRAR, institution_id=place_of(request))
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and (made := attempt(form, lambda: _open(request, form))):
        messages.success(request, _("%(title)s is open.") % {"title": made.title})
        return redirect("staff-programme", made.id)
    crumbs = [{"label": _("Programmes"), "url": "/staff/programmes/"}, {"label": _("Open a programme"), "url": ""}]
    shown = {"form": form, "key": new_key(), "crumbs": crumbs}
    return render(request, "institutions/programme_new.html", shown, status=422 if form.errors else 200)


def programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show a programme of the institution worked for; POST gives a cap a new value."""
    place = place_of(request)
    row = own_programme(programme_id, institution_id=place)
    form = CapForm(request.POST or None).suggest(day_of(timezone.now()))
    if request.method == "POST" and (made := attempt(form, lambda: _set_cap(request, row.id, form))):
        messages.success(request, _("The new value holds from %(day)s.") % {"day": f"{made.effective_from:%d/%m/%Y}"})
        return redirect("staff-programme", row.id)
    shown = {
        "programme": row, "caps": cap_histories(row.id, on=day_of(timezone.now())), "form": form, "key": new_key(),
        "exits": exit_points_of(row.id), "may_act": _may_act(request, place) and row.closed_at is None,
        "crumbs": [{"label": _("Programmes"), "url": "/staff/programmes/"}, {"label": row.title, "url": ""}],
    }  # fmt: skip
    return render(request, "institutions/programme.html", shown, status=422 if form.errors else 200)


@require_POST
def close(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Close a programme of the institution worked for."""
    row = own_programme(programme_id, institution_id=place_of(request))
    try:
        close_programme(actor=principal_of(request), programme_id=row.id, **_act(request))
        messages.success(request, _("%(title)s is closed.") % {"title": row.title})
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.detail)
    return redirect("staff-programme", row.id)


def _open(request: HttpRequest, form: ProgrammeForm) -> Any:
    place = place_of(request)
    return open_programme(actor=principal_of(request), institution_id=place, **form.cleaned_data, **_act(request))


def _set_cap(request: HttpRequest, programme_id: UUID, form: CapForm) -> Any:
    return set_cap(
        actor=principal_of(request), programme_id=programme_id, rule=form.cleaned_data["rule"], share=form.share(),
        effective_from=form.cleaned_data["effective_from"], **_act(request),
    )  # fmt: skip


def _may_act(request: HttpRequest, place: UUID) -> bool:
    return principal_of(request).has(REGISTRAR, place)


def _act(request: HttpRequest) -> dict[str, Any]:
    return {"at": timezone.now(), "idempotency_key": key_of_form(request)}
