"""The log of requests: who asked the audit API what, found by the id that every answer bears."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from identity.api.pages import CursorInvalid, cursor_of, cut
from identity.doors import principal_of
from identity.forms import RequestFilterForm
from identity.queries.requests import RequestView, clients_seen_by, requests_for

PAGE = 50


def request_log(request: HttpRequest) -> HttpResponse:
    """List requests, newest first, by Request-Id, client, status and day."""
    actor = principal_of(request)
    form = RequestFilterForm(request.GET, clients=[(str(key), name) for key, name in clients_seen_by(actor)])
    cursor = cursor_of(request, width=1, default=PAGE)
    rows = requests_for(
        actor, form.wanted(), limit=cursor.limit + 1, beyond=number_of(cursor.key), oldest_first=cursor.backwards
    )
    shown, has_next, has_previous = cut(cursor, rows)
    links = {
        "next_url": _link(request, cursor.written([shown[-1].id], backwards=False)) if has_next else "",
        "previous_url": _link(request, cursor.written([shown[0].id], backwards=True)) if has_previous else "",
    }
    return render(request, "identity/request_log.html", {"requests": _told(shown), "form": form, **links})


def number_of(key: tuple[str, ...] | None) -> int | None:
    """Return the row that a cursor names; refuses what is no number."""
    if key is None:
        return None
    if not (key[0].isascii() and key[0].isdigit() and len(key[0]) <= 18):
        raise CursorInvalid("The cursor is not one that this list gave.", field="cursor")
    return int(key[0])


def _told(rows: list[RequestView]) -> list[tuple[RequestView, str]]:
    """Return each request with the state that its status stands for."""
    return [(row, "ok" if row.status < 400 else "refused" if row.status < 500 else "error") for row in rows]


def _link(request: HttpRequest, cursor: str) -> str:
    asked = {name: value for name, value in request.GET.items() if value and name != "cursor"}
    return f"?{urlencode(asked | {'cursor': cursor})}"
