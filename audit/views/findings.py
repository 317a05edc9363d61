"""The regulator's inbox of findings: what the rules saw, what institutions say to it, and deciding."""

from typing import Any
from uuid import UUID

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from audit.commands.decide import decide_finding
from audit.findings import STATES, STEPS_FROM
from audit.forms.findings import DecisionForm, FindingFilterForm
from audit.queries.book import may_inspect
from audit.queries.findings import FindingView, finding_for, findings_for, state_counts
from audit.queries.moments import moments_of
from audit.queries.subjects import evidence_of, subjects_of
from audit.tasks.findings import find_for
from credentials.views.paging import page_of
from identity.doors import principal_of
from identity.statuses import status_of
from identity.views.forms_page import act_and_tell
from institutions.queries.institutions import standings
from ledger.identifiers import new_id

PAGE = 25
log = structlog.get_logger(__name__)


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """List findings, newest first, with filters and a count of each state."""
    actor = principal_of(request)
    may_inspect(actor)
    choices = [(str(one.institution.id), one.institution.local_name) for one in standings()]
    form = FindingFilterForm(request.GET, institutions=choices)
    state = asked_state(request)
    page = page_of(request, findings_for(actor, form.wanted(state)), ordering=("-id",), size=PAGE)
    counts = state_counts(findings_for(actor, form.wanted("")))
    shown = {"form": form, "tabs": state_tabs(request, state, counts), "state": state, "key": new_id(), "page": page}
    return render(request, "audit/findings.html", shown | listed(page.rows))


@require_POST
def run_now(request: HttpRequest) -> HttpResponse:
    """Have the rules run by a worker, in the name of the regulator."""
    actor = principal_of(request)
    may_inspect(actor)
    key = request.POST.get("key", "")[:60] or str(new_id())
    _ring(request, str(actor.id), key)
    return redirect("findings")


class FindingPage(View):
    """One finding: its figures against the limits, the steps so far, and the regulator's decision."""

    def get(self, request: HttpRequest, finding_id: UUID) -> HttpResponse:
        """Show the finding."""
        may_inspect(principal_of(request))
        return _show(request, finding_id, DecisionForm(initial={"key": new_id()}))

    def post(self, request: HttpRequest, finding_id: UUID) -> HttpResponse:
        """Accept or escalate it, or say why not."""
        actor, form = principal_of(request), DecisionForm(request.POST)
        may_inspect(actor)
        if not form.is_valid():
            return _show(request, finding_id, form)
        said = form.cleaned_data
        given: dict[str, Any] = {"actor": actor, "at": timezone.now(), "idempotency_key": str(said["key"])}
        given |= {"finding_id": finding_id, "decision": said["decision"], "words": said["words"]}
        act_and_tell(request, lambda: decide_finding(**given), _("Decided. The institution reads your words."))
        return redirect("finding", finding_id=finding_id)


def asked_state(request: HttpRequest) -> str:
    """Return the state asked for: open unless told, `all` for every one."""
    asked = request.GET.get("state", STATES[0])
    return "" if asked == "all" else asked if asked in STATES else STATES[0]


def state_tabs(request: HttpRequest, state: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return a tab for each state, which keeps the other filters."""
    tabs = [(name, status_of(name).label, count) for name, count in counts.items()]
    tabs.append(("all", _("All"), sum(counts.values())))
    return [
        {"label": label, "url": _beside(request, name), "current": name == (state or "all"), "count": count}
        for name, label, count in tabs
    ]


def listed(rows: list[Any]) -> dict[str, Any]:
    """Return findings beside what each is about."""
    subjects = subjects_of(rows)
    return {"lines": [{"found": FindingView(row), "subject": subjects[row.id]} for row in rows]}


def shown_finding(found: FindingView, *, for_staff: bool) -> dict[str, Any]:
    """Return what the page of one finding shows to either side."""
    subject = subjects_of([found.row])[found.row.id]
    return {
        "found": found, "subject": subject, "moments": moments_of(found), "for_staff": for_staff,
        "evidence": evidence_of(found.row, for_staff=for_staff),
    }  # fmt: skip


def _show(request: HttpRequest, finding_id: UUID, form: DecisionForm) -> HttpResponse:
    found = finding_for(principal_of(request), finding_id)
    shown = shown_finding(found, for_staff=False) | {
        "form": form, "may_decide": any(found.state in STEPS_FROM[kind] for kind in ("accepted", "escalated")),
        "crumbs": [{"label": _("Findings"), "url": "/regulator/findings/"}, {"label": found.words.title, "url": ""}],
    }  # fmt: skip
    return render(request, "audit/finding.html", shown, status=422 if form.is_bound else 200)


def _beside(request: HttpRequest, state: str) -> str:
    asked = request.GET.copy()
    asked.pop("cursor", None)
    asked["state"] = state
    return f"?{asked.urlencode()}"


def _ring(request: HttpRequest, user_id: str, key: str) -> None:
    try:
        find_for.apply_async((user_id, key), retry_policy={"max_retries": 1, "interval_start": 0.1})
        messages.success(request, _("The rules are running. What is new appears here in a moment."))
    except OperationalError as error:
        log.warning("bell not rung", task="audit.tasks.find_for", reason=str(error))
        messages.error(request, _("The workers can't be reached. The rules run by themselves every day."))
