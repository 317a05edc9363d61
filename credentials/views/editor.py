"""The catalogue editor: a new offering, a changed draft, a new version; credits are shown as hours are typed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from credentials.commands.catalogue import draft_offering, draft_version, edit_draft
from credentials.forms.drafts import DraftForm, NewOfferingForm, said_by
from credentials.queries.staff_catalogue import StaffOffering, staff_offering
from credentials.queries.sums import shown_sum
from identity.doors import place_of, principal_of
from identity.principals import ISSUER, REGISTRAR
from ledger.refusals import Refusal


class NewOffering(View):
    """A new offering."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show an empty editor."""
        principal_of(request).require(ISSUER, REGISTRAR, institution_id=place_of(request))
        return _editor(request, NewOfferingForm(initial={"rule_set": "NCRF-NOTIONAL"}), None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Calculate, or keep the draft."""
        form, place = NewOfferingForm(request.POST), place_of(request)

        def keep() -> UUID:
            said = form.cleaned_data
            version = draft_offering(
                actor=principal_of(request), institution_id=place, kind=said["kind"], code=said["code"],
                draft=form.draft(), at=timezone.now(), idempotency_key=said["key"],
            )  # fmt: skip
            return version.offering_id

        return _keep(request, form, keep, None)


class EditOffering(View):
    """The open draft of an offering, or its next version."""

    def get(self, request: HttpRequest, offering_id: UUID) -> HttpResponse:
        """Show the newest version in the editor."""
        found = staff_offering(principal_of(request), offering_id)
        principal_of(request).require(ISSUER, REGISTRAR, institution_id=found.offering.institution_id)
        return _editor(request, DraftForm(initial=said_by(found.version)), found)

    def post(self, request: HttpRequest, offering_id: UUID) -> HttpResponse:
        """Calculate, or keep the draft."""
        found, form = staff_offering(principal_of(request), offering_id), DraftForm(request.POST)

        def keep() -> UUID:
            act: dict[str, Any] = {
                "actor": principal_of(request), "draft": form.draft(), "at": timezone.now(),
                "idempotency_key": form.cleaned_data["key"],
            }  # fmt: skip
            if found.version.state in ("draft", "in-review"):
                return edit_draft(version_id=found.version.id, **act).offering_id
            return draft_version(offering_id=offering_id, **act).offering_id

        return _keep(request, form, keep, found)


def _keep(request: HttpRequest, form: DraftForm, keep: Any, found: StaffOffering | None) -> HttpResponse:
    """Run the command when the form is right; show what is wrong otherwise."""
    if "calculate" not in request.POST and form.is_valid():
        try:
            return redirect("staff-offering", keep())
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            form.refuse(refusal)
    return _editor(request, form, found)


def _editor(request: HttpRequest, form: DraftForm, found: StaffOffering | None) -> HttpResponse:
    conversion = form.conversion() if form.is_bound else None
    total = shown_sum(conversion.explanation) if conversion else found.sum if found and not form.is_bound else None
    title = found.version.title if found else _("New offering")
    crumbs = [{"label": _("Catalogue"), "url": "/staff/catalogue/"}, {"label": title, "url": ""}]
    shown = {"form": form, "found": found, "sum": total, "crumbs": crumbs, "title": title}
    return render(request, "credentials/editor.html", shown)
