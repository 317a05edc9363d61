"""Workers that a fault test kills, and a database server of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

LEASE_SECONDS = "3"


def environment_of_test() -> dict[str, str]:
    """Return the environment of a worker on the test's own database, with a short lease."""
    base = settings.DATABASES["default"]
    url = f"postgres://{base['USER']}:{base['PASSWORD']}@{base['HOST']}:{base['PORT']}/{base['NAME']}"
    own = {"DATABASE_URL": url, "DATABASE_OWNER_URL": "", "TLOG_ROOT": str(settings.TLOG_ROOT)}
    return {**os.environ, **own, "BATCH_LEASE_SECONDS": LEASE_SECONDS}


@contextmanager
def a_worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start a Celery worker with beat; the end of the block kills it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "celery", "-q", "-A", "abc_portal", "worker", "-B", "-c", "2"]
        more = [
            "-l",
            "CRITICAL",
            "-s",
            str(Path(folder) / "beat"),
            "-n",
            f"{Path(folder).name}@%h",
            "-Q",
            "celery,followers",
        ]
        process = subprocess.Popen([*command, *more], cwd=settings.BASE_DIR, env=environment, start_new_session=True)
        try:
            yield process
        finally:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker with all its children, without a chance to tidy up."""
    if process.poll() is None:
        os.killpg(process.pid, 9)
        process.wait()
