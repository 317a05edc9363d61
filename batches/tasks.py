"""Doorbells: what is to be done stands in the database, and a lost bell is rung again by the sweeper."""

import time
from collections.abc import Callable
from functools import partial
from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from batches.commands.work import work_step
from batches.queries.work import claimable_batches

log = structlog.get_logger(__name__)

STEP_SECONDS = 20
SWEEP_SECONDS = 10
BELLS = 4
# A broker that is down must not keep anybody waiting.
ONCE_AGAIN = {"max_retries": 1, "interval_start": 0.1}


def ring(batch_id: UUID, bells: int = 1) -> None:
    """Call workers to a batch after the commit; more than one where chunks can be shared out."""
    for _ in range(bells):
        transaction.on_commit(partial(_ring, str(batch_id)))


def _ring(batch_id: str) -> None:
    """Ring once; nobody is refused because the broker is away, for the sweeper finds what is committed."""
    try:
        work.apply_async((batch_id,), retry_policy=ONCE_AGAIN)
    except OperationalError as error:
        log.warning("bell not rung", batch_id=batch_id, reason=str(error))


@shared_task(name="batches.tasks.work")
def work(batch_id: str) -> None:
    """Do one bounded step of a batch, and ring again while there is more."""
    if work_step(batch_id=UUID(batch_id), at=timezone.now(), enough=_after(STEP_SECONDS)):
        ring(UUID(batch_id))


@shared_task(name="batches.tasks.sweep")
def sweep() -> None:
    """Ring for every batch that nobody is at."""
    for batch_id in claimable_batches():
        work.apply_async((str(batch_id),), expires=SWEEP_SECONDS * 2)


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end
