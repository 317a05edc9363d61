"""Where somebody starts, and the institution that somebody with several works for."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View

from identity.context import home_of
from identity.doors import choose_place, principal_of
from ledger.refusals import NotFound


def home(request: HttpRequest) -> HttpResponse:
    """Send everybody to the start page of their role."""
    return redirect(home_of(principal_of(request)))


class SwitchPlace(View):
    """POST institution_id: work there from now on."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Choose the place and go to the start page."""
        choose_place(request, _uuid(request.POST.get("institution_id", "")))
        return redirect(home_of(principal_of(request)))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("There is no such institution.") from None
