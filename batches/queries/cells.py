"""The cells of rows that were kept without them, because nothing was wrong when they were read: from the file again."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Self

from batches.models import Batch
from batches.queries.files import open_file
from batches.reading.tables import open_table


class FileCells:
    """Reads the file once, forward: ask for rows in the order of their numbers. Opens nothing before it must."""

    def __init__(self, batch: Batch) -> None:
        self._batch, self._open = batch, ExitStack()
        self._rows: Iterator[tuple[int, Sequence[str]]] | None = None

    def of(self, number: int) -> list[str]:
        """Return the cells of a row as they were sent."""
        if self._rows is None:
            table = self._open.enter_context(open_table(open_file(self._batch), filename=self._batch.filename))
            self._rows = iter(table.rows())
        return next((list(cells) for found, cells in self._rows if found == number), [])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()
