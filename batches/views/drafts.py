"""Making a draft course out of a row that names one the catalogue lacks."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from batches.commands.drafts import draft_course
from batches.forms import DraftForm
from identity.doors import principal_of
from ledger.refusals import NotFound, Refusal


class DraftCourse(View):
    """POST the row and the code."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        """Draft the course and open it in the catalogue's editor."""
        form = DraftForm(request.POST)
        if not form.is_valid():
            raise NotFound(_("The row names no such course."))
        sent = form.cleaned_data
        try:
            offering_id = draft_course(
                actor=principal_of(request), batch_id=batch_id, row_number=sent["row"], code=sent["code"],
                at=timezone.now(), idempotency_key=form.idempotency_key,
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refusal:
            messages.error(request, refusal.detail)
            return redirect("batch", batch_id)
        told = _("A draft of {code} is in your catalogue. Complete it and send it for review.")
        messages.success(request, told.format(code=sent["code"]))
        return redirect(_editor(offering_id) or reverse("batch", args=[batch_id]))


def _editor(offering_id: UUID) -> str:
    try:
        return reverse("staff-offering", args=[offering_id])
    except NoReverseMatch:
        return ""
