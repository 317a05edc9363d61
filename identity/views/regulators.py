"""The operator's page where a regulator is let in: a person, a system, or both."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from identity.calls import audit_calls
from identity.commands.regulators import RegulatorLetIn, register_regulator
from identity.doors import principal_of
from identity.forms import RegulatorForm
from identity.principals import OPERATOR, REGULATOR
from identity.queries.team import clients_of, team_of
from identity.views.forms_page import attempt, key_of_form, new_key
from identity.views.team import send_link


def regulators(request: HttpRequest) -> HttpResponse:
    """Show who reads the book and the form to let somebody in; POST does it and shows a system's secret, this once."""
    actor = principal_of(request)
    actor.require(OPERATOR)
    form = RegulatorForm(request.POST or None)
    if request.method != "POST":
        return _page(request, form)
    said = {"actor": actor, "at": timezone.now(), "idempotency_key": key_of_form(request)}
    made = attempt(form, lambda: register_regulator(**said, **form.cleaned_data))  # type: ignore[arg-type]
    if made is None:
        return _page(request, form, status=422)
    if made.person:
        send_link(request, made.person)
    answer = _page(request, RegulatorForm(), made=made)
    answer["Cache-Control"] = "no-store"
    return answer


def _page(
    request: HttpRequest, form: RegulatorForm, *, made: RegulatorLetIn | None = None, status: int = 200
) -> HttpResponse:
    people = [one for one in team_of(None) if any(held.role == REGULATOR for held in one.roles)]
    shown: dict[str, Any] = {
        "form": form, "key": new_key(), "people": people, "clients": clients_of(None), "made": made,
        "calls": audit_calls(made.system.client_id) if made and made.system else [],
    }  # fmt: skip
    return render(request, "identity/regulators.html", shown, status=status)
