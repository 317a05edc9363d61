"""The learner's own record: what institutions say beside it, mending it, erasing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from identity.doors import principal_of
from identity.views.forms_page import attempt, key_of_form, new_key
from learners.commands import correct_record, erase_personal_record
from learners.forms import EraseForm, RecordForm
from learners.queries import known_learner, roster_of_learner
from ledger.refusals import NotFound


def profile(request: HttpRequest) -> HttpResponse:
    """Show the sign-in and, for a learner, the own record; POST mends the record."""
    actor = principal_of(request)
    if actor.learner_id is None:
        if request.method == "POST":
            raise NotFound(_("You have no learner's account."))
        return render(request, "learners/profile.html", {"known": None, "actor": actor})
    known = known_learner(actor.learner_id)
    first = {"name": known.person.name, "name_hi": known.person.name_hi, "gender": known.person.gender}
    form = RecordForm(request.POST or None, initial=first)
    if request.method == "POST" and attempt(form, lambda: _correct(request, form)):
        messages.success(request, _("Your record is mended, and matched with your institutions' again."))
        return redirect("account-profile")
    shown = {
        "known": known,
        "actor": actor,
        "form": form,
        "key": new_key(),
        "links": roster_of_learner(known.learner_id),
    }
    return render(request, "learners/profile.html", shown, status=422 if form.errors else 200)


def erase(request: HttpRequest) -> HttpResponse:
    """Ask once more, then erase the personal record for good."""
    actor = principal_of(request)
    if actor.learner_id is None:
        raise NotFound(_("You have no learner's account."))
    form = EraseForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: _erase(request)):
        return render(request, "learners/erased.html")
    crumbs = [{"label": _("Profile"), "url": "/account/"}, {"label": _("Erase me"), "url": ""}]
    shown = {"form": form, "key": new_key(), "crumbs": crumbs}
    return render(request, "learners/erase.html", shown, status=422 if form.errors else 200)


def _correct(request: HttpRequest, form: RecordForm) -> Any:
    return correct_record(actor=principal_of(request), **form.cleaned_data, **_act(request))


def _erase(request: HttpRequest) -> Any:
    return erase_personal_record(actor=principal_of(request), **_act(request))


def _act(request: HttpRequest) -> dict[str, Any]:
    return {"at": timezone.now(), "idempotency_key": key_of_form(request)}
