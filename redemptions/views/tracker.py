"""The tracker: a learner's requests, one request, and the statement of what was redeemed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from credentials.queries.log_marks import sealed_entries
from identity.doors import principal_of
from ledger.refusals import Refusal
from redemptions.commands import withdraw_request
from redemptions.forms import KeyForm
from redemptions.queries.detail import explained_request
from redemptions.queries.requests import request_of_learner, requests_of
from redemptions.queries.spent import statement_of_redemptions
from redemptions.queries.story import story_of
from redemptions.views.people import fresh_key, learner_at


@require_safe
def tracker(request: HttpRequest) -> HttpResponse:
    """List the learner's requests, those that wait first."""
    found = requests_of(learner_at(request).learner_id, at=timezone.now())
    waiting = [item for item in found if item.state == "waiting"]
    ended = [item for item in found if item.state != "waiting"]
    return render(request, "redemptions/tracker.html", {"waiting": waiting, "ended": ended})


@require_safe
def one_request(request: HttpRequest, redemption_id: UUID) -> HttpResponse:
    """Show who has a request, by when it is decided, how it ended, and what the learner can do."""
    found = request_of_learner(learner_at(request).learner_id, redemption_id, at=timezone.now())
    context: dict[str, Any] = {
        "found": found,
        "plan": explained_request(found),
        "moments": story_of(found),
        "sealed": sealed_entries([found.moved_by] if found.moved_by else []),
        "key": fresh_key(),
        "crumbs": [{"label": _("Requests"), "url": "/redemptions/"}, {"label": found.programme_title, "url": ""}],
    }
    return render(request, "redemptions/request.html", context)


@require_POST
def withdraw(request: HttpRequest, redemption_id: UUID) -> HttpResponse:
    """Take a request back."""
    learner_at(request)
    form = KeyForm(request.POST)
    key = str(form.cleaned_data["key"]) if form.is_valid() else str(fresh_key())
    try:
        withdraw_request(
            actor=principal_of(request), redemption_id=redemption_id, at=timezone.now(), idempotency_key=key
        )
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, refusal.detail)
    else:
        messages.success(request, _("You took this request back. The credits were never moved."))
    return redirect("redemption", redemption_id=redemption_id)


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """Show what stands redeemed, by programme, ready to be printed."""
    learner = learner_at(request)
    groups = statement_of_redemptions(learner.learner_id, at=timezone.now())
    total = sum(group.credits for group in groups)
    crumbs = [{"label": _("Requests"), "url": "/redemptions/"}, {"label": _("Statement"), "url": ""}]
    context = {"groups": groups, "total": total, "learner": learner, "crumbs": crumbs, "now": timezone.now()}
    return render(request, "redemptions/statement.html", context)
