"""One request in the institution's inbox: the learner, the plan, the decision, the reversal."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from identity.doors import principal_of
from ledger.refusals import Refusal
from redemptions.commands import DecisionInput, decide_redemptions, reverse_redemption
from redemptions.forms import KeyForm, RefusalForm, ReversalForm
from redemptions.queries.detail import explained_request
from redemptions.queries.inbox import inbox_lines
from redemptions.queries.requests import request_of_institutions
from redemptions.queries.story import story_of
from redemptions.views.inbox import tell
from redemptions.views.people import fresh_key, may_decide


@require_safe
def inbox_request(request: HttpRequest, redemption_id: UUID) -> HttpResponse:
    """Show a request with everything a decision needs."""
    return _show(request, redemption_id)


@require_POST
def approve(request: HttpRequest, redemption_id: UUID) -> HttpResponse:
    """Approve one request."""
    form = KeyForm(request.POST)
    if not form.is_valid():
        return redirect("inbox-request", redemption_id=redemption_id)
    return _decide(request, DecisionInput(redemption_id, True), str(form.cleaned_data["key"]))


@require_POST
def refuse(request: HttpRequest, redemption_id: UUID) -> HttpResponse:
    """Refuse one request with a reason."""
    form = RefusalForm(request.POST, auto_id="refusal_%s")
    if not form.is_valid():
        return _show(request, redemption_id, refusal=form)
    given = form.cleaned_data
    decision = DecisionInput(redemption_id, False, given["reason_code"], given["reason"])
    return _decide(request, decision, str(given["key"]))


@require_POST
def reverse(request: HttpRequest, redemption_id: UUID) -> HttpResponse:
    """Reverse an approved redemption with a reason."""
    form = ReversalForm(request.POST, auto_id="reversal_%s")
    if not form.is_valid():
        return _show(request, redemption_id, reversal=form)
    given = form.cleaned_data

    def act() -> None:
        reverse_redemption(
            actor=principal_of(request),
            redemption_id=redemption_id,
            reason=given["reversal_reason"],
            at=timezone.now(),
            idempotency_key=str(given["key"]),
        )
        messages.success(request, _("Reversed. The credits are back with the learner."))

    return _told(request, redemption_id, act)


def _decide(request: HttpRequest, decision: DecisionInput, key: str) -> HttpResponse:
    def act() -> None:
        actor = principal_of(request)
        tell(request, decide_redemptions(actor=actor, decisions=[decision], at=timezone.now(), idempotency_key=key))

    return _told(request, decision.redemption_id, act)


def _told(request: HttpRequest, redemption_id: UUID, act: Callable[[], None]) -> HttpResponse:
    """Act, say why not when it is refused, and show the request again; what isn't theirs stays not found."""
    try:
        act()
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, refusal.detail)
    return redirect("inbox-request", redemption_id=redemption_id)


def _show(
    request: HttpRequest,
    redemption_id: UUID,
    *,
    refusal: RefusalForm | None = None,
    reversal: ReversalForm | None = None,
) -> HttpResponse:
    actor = principal_of(request)
    found = request_of_institutions(actor.institutions(), redemption_id, at=timezone.now())
    place = found.programme.institution_id
    (line,) = inbox_lines([found])
    context: dict[str, Any] = {
        "line": line,
        "found": found,
        "plan": explained_request(found),
        "moments": story_of(found, for_staff=True),
        "key": fresh_key(),
        "refusal": refusal or RefusalForm(initial={"key": fresh_key()}, auto_id="refusal_%s"),
        "reversal": reversal or ReversalForm(initial={"key": fresh_key()}, auto_id="reversal_%s"),
        "may_decide": may_decide(request, place),
        "crumbs": [{"label": _("Requests"), "url": "/staff/inbox/"}, {"label": line.name, "url": ""}],
    }
    return render(request, "redemptions/inbox_request.html", context, status=422 if refusal or reversal else 200)
