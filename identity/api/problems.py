"""RFC 9457 problems: the one place where a refusal or an error becomes an answer of the API."""

import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation, ValidationError
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from ledger.refusals import Refusal

MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "/api/docs/#problem-"
log = logging.getLogger(__name__)


class PlainProblem(Refusal):
    """A problem that no command refused: the request itself can't be answered."""

    def __init__(self, status: int, code: str, detail: str, *, title: str = "") -> None:
        super().__init__(detail)
        self.status, self.code, self.title = status, code, title or HTTPStatus(status).phrase  # type: ignore[misc]


def problem_of(error: Refusal, request: Any) -> dict[str, Any]:
    """Return the body of a refusal."""
    return {
        "type": f"{TYPE_BASE}{error.code}",
        "title": str(error.title),
        "status": error.status,
        "detail": str(error.detail),
        "instance": request.path,
        "code": error.code,
        "errors": [_item(item) for item in error.errors] or ([_item(error)] if error.field else []),
        "request_id": getattr(getattr(request, "_request", request), "request_id", ""),
    }


def answer_to(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception of a view into a problem (REST framework's EXCEPTION_HANDLER); None for an unknown one."""
    request = context["request"]
    refusal = refusal_of(error)
    if refusal is None:
        return None
    set_rollback()
    body = problem_of(refusal, request)
    if isinstance(error, exceptions.ValidationError):
        body["errors"] = list(_pointers(error.detail, ""))
    answer = Response(body, status=refusal.status, content_type=MEDIA_TYPE)
    for name, value in _headers(error, refusal, context).items():
        answer[name] = value
    return answer


def refusal_of(error: Exception) -> Refusal | None:
    """Return the refusal that an exception stands for; None when it is a fault of ours."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, exceptions.ValidationError):
        return PlainProblem(422, "invalid-input", "Some fields are not valid: see errors.")
    if isinstance(error, exceptions.APIException):
        code = getattr(error, "default_code", "error").replace("_", "-")
        return PlainProblem(error.status_code, code, str(error.detail))
    known = ((status, code, told) for kind, status, code, told in _DJANGO if isinstance(error, kind))
    return next((PlainProblem(status, code, told) for status, code, told in known), None)


_DJANGO: tuple[tuple[type[Exception], int, str, str], ...] = (
    (Http404, 404, "not-found", "There is nothing here that you may see."),
    (PermissionDenied, 403, "not-permitted", "You may not do this."),
    (RequestDataTooBig, 413, "body-too-large", "The request is larger than the bank accepts."),
    (SuspiciousOperation, 400, "bad-request", "The request can't be read."),
    (ValidationError, 422, "invalid-input", "A value is not valid."),
    (OverflowError, 422, "invalid-input", "A date or a number is outside what the bank can keep."),
    (DataError, 422, "invalid-input", "A value is outside what the bank can keep: a number or a date is out of range."),
)  # fmt: skip


def problem_response(request: HttpRequest, error: Refusal) -> HttpResponse:
    """Answer a problem outside the REST framework: from middleware and for addresses that don't exist."""
    return JsonResponse(problem_of(error, request), status=error.status, content_type=MEDIA_TYPE)


def not_found(request: HttpRequest) -> HttpResponse:
    """Answer an address of the API that does not exist."""
    return problem_response(request, PlainProblem(404, "not-found", "The API has no such address."))


def fault(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours; its request id finds it in the logs."""
    detail = "The bank failed to answer. Nothing was half-written. Ask again with the same Idempotency-Key."
    return problem_response(request, PlainProblem(500, "fault", detail))


def _item(error: Refusal) -> dict[str, str]:
    pointer = "/" + error.field.replace("__", "/").replace(".", "/").lstrip("/") if error.field else ""
    return {"pointer": pointer, "code": error.code, "detail": str(error.detail)}


def _pointers(detail: Any, path: str) -> Iterator[dict[str, str]]:
    """Yield one item per message of a tree of validation errors, with a JSON pointer to its field."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            step = "" if name == "non_field_errors" else "/" + str(name).replace("~", "~0").replace("/", "~1")
            yield from _pointers(inner, path + step)
    elif isinstance(detail, list):
        for place, inner in enumerate(detail):
            yield from _pointers(inner, f"{path}/{place}" if isinstance(inner, (dict, list)) else path)
    else:
        code = str(getattr(detail, "code", "invalid")).replace("_", "-")
        yield {"pointer": path, "code": code, "detail": str(detail)}


def _headers(error: Exception, refusal: Refusal, context: dict[str, Any]) -> dict[str, str]:
    headers: dict[str, str] = {}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = str(getattr(error, "challenge", "") or 'Bearer realm="api"')
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(max(1, round(getattr(error, "wait", None) or 1)))
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    if wanted := getattr(error, "wanted_scope", ""):
        headers["WWW-Authenticate"] = f'Bearer realm="api", error="insufficient_scope", scope="{wanted}"'
    return headers
