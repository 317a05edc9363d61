"""Pages of a list by cursor, for pages that people read."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from identity.api.pages import RowKeyset, cursor_of


@dataclass(frozen=True, slots=True)
class PageOfRows:
    """The rows of one page and the addresses of its neighbours, empty where there is none."""

    rows: list[Any]
    previous_url: str
    next_url: str


def page_of(request: HttpRequest, rows: "QuerySet[Any]", *, ordering: tuple[str, ...], size: int) -> PageOfRows:
    """Return the page that the request's `cursor` names."""
    source = RowKeyset(rows, ordering)
    cursor = cursor_of(request, width=len(ordering), default=size)
    found = list(source.slice(cursor))
    more, shown = len(found) > cursor.limit, found[: cursor.limit]
    if cursor.backwards:
        shown.reverse()

    def link(row: Any, *, backwards: bool) -> str:
        asked = request.GET.copy()
        asked["cursor"] = cursor.written(source.key(row), backwards=backwards)
        return f"?{asked.urlencode()}"

    onward = bool(shown) and (more or cursor.backwards)
    back = bool(shown) and cursor.key is not None and (more or not cursor.backwards)
    return PageOfRows(
        shown, link(shown[0], backwards=True) if back else "", link(shown[-1], backwards=False) if onward else ""
    )
