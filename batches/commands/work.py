"""One bounded step of whatever a batch needs next."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from batches.commands.read import read_step
from batches.commands.run import run_step
from batches.models import Batch


def work_step(*, batch_id: UUID, at: datetime, enough: Callable[[], bool]) -> bool:
    """Read or write a part of the batch until `enough()`; return whether this worker should go on with it.

    Harmless for a batch that needs nothing, so a doorbell may ring as often as it likes.
    """
    with _uncollected():
        return _step(batch_id, at, enough)


def _step(batch_id: UUID, at: datetime, enough: Callable[[], bool]) -> bool:
    stage = Batch.objects.filter(id=batch_id).values_list("stage", flat=True).first()
    if stage in (Batch.Stage.RECEIVED, Batch.Stage.READING):
        return read_step(batch_id=batch_id, at=at, enough=enough)
    if stage == Batch.Stage.RUNNING:
        return run_step(batch_id=batch_id, at=at, enough=enough)
    return False


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put the search for circles of objects off: a slice makes millions that die by themselves, and walking them
    again and again takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
