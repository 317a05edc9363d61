"""Pages of a list that was counted as a whole: its rows are few (skills, institutions), each with a text of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from identity.api.pages import Cursor, CursorInvalid, cursor_of, cut


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows in their order; `name` returns the text by which a cursor finds one again."""

    rows: Sequence[Any]
    name: Callable[[Any], str]

    def slice(self, cursor: Cursor) -> Sequence[Any]:
        """Return up to `limit + 1` rows beyond the cursor, nearest first."""
        rows = list(self.rows)
        if cursor.key is not None:
            names = [self.name(row) for row in rows]
            if cursor.key[0] not in names:
                raise CursorInvalid("The list has changed, or the cursor is of another one.", field="cursor")
            place = names.index(cursor.key[0])
            rows = rows[:place][::-1] if cursor.backwards else rows[place + 1 :]
        return rows[: cursor.limit + 1]

    def key(self, row: Any) -> Sequence[object]:
        """Return what names a row in a cursor."""
        return [self.name(row)]


def listed_page(request: HttpRequest, source: Listed, *, size: int) -> dict[str, Any]:
    """Return the rows of the page that the request's cursor names, and the addresses of its neighbours."""
    cursor = cursor_of(request, width=1, default=size)
    rows, has_next, has_previous = cut(cursor, source.slice(cursor))

    def link(row: Any, *, backwards: bool) -> str:
        asked = request.GET.copy()
        asked["cursor"] = cursor.written(source.key(row), backwards=backwards)
        return f"?{asked.urlencode()}"

    return {
        "rows": rows, "next_url": link(rows[-1], backwards=False) if has_next else "",
        "previous_url": link(rows[0], backwards=True) if has_previous else "",
    }  # fmt: skip
