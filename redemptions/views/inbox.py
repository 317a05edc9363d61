"""The institution's inbox: requests with their ageing, and answering many at once."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from identity.api.pages import RowKeyset, cursor_of, cut
from identity.doors import place_of, principal_of
from ledger.refusals import Refusal
from redemptions.commands import DecisionInput, DecisionOutcome, decide_redemptions
from redemptions.forms import BulkForm, InboxFilter
from redemptions.queries.inbox import inbox_lines, preview_decisions
from redemptions.queries.requests import (
    RequestView,
    in_state,
    inbox_counts,
    inbox_rows,
    programme_choices,
    reason_choices,
)
from redemptions.views.people import fresh_key, may_decide

STATES = ("waiting", "overdue", "due-soon", "ended")
PAGE = 50
TOLD = 5


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List requests: those whose decision is due first on top; ended ones newest first."""
    place, at = place_of(request), timezone.now()
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else "waiting"
    form = InboxFilter(request.GET, programmes=programme_choices(place))
    rows = in_state(inbox_rows(place), state, at=at)
    if form.is_valid() and form.cleaned_data["programme"]:
        rows = rows.filter(programme_id=form.cleaned_data["programme"])
    shown, links = _page(request, rows, is_ended=state == "ended")
    counts = inbox_counts(place, at=at)
    context = {
        "lines": inbox_lines([RequestView(row, at) for row in shown]),
        "counts": counts,
        "tabs": _tabs(state, counts),
        "state": state,
        "form": form,
        "may_decide": may_decide(request, place),
    }
    return render(request, "redemptions/inbox.html", context | links)


def _page(request: HttpRequest, rows: Any, *, is_ended: bool) -> tuple[Sequence[Any], dict[str, str]]:
    """Return the rows of the page asked for, and the addresses of its neighbours."""
    cursor = cursor_of(request, width=1 if is_ended else 2, default=PAGE)
    source = RowKeyset(rows, ("-id",) if is_ended else ("waiting__decide_by", "id"))
    shown, has_next, has_previous = cut(cursor, source.slice(cursor))
    return shown, {
        "next_url": _beside(request, cursor.written(source.key(shown[-1]), backwards=False)) if has_next else "",
        "previous_url": _beside(request, cursor.written(source.key(shown[0]), backwards=True)) if has_previous else "",
    }


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Show what approving the ticked requests would do; nothing is written."""
    form = BulkForm(request.POST | {"answer": "approve", "key": str(fresh_key())})
    ids = form.cleaned_data["request"] if form.is_valid() else []
    if not ids:
        messages.warning(request, _("Tick at least one request first."))
        return redirect("inbox")
    return _preview(request, ids)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Approve or refuse what was previewed."""
    form = BulkForm(request.POST)
    if not form.is_valid():
        ids = form.cleaned_data.get("request") or []
        return _preview(request, ids, form) if ids else redirect("inbox")
    given = form.cleaned_data
    yes = given["answer"] == "approve"
    decisions = [DecisionInput(name, yes, given["reason_code"], given["reason"]) for name in given["request"]]
    try:
        outcomes = decide_redemptions(
            actor=principal_of(request), decisions=decisions, at=timezone.now(), idempotency_key=str(given["key"])
        )
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    else:
        tell(request, outcomes)
    return redirect("inbox")


def tell(request: HttpRequest, outcomes: list[DecisionOutcome]) -> None:
    """Say what became of the decisions."""
    approved = sum(outcome.status == "approved" for outcome in outcomes)
    refused = sum(outcome.status == "refused" for outcome in outcomes)
    if approved:
        said = ngettext("%(count)s request approved.", "%(count)s requests approved.", approved)
        messages.success(request, said % {"count": approved})
    if refused:
        said = ngettext("%(count)s request refused.", "%(count)s requests refused.", refused)
        messages.success(request, said % {"count": refused})
    for outcome in [outcome for outcome in outcomes if outcome.status == "not-decided"][:TOLD]:
        messages.warning(request, _("Not decided: %(why)s") % {"why": outcome.detail})


def _preview(request: HttpRequest, ids: list[UUID], form: BulkForm | None = None) -> HttpResponse:
    place = place_of(request)
    previews = preview_decisions(place, ids, at=timezone.now())
    going = [item for item in previews if item.goes]
    context = {
        "previews": previews,
        "going": going,
        "credits": sum(item.line.request.credits for item in going),
        "staying_count": len(previews) - len(going),
        "reasons": reason_choices(),
        "form": form,
        "key": fresh_key(),
        "crumbs": [{"label": _("Requests"), "url": "/staff/inbox/"}, {"label": _("Decide together"), "url": ""}],
    }
    return render(request, "redemptions/inbox_preview.html", context)


def _tabs(state: str, counts: Any) -> list[dict[str, Any]]:
    labels = {
        "waiting": (_("Waiting"), counts.waiting),
        "overdue": (_("Overdue"), counts.overdue),
        "due-soon": (_("Due within 3 days"), counts.due_soon),
        "ended": (_("Decided"), None),
    }
    return [
        {"label": label, "url": f"?state={name}", "current": name == state, "count": count}
        for name, (label, count) in labels.items()
    ]


def _beside(request: HttpRequest, cursor: str) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "cursor"}
    return f"?{urlencode(kept | {'cursor': cursor})}"
