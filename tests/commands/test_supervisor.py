"""The supervisor: what dies comes back, what dies too often brings everything down, nothing is left behind."""

import signal
import sys
import time
from pathlib import Path

import pytest

from launcher.problems import CannotStart
from launcher.processes import Program
from launcher.supervisor import DEATHS_A_MINUTE, Supervisor


def program(folder: Path, code: str, *, name: str = "web", is_server: bool = False, patience: float = 5) -> Program:
    return Program(
        name=name,
        command=(sys.executable, "-c", code),
        environment={},
        log=folder / f"{name}.log",
        folder=folder,
        patience=patience,
        is_server=is_server,
    )


def test_a_child_that_dies_is_started_again(tmp_path: Path) -> None:
    said: list[str] = []
    supervisor = Supervisor(say=said.append)
    first = supervisor.start(program(tmp_path, "import time; time.sleep(60)"))
    first.send_signal(signal.SIGKILL)
    first.wait()
    supervisor.look(100.0)
    supervisor.look(101.0)
    second = supervisor.children["web"].process
    assert second.pid != first.pid and second.poll() is None
    assert said == ["web was ended by SIGKILL; starting it again."]
    supervisor.stop()
    assert second.poll() is not None


def test_a_child_that_keeps_dying_is_told_with_its_last_words(tmp_path: Path) -> None:
    supervisor = Supervisor(say=lambda _: None)
    supervisor.start(program(tmp_path, "raise SystemExit('no room on the disk')"))
    with pytest.raises(CannotStart, match="no room on the disk"):
        for second in range(DEATHS_A_MINUTE * 8):
            supervisor.children["web"].process.wait()
            supervisor.look(float(second))


def test_the_site_stops_before_its_servers(tmp_path: Path) -> None:
    order = tmp_path / "order"
    code = f"import signal, sys; signal.sigwait([signal.SIGTERM]); open({str(order)!r}, 'a').write(sys.argv[1])"
    wait = f"import signal; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM]); print('up', flush=True); {code}"
    supervisor = Supervisor(say=lambda _: None)
    for name, is_server in (("database", True), ("worker", False)):
        plain = program(tmp_path, wait, name=name, is_server=is_server)
        supervisor.start(Program(**(vars(plain) | {"command": (*plain.command, f"{name} ")})))
    until(lambda: all("up" in (tmp_path / f"{name}.log").read_text() for name in ("database", "worker")))
    supervisor.stop()
    assert order.read_text() == "worker database "


def test_a_child_that_will_not_leave_is_ended(tmp_path: Path) -> None:
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    supervisor = Supervisor(say=lambda _: None)
    process = supervisor.start(program(tmp_path, stubborn, patience=0.2))
    until(lambda: "up" in (tmp_path / "web.log").read_text())
    supervisor.stop()
    assert process.returncode == -signal.SIGKILL


def until(true: object, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)
