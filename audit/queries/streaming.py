"""Reading a long answer of the database piece by piece: what a piece holds is all that is ever in memory."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

PIECE = 1_000


def stream(sql: str, params: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement by a cursor on the server."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(PIECE):
            yield from rows


def pieces(sql: str, params: Mapping[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a statement a piece at a time, for callers who look up more about each piece."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(PIECE):
            yield rows
