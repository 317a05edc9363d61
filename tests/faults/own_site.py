"""A site of its own, on servers that may be killed: databases, broker, worker with beat, and an institution's staff."""

import os
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2

from launcher import site
from launcher.keys import load_keys
from launcher.paths import ROOT
from launcher.postgres import start_postgres
from launcher.servers import site_settings
from launcher.state import StateFolder
from launcher.supervisor import Supervisor
from launcher.valkey import start_valkey
from tests.faults.servers import LEASE_SECONDS


class OwnSite:
    """Servers as `bin/demo` starts and watches them; what dies is started again at the same place."""

    def __init__(self, folder: Path) -> None:
        self.state, self.supervisor = StateFolder(folder), Supervisor(say=lambda _words: None)
        self.state.open()
        packages = Path(sysconfig.get_path("purelib"))
        keys = load_keys(self.state.path)
        launcher = (self.state, self.supervisor)
        broker = start_valkey(*launcher, site_packages=packages, password=keys["valkey"], durable=False)
        postgres = start_postgres(*launcher, site_packages=packages, keys=keys, durable=True)
        servers = {
            "REDIS_URL": broker,
            "DATABASE_URL": postgres.url("bank_application", keys["application"]),
            "DATABASE_OWNER_URL": postgres.url("bank_owner", keys["owner"]),
        }
        settings = site_settings(self.state, site_url="http://127.0.0.1:8000")
        self.environment = site.inherit(
            servers | settings | {"BATCH_LEASE_SECONDS": LEASE_SECONDS, "DJANGO_DEBUG": "0"}
        )
        site.manage("prepare_database", environment=self.environment)

    def close(self) -> None:
        self.supervisor.stop()
        self.state.reset()

    def kill(self, name: str) -> None:
        """End a server without a chance to tidy up; the broker has forgotten all when it comes back."""
        child = self.supervisor.children[name]
        self.wait_until(lambda: child.again_at is None)
        os.kill(child.process.pid, signal.SIGKILL)
        child.process.wait()

    def ask(self, query: str) -> int:
        """Return the one number of a query."""
        with psycopg2.connect(self.environment["DATABASE_URL"]) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            return int(cursor.fetchone()[0] or 0)

    def wait_until(self, condition: Callable[[], bool], *, seconds: float = 180) -> float:
        """Watch over the servers until something is so; return how long it took."""
        start = time.monotonic()
        while True:
            self.supervisor.look(time.monotonic())
            try:
                if condition():
                    return time.monotonic() - start
            except psycopg2.OperationalError:
                pass
            assert time.monotonic() - start < seconds, "it never came to that"
            time.sleep(0.02)


class Staff:
    """An institution's staff in a process of their own: they hand in a file at once, and approve it when told."""

    def __init__(self, site: OwnSite, rows: int) -> None:
        command = [sys.executable, "-m", "tests.faults.staff", str(rows)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, cwd=ROOT, env=site.environment, text=True, **pipes)
        self.batch = self._hear()

    def approve(self) -> None:
        """Let them approve; an approval needs no broker."""
        print("approve", file=self.process.stdin, flush=True)
        assert self._hear() == "approved"
        assert self.process.wait(10) == 0

    def _hear(self) -> str:
        said = next(line for line in self.process.stdout if line.startswith("staff: "))
        return said.removeprefix("staff: ").strip()
