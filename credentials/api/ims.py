"""The Open Badges 3.0 API of 1EdTech: an app reads what its learner lets it read."""

from collections.abc import Callable
from typing import Any

from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request
from rest_framework.response import Response

from credentials.commands.ims import hand_over_badges, hand_over_profile
from credentials.queries.ims import service_description
from credentials.serializers.ims import PageQuery, status_info
from identity.api.authentication import MAX_TOKEN_LENGTH
from identity.api.problems import answer_to
from identity.api.views import BankView
from identity.doors import remember
from identity.principals import Principal
from identity.queries.apps import reader_of_token
from identity.queries.principals import Visitor

CHALLENGE = 'Bearer realm="ims"'


class ReadOnly(exceptions.MethodNotAllowed):
    """The bank holds what institutions award; an app can't add to it."""

    default_detail = "The bank holds only what institutions award, and the name they gave: an app can read, not write."

    def __init__(self, method: str) -> None:
        super().__init__(method, detail=self.default_detail)


class AppToken(BaseAuthentication):
    """`Authorization: Bearer` with a token that a learner granted to an app; no session and no other token counts."""

    def authenticate(self, request: Request) -> tuple[Principal, bytes] | None:
        """Return the learner, with the token's scopes and nothing else; None without a bearer token."""
        kind, _space, value = get_authorization_header(request).partition(b" ")
        if kind.lower() != b"bearer":
            return None
        possible = value.isascii() and len(value) <= MAX_TOKEN_LENGTH
        reader = reader_of_token(value.decode("ascii")) if possible else None
        if reader is None:
            raise exceptions.AuthenticationFailed("The access token is unknown or has expired.")
        remember(request, Visitor(reader))
        return reader, value

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge of a 401."""
        return CHALLENGE


class BadgesView(BankView):
    """What these endpoints share: apps' tokens, and refusals in the form of 1EdTech."""

    authentication_classes: Any = (AppToken,)
    keyless_posts = True

    @property
    def allowed_methods(self) -> list[str]:
        """What an address answers but by a refusal; the Allow header says it."""
        return ["GET", "HEAD", "OPTIONS"]

    def get_exception_handler(self) -> Callable[..., Response | None]:
        """Return what turns exceptions into answers."""
        return _answer


class Discovery(BadgesView):
    """`GET /ims/ob/v3p0/discovery`."""

    authentication_classes: Any = ()
    public_methods = frozenset({"GET"})

    def get(self, request: Request) -> Response:
        """Describe this service."""
        return Response(service_description(), headers={"Access-Control-Allow-Origin": "*"})


class Badges(BadgesView):
    """`/ims/ob/v3p0/credentials`."""

    def get(self, request: Request) -> Response:
        """Hand over a page of the learner's credentials."""
        asked = self.read_query(PageQuery)
        page = hand_over_badges(actor=self.principal, **asked, at=self.at)
        query = {"since": request.query_params["since"]} if asked["since"] else {}
        links = page.links(request.build_absolute_uri(request.path), query)
        return Response({"credential": page.documents}, headers={"X-Total-Count": str(page.total), "Link": links})

    def post(self, request: Request) -> Response:
        """Refuse to take a credential."""
        raise ReadOnly("POST")


class LearnerProfile(BadgesView):
    """`/ims/ob/v3p0/profile`."""

    def get(self, request: Request) -> Response:
        """Hand over the learner's profile."""
        return Response(hand_over_profile(actor=self.principal))

    def put(self, request: Request) -> Response:
        """Refuse to change it."""
        raise ReadOnly("PUT")


def _answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """Say a refusal as an Imsx_StatusInfo; what REST framework and the commands refuse is the same here."""
    answer = answer_to(error, context)
    if answer is None:
        return None
    told = "; ".join(_fields(answer.data["errors"])) or str(answer.data["detail"])
    answer.data = status_info(answer.status_code, told)
    answer.status_code = 400 if answer.status_code == 422 else answer.status_code
    answer.content_type = "application/json"
    if answer.status_code == 401:
        answer["WWW-Authenticate"] = CHALLENGE
    return answer


def _fields(errors: Any) -> list[str]:
    return [f"{item['pointer']}: {item['detail']}" for item in errors]
