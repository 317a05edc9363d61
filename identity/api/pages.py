"""Cursor pages: a stable order, a cursor that names the last row seen, and Link headers."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from identity.plain_text import is_storable
from ledger.refusals import Refusal

DEFAULT_LIMIT, MAX_LIMIT = 100, 1000


class CursorInvalid(Refusal):
    """The cursor or the limit is not one of ours."""

    code = "cursor-invalid"
    title = "This page of results does not exist"
    status = 400


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after (or before) the row with these key values; all of them for the first page."""

    limit: int = DEFAULT_LIMIT
    key: tuple[Any, ...] | None = None
    backwards: bool = False

    def written(self, key: Sequence[object], *, backwards: bool) -> str:
        """Return the opaque text of a neighbouring cursor."""
        plain = json.dumps([backwards, [str(value) for value in key]]).encode()
        return base64.urlsafe_b64encode(plain).decode().rstrip("=")


class Keyset(Protocol):
    """Anything that can be read page by page in a stable order."""

    def slice(self, cursor: Cursor) -> Sequence[Any]:
        """Return up to `cursor.limit + 1` rows beyond the cursor, nearest first."""

    def key(self, row: Any) -> Sequence[object]:
        """Return the key values of a row."""


@dataclass(frozen=True, slots=True)
class RowKeyset:
    """A queryset in the order of some fields, the last of them unique; "-" in front means descending."""

    rows: "QuerySet[Any]"
    ordering: tuple[str, ...]

    def slice(self, cursor: Cursor) -> Sequence[Any]:
        """Return up to `limit + 1` rows beyond the cursor, nearest first."""
        signs = [name.startswith("-") != cursor.backwards for name in self.ordering]
        names = [name.lstrip("-") for name in self.ordering]
        rows = self.rows.order_by(*(f"-{name}" if down else name for name, down in zip(names, signs, strict=True)))
        try:
            if cursor.key is not None:
                rows = rows.filter(_beyond(names, signs, cursor.key))
            return list(rows[: cursor.limit + 1])
        except (ValidationError, ValueError, TypeError) as error:
            raise CursorInvalid("The cursor does not belong to this list.") from error

    def key(self, row: Any) -> Sequence[object]:
        """Return the key values of a row."""
        return [_value(row, name.lstrip("-")) for name in self.ordering]


class BankPagination(BasePagination):
    """Pages by `cursor` and `limit`, for querysets and for `Keyset` sources."""

    cursor: Cursor
    links: dict[str, str | None]

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """Return the rows of the page asked for and note its neighbours."""
        source: Keyset = RowKeyset(queryset, tuple(view.ordering)) if isinstance(queryset, QuerySet) else queryset
        self.cursor = cursor_of(request, width=len(view.ordering))
        rows, has_next, has_previous = cut(self.cursor, source.slice(self.cursor))
        self.links = {"next": None, "prev": None}
        if has_next:
            self.links["next"] = self._link(request, source.key(rows[-1]), backwards=False)
        if has_previous:
            self.links["prev"] = self._link(request, source.key(rows[0]), backwards=True)
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        """Answer results, next and previous, with the same in Link headers."""
        told = ", ".join(f'<{url}>; rel="{name}"' for name, url in self.links.items() if url)
        body = {"results": data, "next": self.links["next"], "previous": self.links["prev"]}
        return Response(body, headers={"Link": told} if told else None)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page in the OpenAPI document."""
        link = {"type": ["string", "null"], "format": "uri"}
        properties = {"results": schema, "next": link, "previous": link}
        return {"type": "object", "required": ["results", "next", "previous"], "properties": properties}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe `cursor` and `limit` in the OpenAPI document."""
        limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
        told = "Opaque: take it from next, previous or the Link header."
        return [
            {"name": "limit", "in": "query", "required": False, "schema": limit, "description": "Rows a page."},
            {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}, "description": told},
        ]

    def _link(self, request: Request, key: Sequence[object], *, backwards: bool) -> str:
        asked = request.query_params.copy()
        asked["cursor"] = self.cursor.written(key, backwards=backwards)
        query = urlencode(list(asked.lists()), doseq=True)
        return f"{request.build_absolute_uri(request.path)}?{query}"


def cursor_of(request: Any, *, width: int, default: int = DEFAULT_LIMIT, query: Any = None) -> Cursor:
    """Return the cursor that a request names; refuses a limit that is not 1 to 1,000 and a foreign cursor."""
    asked = request.GET if query is None else query
    limit, text = asked.get("limit", str(default)), asked.get("cursor", "")
    if not (limit.isascii() and limit.isdigit() and len(limit) <= 4 and 1 <= int(limit) <= MAX_LIMIT):
        raise CursorInvalid(f"The limit is {limit[:20]!r}; expected 1 to {MAX_LIMIT}.", field="limit")
    if not text:
        return Cursor(limit=int(limit))
    try:
        backwards, key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        fits = isinstance(backwards, bool) and len(key) == width
        fits = fits and all(isinstance(value, str) and is_storable(value) for value in key)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        fits = False
    if not fits:
        raise CursorInvalid("The cursor is not one that this list gave.", field="cursor")
    return Cursor(limit=int(limit), key=tuple(key), backwards=backwards)


def cut(cursor: Cursor, found: Sequence[Any]) -> tuple[list[Any], bool, bool]:
    """Return the rows of a page in the list's order, and whether there are next and previous ones.

    `found` is what a keyset sliced: up to one row more than the limit, nearest the cursor first.
    """
    more, rows = len(found) > cursor.limit, list(found[: cursor.limit])
    if cursor.backwards:
        rows.reverse()
    has_next = bool(rows) and (more or cursor.backwards)
    has_previous = bool(rows) and cursor.key is not None and (more or not cursor.backwards)
    return rows, has_next, has_previous


def _beyond(names: Sequence[str], down: Sequence[bool], key: Sequence[Any]) -> Q:
    """Return the condition of rows that come after a key in the order."""
    condition = Q()
    for place, name in enumerate(names):
        same = Q(**{earlier: key[index] for index, earlier in enumerate(names[:place])})
        condition |= same & Q(**{f"{name}__{'lt' if down[place] else 'gt'}": key[place]})
    return condition


def _value(row: Any, path: str) -> object:
    for step in path.split("__"):
        row = row[step] if isinstance(row, dict) else getattr(row, step)
    return row
