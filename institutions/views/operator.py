"""The operator's pages: institutions with their standing, registering, approving, suspending."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from identity.doors import principal_of
from identity.principals import OPERATOR, REGULATOR, Principal
from identity.views.forms_page import attempt, key_of_form, new_key
from institutions.commands import approve_institution, lift_suspension, register_institution, suspend_institution
from institutions.forms import InstitutionFilterForm, InstitutionForm, SuspensionForm
from institutions.queries.institutions import Standing, standing_of, standings, suspensions_of
from institutions.queries.programmes import programme_rows
from ledger.refusals import NotFound, Refusal


def institutions(request: HttpRequest) -> HttpResponse:
    """List institutions with their standing; POST registers one."""
    actor = inspector_of(request)
    form = InstitutionForm(request.POST or None)
    if request.method == "POST":
        made = attempt(form, lambda: register_institution(actor=actor, **form.cleaned_data, **_act(request)))
        if made:
            messages.success(request, _("%(name)s is registered and waits for approval.") % {"name": made.name})
            return redirect("operator-institution", made.id)
    wanted = InstitutionFilterForm(request.GET)
    found = standings(**wanted.wanted())
    shown = {"found": found, "filter": wanted, "form": form, "key": new_key(), "may_act": actor.has(OPERATOR)}
    return render(request, "institutions/institutions.html", shown, status=422 if form.errors else 200)


def institution(request: HttpRequest, institution_id: UUID) -> HttpResponse:
    """Show one institution: its record, its standing and what may be done about it, its programmes."""
    inspector_of(request)
    return _institution_page(request, standing_of(institution_id), SuspensionForm())


@require_POST
def approve(request: HttpRequest, institution_id: UUID) -> HttpResponse:
    """Approve the institution."""
    actor = operator_of(request)
    return _acted(
        request, institution_id, _("The institution is approved: it may deposit and decide."),
        lambda: approve_institution(actor=actor, institution_id=institution_id, **_act(request)),
    )  # fmt: skip


@require_POST
def suspend(request: HttpRequest, institution_id: UUID) -> HttpResponse:
    """Suspend the institution with a reason."""
    actor, form = operator_of(request), SuspensionForm(request.POST)
    made = attempt(
        form,
        lambda: suspend_institution(
            actor=actor, institution_id=institution_id, reason=form.cleaned_data["reason"], **_act(request)
        ),
    )
    if made is None:
        return _institution_page(request, standing_of(institution_id), form)
    messages.success(request, _("The institution is suspended. Credits deposited before stay valid."))
    return redirect("operator-institution", institution_id)


@require_POST
def lift(request: HttpRequest, institution_id: UUID) -> HttpResponse:
    """Lift the suspension."""
    actor = operator_of(request)
    return _acted(
        request, institution_id, _("The suspension is lifted."),
        lambda: lift_suspension(actor=actor, institution_id=institution_id, **_act(request)),
    )  # fmt: skip


def inspector_of(request: HttpRequest) -> Principal:
    """Return an operator or a regulator; for others these pages don't exist."""
    actor = principal_of(request)
    if not (actor.has(OPERATOR) or actor.has(REGULATOR)):
        raise NotFound(_("There is no such page."))
    return actor


def operator_of(request: HttpRequest) -> Principal:
    """Return the operator; for others these addresses don't exist."""
    actor = principal_of(request)
    if not actor.has(OPERATOR):
        raise NotFound(_("There is no such page."))
    return actor


def _act(request: HttpRequest) -> dict[str, Any]:
    return {"at": timezone.now(), "idempotency_key": key_of_form(request)}


def _acted(request: HttpRequest, institution_id: UUID, done: str, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.detail)
    return redirect("operator-institution", institution_id)


def _institution_page(request: HttpRequest, standing: Standing, form: SuspensionForm) -> HttpResponse:
    place = standing.institution
    shown = {
        "standing": standing, "place": place, "form": form, "key": new_key(), "suspensions": suspensions_of(place.id),
        "programmes": programme_rows(institution_id=place.id), "may_act": principal_of(request).has(OPERATOR),
        "crumbs": [{"label": _("Institutions"), "url": "/operator/institutions/"}, {"label": place.name, "url": ""}],
    }  # fmt: skip
    return render(request, "institutions/institution.html", shown, status=422 if form.errors else 200)
