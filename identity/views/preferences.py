"""Preferences of this browser: light or dark."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

THEMES = ("system", "light", "dark")
ONE_YEAR = 365 * 24 * 3600


def _back(request: HttpRequest) -> str:
    """Return the page to go back to, never one of another site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the wish for light or dark in a cookie; "system" forgets it."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        return HttpResponseBadRequest(_("The theme must be system, light or dark."), content_type="text/plain")
    answer = HttpResponseRedirect(_back(request))
    if theme == "system":
        answer.delete_cookie("theme", samesite="Lax")
    else:
        answer.set_cookie("theme", theme, ONE_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return answer
