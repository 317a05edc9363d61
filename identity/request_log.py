"""Keeps who asked the audit API, or for a token, and what was answered: written when the answer has gone out."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from identity.commands.requests import keep_request
from identity.principals import REGULATOR
from identity.queries.principals import client_called

AUDIT, TOKENS = "/api/v1/audit/", "/oauth/token"
log = structlog.get_logger(__name__)


class RequestLog:
    """Logs requests of API clients and regulators; an answer never waits for its line, nor breaks when it fails."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and write the line when the server closes the answer."""
        begun = time.perf_counter()
        answer = self.get_response(request)
        if request.path.startswith((AUDIT, TOKENS)):
            answer._resource_closers.append(partial(_keep, request, answer, begun))  # type: ignore[attr-defined]
        return answer


def _keep(request: HttpRequest, answer: HttpResponse, begun: float) -> None:
    try:
        if actor := _actor_of(request):
            size = answer.get("Content-Length", "")
            keep_request(
                request_id=request.request_id, actor_id=actor[0], actor_kind=actor[1], method=request.method or "",  # type: ignore[attr-defined]
                path=request.path, query=request.META.get("QUERY_STRING", ""), status=answer.status_code,
                milliseconds=round((time.perf_counter() - begun) * 1000), size=int(size) if size else None,
                at=timezone.now(),
            )  # fmt: skip
    except Error as error:
        log.warning("request not logged", reason=str(error))


def _actor_of(request: HttpRequest) -> tuple[UUID, str] | None:
    """Return the client or the regulator who asked; None for all others, of whom nothing is kept."""
    if request.path.startswith(TOKENS):
        client = client_called(getattr(request, "token_client", "") or "")
        return (client.id, "client") if client else None
    visitor: Any = getattr(request, "bank_visitor", None)
    who = visitor.principal if visitor else None
    return (who.id, who.kind) if who and (who.kind == "client" or who.has(REGULATOR)) else None
