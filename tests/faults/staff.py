"""An institution's staff as a process: `python -m tests.faults.staff ROWS` hands a file in, and approves when told."""

import os
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abc_portal.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from batches.benchmarks.world import make_world, write_results  # noqa: E402
from batches.commands.approve import approve_batch  # noqa: E402
from batches.commands.submit import submit_batch  # noqa: E402
from batches.tasks import ring  # noqa: E402
from ledger.identifiers import new_id  # noqa: E402

SAID = "staff: "


def main() -> None:
    """Hand a file in, print its id, and wait for a line before the approval."""
    world = make_world()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "results.csv"
        write_results(path, world, int(sys.argv[1]))
        with path.open("rb") as source:
            batch = submit_batch(
                actor=world.issuer, institution_id=world.institution_id, kind="awards-nad", filename=path.name,
                source=source, dry_run=False, at=timezone.now(), idempotency_key=str(new_id()),
            )  # fmt: skip
    ring(batch.id)
    print(f"{SAID}{batch.id}", flush=True)
    if not sys.stdin.readline():
        return
    connection.close()
    approve_batch(actor=world.approver, batch_id=batch.id, at=timezone.now(), idempotency_key=str(new_id()))
    ring(batch.id)
    print(f"{SAID}approved", flush=True)


if __name__ == "__main__":
    main()
