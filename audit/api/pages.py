"""Pages of the log: each names the state of the book that it stands on, and may end before its look is over."""

from collections.abc import Sequence
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from audit.queries.book import BookState, EntryFilter, EntryView, entries_for, look_ends_at
from identity.api.pages import BankPagination, Cursor, CursorInvalid
from identity.principals import Principal


class EntryPages:
    """Entries in the order of the log, page by page; the cursor is a leaf's index."""

    def __init__(self, actor: Principal, wanted: EntryFilter, state: BookState, *, oldest_first: bool) -> None:
        self.actor, self.wanted, self.state, self.oldest_first = actor, wanted, state, oldest_first
        self.ends_at: int | None = None

    def slice(self, cursor: Cursor) -> Sequence[EntryView]:
        """Return the entries beyond the cursor, and note where the look ended if it did before the log."""
        beyond = index_of(cursor)
        upwards = self.oldest_first != cursor.backwards
        rows = entries_for(self.actor, self.wanted, limit=cursor.limit + 1, beyond=beyond, oldest_first=upwards)
        if len(rows) <= cursor.limit:
            self.ends_at = look_ends_at(self.wanted, beyond=beyond, oldest_first=upwards)
        return rows

    def key(self, row: EntryView) -> Sequence[object]:
        """Return what orders entries."""
        return [row.leaf_index]


class LogPagination(BankPagination):
    """Pages with `checkpoint_size`; a page of a filter that fits few entries may be short, and go on by `next`."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """Return the rows of the page; where the look ended early, the neighbour begins there."""
        rows = super().paginate_queryset(queryset, request, view)
        self.state: BookState = queryset.state
        if queryset.ends_at is not None:
            name = "prev" if self.cursor.backwards else "next"
            self.links[name] = self._link(request, [queryset.ends_at], backwards=self.cursor.backwards)
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        """Answer the page with the size of the state that it stands on."""
        answer = super().get_paginated_response(data)
        answer.data = {"checkpoint_size": self.state.size, **answer.data}
        return answer

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page in the OpenAPI document."""
        page = super().get_paginated_response_schema(schema)
        page["properties"] = {"checkpoint_size": {"type": "integer", "minimum": 0}, **page["properties"]}
        page["required"] = ["checkpoint_size", *page["required"]]
        return page


def index_of(cursor: Cursor) -> int | None:
    """Return the leaf's index that a cursor names; refuses one that names something else."""
    if cursor.key is None:
        return None
    text = str(cursor.key[0])
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise CursorInvalid("The cursor is not one that this list gave.", field="cursor")
    return int(text)
