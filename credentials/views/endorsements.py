"""Endorsements by industry partners: handed in and withdrawn by staff, read as signed by everybody."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from credentials.commands.endorsements import accept_endorsement, withdraw_endorsement
from credentials.forms.acts import ActForm
from credentials.forms.endorsements import EndorsementForm
from credentials.queries.endorsements import (
    EndorsementsPage,
    endorsement_document,
    endorsement_for,
    endorsements_page,
)
from credentials.views.published import CREDENTIAL, published
from identity.doors import principal_of
from ledger.refusals import Refusal


class Endorsements(View):
    """The endorsements of a version, for its staff."""

    def get(self, request: HttpRequest, offering_id: UUID) -> HttpResponse:
        """Show them, and to whom may accept one the form."""
        return _show(request, _found(request, offering_id), EndorsementForm())

    def post(self, request: HttpRequest, offering_id: UUID) -> HttpResponse:
        """Accept an endorsement that verifies, or show why not."""
        found, form = _found(request, offering_id), EndorsementForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                kept = accept_endorsement(
                    actor=principal_of(request), version_id=found.version.id, document=form.document,
                    at=timezone.now(), idempotency_key=form.cleaned_data["key"],
                )  # fmt: skip
                messages.success(request, _("Verified and accepted: endorsed by %(name)s.") % {"name": kept.endorser})
                return redirect(f"{request.path}?version={found.version.number}#main")
            except Refusal as refusal:
                if refusal.status in (403, 404):
                    raise
                form.refuse(refusal)
        return _show(request, found, form)


class Withdrawal(View):
    """The second click before an endorsement is shown no more."""

    def get(self, request: HttpRequest, endorsement_id: UUID) -> HttpResponse:
        """Ask."""
        endorsed, version = endorsement_for(principal_of(request), endorsement_id)
        shown = {"endorsed": endorsed, "version": version, "form": ActForm(), "crumbs": _crumbs(version)}
        return render(request, "credentials/endorsement_withdrawal.html", shown)

    def post(self, request: HttpRequest, endorsement_id: UUID) -> HttpResponse:
        """Withdraw it."""
        _endorsed, version = endorsement_for(principal_of(request), endorsement_id)
        form = ActForm(request.POST)
        if form.is_valid():
            withdraw_endorsement(
                actor=principal_of(request), endorsement_id=endorsement_id, at=timezone.now(),
                idempotency_key=form.cleaned_data["key"],
            )  # fmt: skip
            messages.success(request, _("The endorsement is shown no more."))
        return redirect("staff-endorsements", version.offering_id)


class EndorsementDocument(View):
    """An endorsement exactly as its partner signed it."""

    def get(self, request: HttpRequest, endorsement_id: UUID) -> HttpResponse:
        """Show the document."""
        return published(request, endorsement_document(endorsement_id), CREDENTIAL)


def _found(request: HttpRequest, offering_id: UUID) -> EndorsementsPage:
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None
    return endorsements_page(principal_of(request), offering_id, number)


def _show(request: HttpRequest, found: EndorsementsPage, form: EndorsementForm) -> HttpResponse:
    shown: dict[str, Any] = {
        "found": found, "form": form, "tabs": [_tab(found, row.number) for row in found.versions],
        "crumbs": _crumbs(found.version),
    }  # fmt: skip
    return render(request, "credentials/endorsements_staff.html", shown, status=422 if form.errors else 200)


def _tab(found: EndorsementsPage, number: int) -> dict[str, Any]:
    label = _("Version %(number)s") % {"number": number}
    return {"label": label, "url": f"?version={number}", "current": number == found.version.number, "count": None}


def _crumbs(version: Any) -> list[dict[str, str]]:
    offering = {"label": version.offering.code, "url": reverse("staff-offering", args=[version.offering_id])}
    return [{"label": _("Catalogue"), "url": "/staff/catalogue/"}, offering, {"label": _("Endorsements"), "url": ""}]
