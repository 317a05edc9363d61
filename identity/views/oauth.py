"""The door for API clients: client id and secret in, a short-lived access token out."""

import base64
from typing import Any

from allauth.idp.oidc.views import TokenView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from identity.plain_text import is_storable

ONLY_GRANT = "client_credentials"


@method_decorator(csrf_exempt, name="dispatch")
class AccessToken(TokenView):  # type: ignore[misc]
    """POST grant_type=client_credentials with HTTP Basic (or client_id and client_secret in the body)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer a token by RFC 6749 section 4.4, or its error."""
        sent: list[Any] = [value for pair in request.POST.items() for value in pair]
        sent.append(_decoded(request.headers.get("Authorization", "")))
        if not all(is_storable(str(value)) for value in sent):
            return _error("invalid_request", "The request holds characters that no client has.")
        if request.POST.get("grant_type") != ONLY_GRANT:
            return _error("unsupported_grant_type", f"Expected grant_type={ONLY_GRANT}.")
        answer: HttpResponse = super().post(request)
        if answer.status_code == 401:
            answer["WWW-Authenticate"] = 'Basic realm="oauth"'
        answer["Cache-Control"] = "no-store"
        return answer


def _decoded(authorization: str) -> str:
    """Return what HTTP Basic says in its base64; a NUL where it can't be told."""
    try:
        return base64.b64decode(authorization.partition(" ")[2]).decode()
    except ValueError:
        return "\0"


def _error(code: str, told: str) -> HttpResponse:
    return JsonResponse({"error": code, "error_description": told}, status=400, headers={"Cache-Control": "no-store"})
