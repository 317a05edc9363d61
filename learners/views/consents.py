"""The learner's consents, and who looked at the record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from identity.doors import principal_of
from identity.views.forms_page import attempt, key_of_form, new_key
from learners.commands import answer_consent
from learners.forms import ConsentForm
from learners.queries import consents_of, current_consents, looks_of
from ledger.acts import day_of
from ledger.refusals import NotFound, Refusal


def consents(request: HttpRequest) -> HttpResponse:
    """Show consents and looks; POST gives a consent."""
    learner_id = _learner_id(request)
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: _give(request, form)):
        messages.success(request, _("Your consent is written down. You can withdraw it at any time."))
        return redirect("consents")
    shown = {
        "current": [row for row in current_consents(learner_id) if row.institution_id], "form": form,
        "history": consents_of(learner_id), "looks": looks_of(learner_id), "key": new_key(),
        "today": day_of(timezone.now()),
    }  # fmt: skip
    return render(request, "learners/consents.html", shown, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Withdraw a consent that is given."""
    learner_id = _learner_id(request)
    row = next((row for row in current_consents(learner_id) if row.id == consent_id), None)
    if row is None:
        raise NotFound(_("There is no such consent."))
    try:
        answer_consent(
            actor=principal_of(request), purpose=row.purpose, institution_id=row.institution_id, answer="withdrawn",
            at=timezone.now(), idempotency_key=key_of_form(request),
        )  # fmt: skip
        messages.success(request, _("Your consent is withdrawn, from this moment on."))
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    return redirect("consents")


def _give(request: HttpRequest, form: ConsentForm) -> Any:
    given = form.cleaned_data
    return answer_consent(
        actor=principal_of(request), purpose=given["purpose"], institution_id=given["institution"].id,
        until=given["until"], answer="given", at=timezone.now(), idempotency_key=key_of_form(request),
    )  # fmt: skip


def _learner_id(request: HttpRequest) -> UUID:
    learner_id = principal_of(request).learner_id
    if learner_id is None:
        raise NotFound(_("You have no learner's account."))
    return learner_id
