"""Grievances in the institution's inbox: what is due first on top, and answering one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from credentials.views.paging import page_of
from identity.doors import place_of, principal_of
from identity.views.forms_page import act_and_tell
from redemptions.commands import answer_grievance
from redemptions.forms import AnswerForm
from redemptions.queries.grievances import (
    STATES,
    WAITING,
    grievance_counts,
    grievance_to,
    grievances_to,
    with_learners,
)
from redemptions.views.people import fresh_key, may_decide

PAGE = 50


@require_safe
def staff_grievances(request: HttpRequest) -> HttpResponse:
    """List grievances: those whose answer is due first on top; answered ones newest first."""
    place, at = place_of(request), timezone.now()
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else WAITING
    ordering = ("-id",) if state == "answered" else ("answer_by", "id")
    page = page_of(request, grievances_to(place, state, at=at), ordering=ordering, size=PAGE)
    shown = {
        "grievances": with_learners(page.rows, at=at), "tabs": _tabs(state, grievance_counts(place, at=at)),
        "page": page, "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "redemptions/staff_grievances.html", shown)


class StaffGrievance(View):
    """One grievance with its learner, and the form of the answer."""

    def get(self, request: HttpRequest, grievance_id: UUID) -> HttpResponse:
        """Show the grievance."""
        return _show(request, grievance_id, AnswerForm(initial={"key": fresh_key()}))

    def post(self, request: HttpRequest, grievance_id: UUID) -> HttpResponse:
        """Answer it, or say why not."""
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return _show(request, grievance_id, form)
        words, key = form.cleaned_data["words"], str(form.cleaned_data["key"])
        said: dict[str, Any] = {"actor": principal_of(request), "at": timezone.now(), "idempotency_key": key}
        done = _("Answered. The learner can read it now.")
        act_and_tell(request, lambda: answer_grievance(grievance_id=grievance_id, words=words, **said), done)
        return redirect("staff-grievance", grievance_id=grievance_id)


def _show(request: HttpRequest, grievance_id: UUID, form: AnswerForm) -> HttpResponse:
    found = grievance_to(principal_of(request).institutions(), grievance_id, at=timezone.now())
    shown = {
        "found": found, "form": form, "may_answer": may_decide(request, found.row.institution_id),
        "crumbs": _crumbs(found.name),
    }  # fmt: skip
    return render(request, "redemptions/staff_grievance.html", shown, status=422 if form.is_bound else 200)


def _tabs(state: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    labels = {"waiting": _("Waiting"), "overdue": _("Overdue"), "answered": _("Answered")}
    return [
        {"label": label, "url": f"?state={name}", "current": name == state, "count": counts.get(name)}
        for name, label in labels.items()
    ]


def _crumbs(*here: str) -> list[dict[str, str]]:
    crumbs = [{"label": _("Requests"), "url": "/staff/inbox/"}]
    crumbs.append({"label": _("Grievances"), "url": "/staff/grievances/" if here else ""})
    return crumbs + [{"label": label, "url": ""} for label in here]
