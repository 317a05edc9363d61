"""Doorbells of exports: what is to be made stands in the database, and the sweeper rings for what nobody is at."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from audit.commands.making import export_step, remove_old_exports
from audit.queries.exports import unfinished_exports

log = structlog.get_logger(__name__)

STEP_SECONDS = 20
SWEEP_SECONDS = 10
REST = timedelta(seconds=60)
BELLS = 2
ONCE_AGAIN = {"max_retries": 1, "interval_start": 0.1}


def ring(export_id: UUID) -> None:
    """Call two workers to an export after the commit."""
    for _bell in range(BELLS):
        transaction.on_commit(partial(_ring, str(export_id)))


def _ring(export_id: str) -> None:
    """Ring once; nobody is refused because the broker is away, for the sweeper finds what is committed."""
    try:
        make.apply_async((export_id,), retry_policy=ONCE_AGAIN)
    except OperationalError as error:
        log.warning("bell not rung", export_id=export_id, reason=str(error))


@shared_task(name="audit.tasks.make")
def make(export_id: str) -> None:
    """Make parts of an export for a bounded time, and ring again while there are more."""
    if export_step(export_id=UUID(export_id), at=timezone.now(), enough=_after(STEP_SECONDS)):
        _ring(export_id)


@shared_task(name="audit.tasks.sweep")
def sweep() -> None:
    """Ring for every unfinished export; one in trouble rests for a minute first."""
    for export_id in unfinished_exports(rested_before=timezone.now() - REST):
        make.apply_async((str(export_id),), expires=SWEEP_SECONDS * 2)


@shared_task(name="audit.tasks.remove_old")
def remove_old() -> int:
    """Remove the files of old exports."""
    return remove_old_exports(at=timezone.now())


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end
