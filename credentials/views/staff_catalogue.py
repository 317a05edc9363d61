"""The staff's catalogue: offerings by state, one offering with its review, and the steps of a version."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from credentials.commands.catalogue import approve_version, retire_version, return_to_draft, submit_for_review
from credentials.forms.acts import ActForm, ReturnForm
from credentials.queries.staff_catalogue import STATES, StaffOffering, staff_catalogue, staff_offering
from identity.doors import place_of, principal_of
from identity.principals import APPROVER, ISSUER, REGISTRAR
from identity.statuses import status_of
from ledger.refusals import Refusal


class StaffCatalogue(View):
    """Every offering of the institution with its newest version."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the offerings in a state, or all."""
        rows, state, words = staff_catalogue(place_of(request)), request.GET.get("state", ""), request.GET.get("q", "")
        found = [row for row in rows if words.casefold() in f"{row.offering.code} {row.title}".casefold()]
        tabs = [_tab("", _("All"), found, state, words)]
        tabs += [_tab(name, status_of(name).label, found, state, words) for name in STATES]
        shown = {
            "rows": [row for row in found if state in ("", row.state)], "tabs": tabs, "words": words, "state": state,
            "total": len(rows), "may_draft": _may(request, place_of(request), ISSUER, REGISTRAR),
            "crumbs": [{"label": _("Work"), "url": "/staff/"}, {"label": _("Catalogue"), "url": ""}],
        }  # fmt: skip
        return render(request, "credentials/staff_catalogue.html", shown)


class StaffOfferingPage(View):
    """One offering: what it says, where it stands, what may be done next."""

    def get(self, request: HttpRequest, offering_id: UUID) -> HttpResponse:
        """Show the offering."""
        return show(request, staff_offering(principal_of(request), offering_id), ReturnForm())


class Step(View):
    """One step of the newest version: submit, approve, return or retire."""

    command: Callable[..., Any] = submit_for_review
    done = ""

    def post(self, request: HttpRequest, offering_id: UUID) -> HttpResponse:
        """Take the step, or show why not."""
        found = staff_offering(principal_of(request), offering_id)
        form = ReturnForm(request.POST) if self.command is return_to_draft else ActForm(request.POST)
        if form.is_valid():
            said = {name: value for name, value in form.cleaned_data.items() if name != "key"}
            try:
                self.command(
                    actor=principal_of(request), version_id=found.version.id, at=timezone.now(),
                    idempotency_key=form.cleaned_data["key"], **said,
                )  # fmt: skip
                messages.success(request, self.done)
                return redirect("staff-offering", offering_id)
            except Refusal as refusal:
                if refusal.status == 404:
                    raise
                form.refuse(refusal)
        return show(request, found, form if isinstance(form, ReturnForm) else ReturnForm(), problems=form)


def show(request: HttpRequest, found: StaffOffering, form: ReturnForm, problems: Any = None) -> HttpResponse:
    """Show an offering with the forms of its next steps."""
    place = found.offering.institution_id
    shown = {
        "found": found, "version": found.version, "sum": found.sum, "return_form": form, "act_form": ActForm(),
        "problems": [text for texts in problems.errors.values() for text in texts] if problems else [],
        "may_draft": _may(request, place, ISSUER, REGISTRAR), "may_approve": _may(request, place, APPROVER),
        "may_return": _may(request, place, APPROVER, REGISTRAR),
        "is_submitter": found.version.submitted_by_id == principal_of(request).id,
        "crumbs": [{"label": _("Catalogue"), "url": "/staff/catalogue/"}, {"label": found.offering.code, "url": ""}],
    }  # fmt: skip
    return render(request, "credentials/staff_offering.html", shown)


def _may(request: HttpRequest, institution_id: UUID, *roles: str) -> bool:
    return any(principal_of(request).has(role, institution_id) for role in roles)


def _tab(name: str, label: Any, rows: list[Any], state: str, words: str) -> dict[str, Any]:
    count = sum(1 for row in rows if name in ("", row.state))
    return {"label": label, "url": f"?state={name}&q={words}", "current": state == name, "count": count}


STEPS: dict[str, tuple[Callable[..., Any], Any]] = {
    "submit": (submit_for_review, gettext_lazy("Sent for review. A second person approves it.")),
    "approve": (approve_version, gettext_lazy("Approved. It is in the catalogue now.")),
    "return": (return_to_draft, gettext_lazy("Returned to its drafters.")),
    "retire": (retire_version, gettext_lazy("Retired. Nothing new can be earned of it.")),
}
