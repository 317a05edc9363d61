"""Child processes that never outlive the launcher."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher.accounts import Account

PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, kw_only=True)
class Program:
    """What to run, as whom, where its words go, and how it is asked to leave."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    folder: Path
    stop_signal: signal.Signals = signal.SIGTERM
    # Sent by the kernel when the launcher is gone. The servers save what they have; the rest holds nothing.
    orphan_signal: signal.Signals = signal.SIGKILL
    patience: float = 10.0
    # A server that others work with: it stops after them.
    is_server: bool = False
    account: Account | None = None


def dying_with_parent(orphan_signal: signal.Signals) -> Callable[[], None]:
    """Return what a child does before its program starts, so that a kill -9 of the launcher ends it too."""
    parent = os.getpid()
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def tie() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, int(orphan_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return tie


def spawn(program: Program, *, keep_open: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Start the program in a session of its own: Ctrl-C reaches the launcher alone, which stops things in order."""
    account = program.account
    with program.log.open("ab") as log:
        return subprocess.Popen(
            program.command,
            env=dict(program.environment),
            cwd=program.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=tuple(keep_open),
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            preexec_fn=dying_with_parent(program.orphan_signal),
        )


def run(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, capture: bool = False, apart: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; `capture` returns its words, `apart` keeps its errors apart."""
    return subprocess.run(
        [str(part) for part in command],
        env=None if env is None else dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if capture else None,
        stderr=(subprocess.PIPE if apart else subprocess.STDOUT) if capture else None,
        text=True,
        errors="replace",
        check=False,
        preexec_fn=dying_with_parent(signal.SIGKILL),
    )


def last_words(log: Path, count: int = 12) -> str:
    """Return the end of a log, for the person who has to see why."""
    if not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
