"""API clients of a place: registering, a new secret, ending."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from identity.commands.clients import ClientSecret, end_client, register_client, rotate_client_secret
from identity.doors import principal_of
from identity.forms import ClientForm
from identity.views.forms_page import attempt, key_of_form
from identity.views.team import managed_place, team_page
from ledger.refusals import Refusal


@require_POST
def register(request: HttpRequest) -> HttpResponse:
    """Register a client and show its secret, this once."""
    place = managed_place(request)
    form = ClientForm(request.POST, at_bank=place is None, prefix="client")
    made = attempt(form, lambda: register_client(**_who(request), **form.cleaned_data, institution_id=place))
    if made is None:
        return team_page(request, client_form=form, status=422)
    return _show(request, made)


@require_POST
def rotate(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Give a client a new secret and show it, this once."""
    return _act(request, lambda: _show(request, rotate_client_secret(client_id=client_id, **_who(request))))


@require_POST
def end(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """End a client."""

    def ended() -> HttpResponse:
        client = end_client(client_id=client_id, **_who(request))
        messages.success(request, _("%(name)s was ended; its tokens stopped.") % {"name": client.name})
        return redirect("team")

    return _act(request, ended)


def _show(request: HttpRequest, made: ClientSecret) -> HttpResponse:
    answer = team_page(request, secret=made)
    answer["Cache-Control"] = "no-store"
    return answer


def _act(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return act()
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, f"{refusal.title}. {refusal.detail}")
        return redirect("team")


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": principal_of(request), "at": timezone.now(), "idempotency_key": key_of_form(request)}
