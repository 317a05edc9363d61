"""The conformance door in the shapes of W3C CCG's VC-API; closed (404) unless the environment says `VC_API=on`."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from credentials.commands.vcapi import (
    empty_status_list,
    issue_document,
    prove_document,
    verify_document,
    verify_presentation,
)
from credentials.vcapi.problems import DocumentProblem, malformed, unreadable
from credentials.verifying.documents import strict_json
from credentials.verifying.verdicts import CheckFailed
from identity.api.problems import MEDIA_TYPE, answer_to
from identity.api.views import BankView

VERIFIED = {"verified": True, "problemDetails": [], "checks": ["form", "proof", "status"], "warnings": [], "errors": []}


class StrictParser(BaseParser):
    """JSON that has one meaning only, whatever the request calls it."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the object; refuses everything else as unreadable."""
        try:
            return strict_json(stream.read())
        except CheckFailed as failure:
            raise _of_reading(failure) from None


class ConformanceView(BankView):
    """What these endpoints share: nobody is asked who they are, and refusals are problems of the specifications."""

    authentication_classes: Any = ()
    parser_classes = (StrictParser,)
    public_methods = frozenset({"GET", "POST"})
    keyless_posts = True
    rate = "system"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse everything while the door is closed."""
        if not settings.VC_API:
            raise Http404
        super().initial(request, *args, **kwargs)

    def get_exception_handler(self) -> Callable[..., Response | None]:
        """Return what turns exceptions into answers."""
        return _answer


class IssueCredential(ConformanceView):
    """`POST /vc-api/credentials/issue`."""

    def post(self, request: Request) -> Response:
        """Issue the credential."""
        return Response({"verifiableCredential": issue_document(request.data, at=self.at)}, status=201)


class VerifyCredential(ConformanceView):
    """`POST /vc-api/credentials/verify`."""

    def post(self, request: Request) -> Response:
        """Verify the credential."""
        verify_document(request.data, at=self.at)
        return Response(VERIFIED)


class ProvePresentation(ConformanceView):
    """`POST /vc-api/presentations/prove`."""

    def post(self, request: Request) -> Response:
        """Prove the presentation."""
        return Response({"verifiablePresentation": prove_document(request.data, at=self.at)}, status=201)


class VerifyPresentation(ConformanceView):
    """`POST /vc-api/presentations/verify`."""

    def post(self, request: Request) -> Response:
        """Verify the presentation and every credential in it."""
        verify_presentation(request.data, at=self.at)
        return Response(VERIFIED)


class StatusList(ConformanceView):
    """`GET /vc-api/status-lists/<purpose>`."""

    def get(self, request: Request, purpose: str) -> Response:
        """Show the list."""
        return Response(empty_status_list(purpose, at=self.at))


def _of_reading(failure: CheckFailed) -> DocumentProblem:
    if failure.code != "id-not-text":
        return unreadable(str(failure))
    # The place is told within the document, which lies under one name of the request.
    _root, _name, *inner = str(failure.parameters["pointer"]).split("/")
    return malformed("".join(f"/{word}" for word in inner), "It is no text; expected one URL.")


def _answer(error: Exception, context: dict[str, Any]) -> Response | None:
    if not isinstance(error, DocumentProblem):
        return answer_to(error, context)
    told = error.to_json()
    body = told | {"verified": False, "problemDetails": [told], "errors": [error.detail]}
    return Response(body, status=error.status, content_type=MEDIA_TYPE)
