"""How the API knows who asks: an OAuth2 access token, else the browser's session."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.request import Request

from identity.doors import remember
from identity.queries.principals import visitor_of_token
from identity.scopes import SCOPES

MAX_TOKEN_LENGTH = 512


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; a token that is unknown, expired or of an ended client is 401, never ignored."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        """Return the client's principal; None without a bearer token."""
        kind, _space, value = get_authorization_header(request).partition(b" ")
        if kind.lower() != b"bearer":
            return None
        possible = value.isascii() and len(value) <= MAX_TOKEN_LENGTH
        visitor = visitor_of_token(value.decode("ascii")) if possible else None
        if visitor is None:
            raise _InvalidToken
        remember(request, visitor)
        return visitor.principal, value

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge of a 401."""
        return 'Bearer realm="api"'


class BrowserSession(SessionAuthentication):
    """The session of a signed-in person; unsafe methods need the CSRF token."""


class _InvalidToken(exceptions.AuthenticationFailed):
    default_detail = "The access token is unknown or has expired. Ask /oauth/token for a new one."
    default_code = "invalid-token"
    challenge = 'Bearer realm="api", error="invalid_token"'


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes tokens in the OpenAPI document."""

    target_class = BearerAuthentication
    name = "oauth2"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Return the OAuth2 flow."""
        scopes = {name: str(meaning) for name, meaning in SCOPES.items()}
        return {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": scopes}}}

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        """Return the scope that the operation needs."""
        wanted = getattr(auto_schema.view, "required_scopes", {}).get(auto_schema.method)
        return {self.name: [wanted] if wanted else []}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Describes the browser's session in the OpenAPI document."""

    target_class = BrowserSession
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Return the cookie."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
