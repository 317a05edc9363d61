"""Workers are killed in mid-file and the broker forgets all: the file ends by itself, nothing lost or doubled."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection

from batches.commands.approve import approve_batch
from batches.models import Batch
from credentials.models import Award
from ledger.models import Lot
from tests.batches.hands import a_catalogue, counts, hand_in, nad_file
from tests.cast import a_key, the_cast
from tests.faults.servers import a_worker, environment_of_test, kill

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROWS = 3_000


def wait_until(condition: Callable[[], bool], *, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


def stage(batch: Batch) -> str:
    return Batch.objects.values_list("stage", flat=True).get(id=batch.id)


def test_a_file_survives_kill_9_of_its_workers_while_it_is_read_and_while_it_is_written(tmp_path: Path) -> None:
    cast, environment = the_cast(), environment_of_test()
    a_catalogue(cast.awarding.id)
    truth = nad_file(tmp_path / "nad.csv", rows=ROWS, share_bad=0.01)
    batch = hand_in(cast, (tmp_path / "nad.csv").read_bytes())
    # No bell rings in this test, as if the broker had lost them all: the sweeper alone finds the work.
    with a_worker(environment) as worker:
        wait_until(lambda: counts(batch).row_count >= 1_000)
        kill(worker)
    assert stage(batch) == "reading"
    with a_worker(environment):
        wait_until(lambda: stage(batch) == "ready")
    assert counts(batch).row_count == ROWS and counts(batch).error_count == len(truth["bad"])

    approve_batch(actor=cast.approver, batch_id=batch.id, at=batch.submitted_at, idempotency_key=a_key())
    with a_worker(environment) as worker:
        wait_until(lambda: 0 < counts(batch).done_count < ROWS - len(truth["bad"]))
        kill(worker)
    started = time.monotonic()
    cache.clear()
    with a_worker(environment):
        wait_until(lambda: stage(batch) == "done")
    assert time.monotonic() - started < 60
    progress = counts(batch)
    assert progress.outcomes == {"deposited": ROWS - len(truth["bad"])}
    assert Award.objects.count() == Lot.objects.count() == progress.item_count
    assert sum(Lot.objects.values_list("credits", flat=True)) == progress.credits
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM credentials_award GROUP BY registration_digest, offering_id HAVING count(*) > 1")
        assert cursor.fetchall() == []
