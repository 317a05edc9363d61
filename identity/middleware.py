"""What happens to every request: an id, plain text only, and refusals of pages turned into pages."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from identity.api.problems import PlainProblem, problem_response
from identity.plain_text import is_storable
from ledger.identifiers import new_id
from ledger.refusals import Refusal

API_PREFIX = "/api/"
ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")
Answer = Callable[[HttpRequest], HttpResponse]


class RequestId:
    """Takes the caller's Request-Id or makes one, and gives it back; RateLimit headers go out here too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the id of the request."""
        given = request.META.get("HTTP_REQUEST_ID", "")
        request.request_id = given if ACCEPTABLE_ID.fullmatch(given) else str(new_id())  # type: ignore[attr-defined]
        request.META["HTTP_X_REQUEST_ID"] = request.request_id  # type: ignore[attr-defined] # where the logs look
        answer = self.get_response(request)
        answer["Request-Id"] = request.request_id  # type: ignore[attr-defined]
        for name, value in getattr(request, "rate_limit_headers", {}).items():
            answer[name] = value
        return answer


class PlainRequests:
    """Keeps out what the database could not compare: NUL characters, and addresses that are not UTF-8.

    An address with them is refused; a cookie with them is left out, or the browser that has it could never come in.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 400, or go on."""
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if is_storable(name + value)}
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if b"\0" in query or "\0" in request.path or not _is_utf8(query):
            error = PlainProblem(400, "bad-request", "The address holds a NUL character or bytes that are not UTF-8.")
            return problem_response(request, error) if request.path.startswith(API_PREFIX) else _page(request, error)
        return self.get_response(request)


class RefusalPages:
    """Turns a refusal that a page did not handle into a page: sign in, not found, not permitted, or the reason."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; any other exception goes its way."""
        if not isinstance(error, Refusal) or request.path.startswith(API_PREFIX):
            return None
        if error.status == 401:
            return redirect_to_login(request.get_full_path())
        return _page(request, error)


def _page(request: HttpRequest, error: Refusal) -> HttpResponse:
    template = f"{error.status}.html" if error.status in (403, 404) else "identity/refusal.html"
    return render(request, template, {"refusal": error}, status=error.status)


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
