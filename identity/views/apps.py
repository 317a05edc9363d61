"""The apps that may read a learner's credentials, and the way to end that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from identity.commands.apps import end_access
from identity.doors import principal_of
from identity.queries.apps import apps_of
from identity.views.forms_page import key_of_form, new_key
from ledger.refusals import Refusal


@require_GET
def apps(request: HttpRequest) -> HttpResponse:
    """Show the apps that may read."""
    return render(request, "identity/apps.html", {"apps": apps_of(principal_of(request).id), "key": new_key()})


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End an app's access."""
    try:
        end_access(
            actor=principal_of(request), client_id=request.POST.get("client", ""), at=timezone.now(),
            idempotency_key=key_of_form(request),
        )  # fmt: skip
        messages.success(request, _("The app can read nothing any more, from this moment on."))
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    return redirect("apps")
