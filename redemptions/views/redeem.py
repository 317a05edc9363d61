"""The redeem wizard: programme, credits, answers, sent; each step a plain page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from identity.doors import principal_of
from ledger.acts import day_of
from ledger.refusals import NotFound, Refusal
from redemptions.commands import request_redemption
from redemptions.forms import ChoiceForm
from redemptions.queries.choosing import open_goal, prospects, waiting_request_id
from redemptions.queries.explained import PlanView, explained_plan
from redemptions.queries.goals import Goal
from redemptions.views.people import fresh_key, learner_at


@require_http_methods(["GET", "HEAD", "POST"])
def redeem(request: HttpRequest) -> HttpResponse:
    """Show the step that the request is at; only the last one writes."""
    if request.method != "POST":
        named = request.GET.get("programme", "")
        return _choose_credits(request, _goal(named)) if named else _choose_programme(request)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        raise NotFound(_("This page is no longer valid; start again."))
    goal, award_ids = open_goal(form.cleaned_data["programme"], at=timezone.now()), form.cleaned_data["award"]
    action = request.POST.get("action", "choose")
    if action == "send" and form.cleaned_data["key"]:
        return _send(request, goal, award_ids, str(form.cleaned_data["key"]))
    if action == "check" and award_ids:
        return _check(request, goal, award_ids)
    return _choose_credits(request, goal, award_ids, told_nothing=action == "check")


def _goal(text: str) -> Goal:
    try:
        return open_goal(UUID(text), at=timezone.now())
    except ValueError as error:
        raise NotFound(_("There is no such programme.")) from error


def _choose_programme(request: HttpRequest) -> HttpResponse:
    learner, at = learner_at(request), timezone.now()
    search = request.GET.get("q", "")[:100]
    found = prospects(learner.holding_id, search=search, at=at, on=day_of(at))
    return _step(request, 1, "redemptions/choose_programme.html", {"prospects": found, "search": search})


def _choose_credits(
    request: HttpRequest, goal: Goal, award_ids: list[UUID] | None = None, *, told_nothing: bool = False
) -> HttpResponse:
    """Show every award: those of the plan ticked, the others with their reason."""
    best = _plan(request, goal, None)
    shown = best if award_ids is None else _plan(request, goal, award_ids)
    ticked = {line.award.award_id for line in best.chosen} if award_ids is None else set(award_ids)
    context = {
        "best": best,
        "plan": shown,
        "ticked": ticked,
        "problems": [line for line in shown.left_out if line.award.award_id in ticked],
        "waiting_id": waiting_request_id(learner_at(request).holding_id, goal.id),
        "told_nothing": told_nothing,
    }
    return _step(request, 2, "redemptions/choose_credits.html", context)


def _check(request: HttpRequest, goal: Goal, award_ids: list[UUID]) -> HttpResponse:
    plan = _plan(request, goal, award_ids)
    if len(plan.chosen) < len(award_ids):
        return _choose_credits(request, goal, award_ids)
    return _step(request, 3, "redemptions/check_answers.html", {"plan": plan, "key": fresh_key()})


def _send(request: HttpRequest, goal: Goal, award_ids: list[UUID], key: str) -> HttpResponse:
    try:
        row = request_redemption(
            actor=principal_of(request),
            programme_id=goal.id,
            award_ids=award_ids,
            at=timezone.now(),
            idempotency_key=key,
        )
    except Refusal as refusal:
        messages.error(request, refusal.detail)
        return _choose_credits(request, goal, award_ids)
    messages.success(request, _("Your request has been sent."))
    return redirect("redemption", redemption_id=row.id)


def _plan(request: HttpRequest, goal: Goal, award_ids: list[UUID] | None) -> PlanView:
    holding_id = learner_at(request).holding_id
    return explained_plan(holding_id=holding_id, goal=goal, on=day_of(timezone.now()), wanted=award_ids)


def _step(request: HttpRequest, number: int, template: str, context: dict[str, Any]) -> HttpResponse:
    steps = [_("Choose a programme"), _("Choose credits"), _("Check your answers"), _("Sent")]
    return render(request, template, context | {"steps": steps, "current": number})
