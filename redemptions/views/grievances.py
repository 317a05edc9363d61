"""A learner's grievances: raising one about an award or a request, and reading the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from credentials.queries.credential import credential_for, is_own
from identity.doors import principal_of
from ledger.refusals import NotFound, Refusal
from redemptions.commands import raise_grievance
from redemptions.forms import GrievanceForm
from redemptions.queries.grievances import grievance_of_learner, grievances_of
from redemptions.queries.requests import request_of_learner
from redemptions.views.people import fresh_key, learner_at

REQUESTS = "/redemptions/"


@require_safe
def grievances(request: HttpRequest) -> HttpResponse:
    """List the learner's grievances, newest first."""
    found = grievances_of(learner_at(request).learner_id, at=timezone.now())
    return render(request, "redemptions/grievances.html", {"grievances": found, "crumbs": _crumbs()})


@require_safe
def one_grievance(request: HttpRequest, grievance_id: UUID) -> HttpResponse:
    """Show what was raised, by when the answer is due, and the answer."""
    found = grievance_of_learner(learner_at(request).learner_id, grievance_id, at=timezone.now())
    shown = {"found": found, "crumbs": _crumbs(found.row.title)}
    return render(request, "redemptions/grievance.html", shown)


class RaiseGrievance(View):
    """The form of a new grievance, reached from the page of what it is about."""

    about = ""

    def get(self, request: HttpRequest, about_id: UUID) -> HttpResponse:
        """Show the form."""
        return self._show(request, about_id, GrievanceForm(initial={"key": fresh_key()}))

    def post(self, request: HttpRequest, about_id: UUID) -> HttpResponse:
        """Raise it, or say why not."""
        learner_at(request)
        form = GrievanceForm(request.POST)
        if not form.is_valid():
            return self._show(request, about_id, form)
        try:
            row = raise_grievance(
                actor=principal_of(request), about=self.about, about_id=about_id, words=form.cleaned_data["words"],
                at=timezone.now(), idempotency_key=str(form.cleaned_data["key"]),
            )  # fmt: skip
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            messages.error(request, refusal.detail)
            return redirect("grievances")
        messages.success(request, _("Your grievance has been sent to the institution."))
        return redirect("grievance-one", grievance_id=row.id)

    def _show(self, request: HttpRequest, about_id: UUID, form: GrievanceForm) -> HttpResponse:
        title, institution = self._matter(request, about_id)
        shown = {"form": form, "matter": title, "institution": institution, "crumbs": _crumbs(_("New grievance"))}
        return render(request, "redemptions/grievance_new.html", shown, status=422 if form.is_bound else 200)

    def _matter(self, request: HttpRequest, about_id: UUID) -> tuple[str, str]:
        """Return what it is about and who answers; what is not the learner's own is not found."""
        learner, actor = learner_at(request), principal_of(request)
        if self.about == "redemption":
            found = request_of_learner(learner.learner_id, about_id, at=timezone.now())
            return found.programme_title, found.institution_name
        view = credential_for(actor, about_id)
        if not is_own(actor, view):
            raise NotFound(_("There is no such award."))
        return view.local_title, view.institution.local_name


def _crumbs(*here: str) -> list[dict[str, Any]]:
    crumbs = [{"label": _("Requests"), "url": REQUESTS}]
    crumbs.append({"label": _("Grievances"), "url": f"{REQUESTS}grievances/" if here else ""})
    return crumbs + [{"label": label, "url": ""} for label in here]
