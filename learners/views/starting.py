"""Opening an account and claiming one: the consent first, with a no that is a real no."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from identity.doors import principal_of
from identity.principals import Principal
from identity.views.forms_page import attempt, key_of_form, new_key
from learners.commands import claim_account, open_account
from learners.forms import ClaimForm, KeepingForm, OpeningForm


def opening(request: HttpRequest) -> HttpResponse:
    """Open an account for the person signed in."""
    actor = principal_of(request)
    form = OpeningForm(request.POST or None)
    return _started(request, form, "learners/open.html", lambda: (_open(request, actor, form),))


def claiming(request: HttpRequest) -> HttpResponse:
    """Claim an account that an institution opened."""
    actor = principal_of(request)
    form = ClaimForm(request.POST or None)
    return _started(request, form, "learners/claim.html", lambda: (_claim(request, actor, form),))


def _started(request: HttpRequest, form: KeepingForm, template: str, act: Any) -> HttpResponse:
    if principal_of(request).learner_id is not None:
        return redirect("account-profile")
    # The command's answer comes in a tuple, because None says that the consent was refused.
    made = attempt(form, act) if request.method == "POST" else None
    if made is None:
        shown = {"form": form, "key": new_key()}
        return render(request, template, shown, status=422 if form.errors else 200)
    if made[0] is None:
        return render(request, "learners/not_kept.html")
    messages.success(request, _("Your account is open. Credits appear as soon as an institution deposits them."))
    return redirect("home")


def _open(request: HttpRequest, actor: Principal, form: OpeningForm) -> object:
    return open_account(
        actor=actor, person=form.person(), keep_credits=form.keeps, at=timezone.now(),
        idempotency_key=key_of_form(request),
    )  # fmt: skip


def _claim(request: HttpRequest, actor: Principal, form: ClaimForm) -> object:
    given = form.cleaned_data
    return claim_account(
        actor=actor, abc_id=given.get("abc_id") or "", birthday=given.get("birthday"), keep_credits=form.keeps,
        at=timezone.now(), idempotency_key=key_of_form(request),
    )  # fmt: skip
