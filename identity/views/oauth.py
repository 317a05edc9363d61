"""The doors of OAuth2: where a learner lets an app read, and where clients and apps get short-lived access tokens."""

import base64
import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.idp.oidc.views import AuthorizationView, TokenView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from identity.api.problems import PlainProblem
from identity.commands.apps import grant_access
from identity.doors import principal_of
from identity.plain_text import is_storable
from identity.queries.principals import expired_on
from identity.scopes import READER_SCOPES

GRANTS = ("client_credentials", "authorization_code", "refresh_token")


class LetAppRead(AuthorizationView):  # type: ignore[misc]
    """Asks a learner whether an app may read; the answer goes back to the app (RFC 6749, 4.1, with PKCE)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, by a page whose form may lead to the app's own address and nowhere else."""
        if not all(is_storable(str(value)) for value in request.GET.values()):
            raise PlainProblem(400, "bad-request", _("The app's request holds characters that can't be kept."))
        if not request.GET.get("code_challenge") or request.GET.get("code_challenge_method") != "S256":
            told = _("The app sent no code challenge (PKCE, S256). Tell its makers: without it anybody could read on.")
            raise PlainProblem(400, "pkce-required", told, title=_("This app can't be let in"))
        answer: HttpResponse = super().get(request, *args, **kwargs)
        if answer.status_code == 200 and hasattr(self, "_request_info"):
            answer._csp_update = {"form-action": [_origin(self._request_info["redirect_uri"])]}  # type: ignore[attr-defined]
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """Write the consent into the book, and send its code to the app."""
        grant_access(
            actor=principal_of(self.request), client_id=self._request_info["client_id"],
            scopes=form.cleaned_data["scopes"], at=timezone.now(), idempotency_key=_key(form.cleaned_data["request"]),
        )  # fmt: skip
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows: the app, where it is at home, and what it asks for."""
        info = self._request_info
        asked = [(scope, READER_SCOPES.get(scope, scope)) for scope in self._scopes]
        shown = {"asked": asked, "home": urlsplit(info["redirect_uri"]).netloc, "signed": self.get_initial()["request"]}
        return {**super().get_context_data(**kwargs), **shown}


@method_decorator(csrf_exempt, name="dispatch")
class AccessToken(TokenView):  # type: ignore[misc]
    """POST with HTTP Basic (or client_id and client_secret in the body): a grant in, a short-lived token out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer a token by RFC 6749, sections 4.1.3, 4.4 and 6, or its error."""
        sent: list[Any] = [value for pair in request.POST.items() for value in pair]
        sent.append(_decoded(request.headers.get("Authorization", "")))
        if not all(is_storable(str(value)) for value in sent):
            return _error("invalid_request", "The request holds characters that no client has.")
        if request.POST.get("grant_type") not in GRANTS:
            return _error("unsupported_grant_type", f"Expected grant_type={' or '.join(GRANTS)}.")
        answer: HttpResponse = self._expired(request) or super().post(request)
        if answer.status_code == 401:
            answer["WWW-Authenticate"] = 'Basic realm="oauth"'
        answer["Cache-Control"] = "no-store"
        return answer

    def _expired(self, request: HttpRequest) -> HttpResponse | None:
        """Tell an expired client so, when it shows its secret; note whose token is asked for."""
        client_id, secret = _credentials(request)
        request.token_client = client_id  # type: ignore[attr-defined]
        if not client_id or not (day := expired_on(client_id, secret)):
            return None
        told = f"This client expired on {day}. Ask whoever registered it for a new secret."
        return _error("invalid_client", told, status=401)


def _credentials(request: HttpRequest) -> tuple[str, str]:
    """Return the client's id and secret, from HTTP Basic or else from the body."""
    kind = request.headers.get("Authorization", "").partition(" ")[0]
    if kind.lower() == "basic":
        name, _colon, secret = _decoded(request.headers["Authorization"]).partition(":")
        return name, secret
    return request.POST.get("client_id", ""), request.POST.get("client_secret", "")


def _decoded(authorization: str) -> str:
    """Return what HTTP Basic says in its base64; a NUL where it can't be told."""
    try:
        return base64.b64decode(authorization.partition(" ")[2]).decode()
    except ValueError:
        return "\0"


def _error(code: str, told: str, *, status: int = 400) -> HttpResponse:
    body = {"error": code, "error_description": told}
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else f"{parts.scheme}:"


def _key(signed: str) -> str:
    """Return the idempotency key of one page that was shown: pressing its button twice is one consent."""
    return f"app:{hashlib.sha256(signed.encode()).hexdigest()}"
