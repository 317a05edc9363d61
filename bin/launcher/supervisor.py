"""Keeps the children running, and stops them in order: first the site, then its servers."""

import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

from launcher.problems import CannotStart
from launcher.processes import Program, last_words, spawn

# A child that dies is started again; one that dies this often within a minute is beyond that.
DEATHS_A_MINUTE = 6


class Interrupted(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal: everything stops in order."""


@dataclass
class Child:
    """A program and the process that runs it now."""

    program: Program
    process: subprocess.Popen[bytes]
    deaths: deque[float] = field(default_factory=deque)
    again_at: float | None = None


class Supervisor:
    """The children of one launcher, in the order of their start."""

    def __init__(self, *, say: Callable[[str], None] = print) -> None:
        """Begin without children; `inherited` are the descriptors that each of them keeps open."""
        self.inherited: Sequence[int] = ()
        self._say = say
        self._hurry = False
        self.children: dict[str, Child] = {}

    def listen(self) -> None:
        """Turn the signals that ask us to leave into one exception."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)

    def start(self, program: Program) -> subprocess.Popen[bytes]:
        """Start a program, in the place of an earlier one of the same name."""
        process = spawn(program, keep_open=self.inherited)
        self.children[program.name] = Child(program, process)
        return process

    def watch(self) -> None:
        """Look after the children until we are asked to leave; raise when one can't be kept running."""
        while True:
            self.look(time.monotonic())
            time.sleep(0.25)

    def look(self, now: float) -> None:
        """Start again what has died, a little later each time."""
        for child in self.children.values():
            if child.again_at is not None:
                if now >= child.again_at:
                    child.again_at = None
                    child.process = spawn(child.program, keep_open=self.inherited)
            elif child.process.poll() is not None:
                self._bury(child, now)

    def stop(self) -> None:
        """Ask the site to leave, then its servers; end what does not. A second Ctrl-C ends the rest at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._hear_again)
        for servers in (False, True):
            leaving = [child for child in self.children.values() if child.program.is_server is servers]
            for child in leaving:
                # Nothing is sent to a process that has ended: its number may be somebody else's by now.
                child.process.send_signal(child.program.stop_signal)
            for child in leaving:
                self._wait(child)
        self.children.clear()

    def _bury(self, child: Child, now: float) -> None:
        child.deaths.append(now)
        while now - child.deaths[0] > 60:
            child.deaths.popleft()
        how = describe_exit(child.process.returncode)
        name = child.program.name
        if len(child.deaths) >= DEATHS_A_MINUTE:
            log = child.program.log
            raise CannotStart(f"{name} {how} too often. The end of {log}:\n{last_words(log)}")
        child.again_at = now + 0.5 * len(child.deaths)
        self._say(f"{name} {how}; starting it again.")

    def _wait(self, child: Child) -> None:
        deadline = time.monotonic() + child.program.patience
        while child.process.poll() is None:
            if self._hurry or time.monotonic() > deadline:
                child.process.kill()
                child.process.wait()
                self._say(f"{child.program.name} did not stop in time and was ended.")
                return
            time.sleep(0.02)

    def _hear_again(self, _number: int, _frame: FrameType | None) -> None:
        self._hurry = True


def describe_exit(code: int) -> str:
    """Return how a process ended, in words."""
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise Interrupted
