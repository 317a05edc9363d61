"""Reading a long answer of the database piece by piece: what a piece holds is all that is ever in memory."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

PIECE = 1_000


@contextmanager
def read_only() -> Iterator[None]:
    """Run a block in which the database itself refuses every write."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        yield


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
