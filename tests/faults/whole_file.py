"""A NAD file through the whole bank: `python -m tests.faults.whole_file ROWS SHARE_BAD` tells what became of it."""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abc_portal.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from batches.commands.approve import approve_batch  # noqa: E402
from batches.models import Batch, BatchRow  # noqa: E402
from batches.queries.progress import progress_of  # noqa: E402
from batches.tasks import BELLS, ring  # noqa: E402
from tests.batches.hands import a_catalogue, hand_in, nad_file  # noqa: E402
from tests.cast import a_key, the_cast  # noqa: E402

SAID = "staff: "
PATIENCE_SECONDS = 3_600


def main(rows: int, share_bad: float) -> dict[str, Any]:
    """Hand the file in, approve it when it is checked, and compare what became of it with what was put into it."""
    cast = the_cast()
    a_catalogue(cast.awarding.id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nad.csv"
        truth = nad_file(path, rows=rows, share_bad=share_bad)
        size = path.stat().st_size
        start = time.monotonic()
        batch = hand_in(cast, path.read_bytes(), at=timezone.now())
    ring(batch.id)
    _wait(batch, "ready")
    checked = time.monotonic()
    found = set(BatchRow.objects.filter(batch=batch, verdict="error").values_list("number", flat=True))
    approve_batch(actor=cast.approver, batch_id=batch.id, at=timezone.now(), idempotency_key=a_key())
    ring(batch.id, BELLS)
    _wait(batch, "done")
    done, progress = time.monotonic(), progress_of(batch)
    return {
        "rows": rows, "bytes": size, "bad": len(truth["bad"]), "rejected": len(found),
        "exactly": found == {item["row"] for item in truth["bad"]}, "outcomes": progress.outcomes,
        "awards": progress.item_count, "seconds_checking": round(checked - start, 1),
        "seconds_writing": round(done - checked, 1),
    }  # fmt: skip


def _wait(batch: Batch, stage: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (now := Batch.objects.values_list("stage", flat=True).get(id=batch.id)) != stage:
        assert now != "failed" and time.monotonic() < deadline, now
        time.sleep(0.2)


if __name__ == "__main__":
    print(SAID + json.dumps(main(int(sys.argv[1]), float(sys.argv[2]))), flush=True)
