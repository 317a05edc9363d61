"""What the rules found about one institution, for its staff; its registrar explains."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from audit.commands.decide import explain_finding
from audit.findings import OPEN
from audit.forms.findings import StepForm
from audit.queries.findings import FindingFilter, finding_of, findings_of, state_counts
from audit.queries.subjects import officer_name
from audit.views.findings import PAGE, asked_state, listed, shown_finding, state_tabs
from credentials.views.paging import page_of
from identity.doors import place_of, principal_of
from identity.principals import REGISTRAR
from identity.views.forms_page import act_and_tell
from ledger.identifiers import new_id


@require_safe
def staff_findings(request: HttpRequest) -> HttpResponse:
    """List the findings about the institution, newest first."""
    place, state = place_of(request), asked_state(request)
    page = page_of(request, findings_of(place, FindingFilter(state=state)), ordering=("-id",), size=PAGE)
    tabs = state_tabs(request, state, state_counts(findings_of(place, FindingFilter())))
    shown = {"tabs": tabs, "state": state, "page": page} | listed(page.rows)
    return render(request, "audit/staff_findings.html", shown)


class StaffFinding(View):
    """One finding about the institution, and the registrar's explanation."""

    def get(self, request: HttpRequest, finding_id: UUID) -> HttpResponse:
        """Show the finding."""
        return _show(request, finding_id, StepForm(initial={"key": new_id()}))

    def post(self, request: HttpRequest, finding_id: UUID) -> HttpResponse:
        """Explain it, or say why not."""
        form = StepForm(request.POST)
        if not form.is_valid():
            return _show(request, finding_id, form)
        words, key = form.cleaned_data["words"], str(form.cleaned_data["key"])
        said: dict[str, Any] = {"actor": principal_of(request), "at": timezone.now(), "idempotency_key": key}
        done = _("Explained. The regulator reads it and decides.")
        act_and_tell(request, lambda: explain_finding(finding_id=finding_id, words=words, **said), done)
        return redirect("staff-finding", finding_id=finding_id)


def _show(request: HttpRequest, finding_id: UUID, form: StepForm) -> HttpResponse:
    actor = principal_of(request)
    found = finding_of(actor, finding_id)
    may_explain = actor.has(REGISTRAR, found.row.institution_id)
    shown = shown_finding(found, for_staff=True) | {
        "form": form, "officer": officer_name(found.row), "may_explain": may_explain and found.state == OPEN,
        "is_registrar": may_explain,
        "crumbs": [{"label": _("Findings"), "url": "/staff/findings/"}, {"label": found.words.title, "url": ""}],
    }  # fmt: skip
    return render(request, "audit/finding.html", shown, status=422 if form.is_bound else 200)
