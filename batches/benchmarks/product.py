"""The measured path: a file on the disk, handed in, checked, approved and written by real Celery workers."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from batches.benchmarks.world import World
from batches.commands.approve import approve_batch
from batches.commands.submit import submit_batch
from batches.models import Batch
from batches.tasks import BELLS, ring, work
from ledger.identifiers import new_id

PATIENCE_SECONDS, LOOK_SECONDS, WORKERS = 1_800, 0.02, 2


@contextmanager
def workers() -> Iterator[None]:
    """Start two worker processes and end them with the block."""
    command = [sys.executable, "-m", "celery", "-q", "-A", "abc_portal", "worker", "-c", str(WORKERS), "-l", "WARNING"]
    queue = ["--without-gossip", "--without-mingle", "--without-heartbeat", "-n", f"bench-{os.getpid()}@%h"]
    worker = subprocess.Popen([*command, *queue], cwd=settings.BASE_DIR)
    try:
        _wait_for_workers()
        yield
    finally:
        worker.terminate()
        worker.wait(30)


def _wait_for_workers() -> None:
    deadline = time.monotonic() + 60
    while not work.app.control.ping(timeout=0.5):
        if time.monotonic() > deadline:
            raise TimeoutError("No Celery worker answered.")


def run_file(path: Path, kind: str, world: World) -> tuple[UUID, float]:
    """Hand a file in, wait for its check, approve it and wait for its end; return the batch and the seconds."""
    start = time.perf_counter()
    with path.open("rb") as source:
        batch = submit_batch(
            actor=world.issuer, institution_id=world.institution_id, kind=kind, filename=path.name, source=source,
            dry_run=False, at=timezone.now(), idempotency_key=str(new_id()),
        )  # fmt: skip
    ring(batch.id)
    _wait(batch.id, Batch.Stage.READY)
    approve_batch(actor=world.approver, batch_id=batch.id, at=timezone.now(), idempotency_key=str(new_id()))
    ring(batch.id, BELLS)
    _wait(batch.id, Batch.Stage.DONE)
    return batch.id, time.perf_counter() - start


def _wait(batch_id: UUID, stage: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (batch := Batch.objects.get(id=batch_id)).stage != stage:
        if batch.stage == Batch.Stage.FAILED or time.monotonic() > deadline:
            raise RuntimeError(f"The batch is {batch.stage}: {batch.problem}")
        time.sleep(LOOK_SECONDS)
