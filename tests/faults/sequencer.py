"""A sequencer that dies by kill -9 at a step of sealing: `python -m tests.faults.sequencer STEP`."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from ledger.commands import seal as sealing  # noqa: E402
from ledger.log import store as disk  # noqa: E402


def die(*_arguments: Any, **_names: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before(owner: Any, name: str, *, skip: int = 0) -> None:
    """Die instead of the call after `skip` calls that went well."""
    honest: Callable[..., Any] = getattr(owner, name)
    calls: list[int] = []

    def step(*arguments: Any, **names: Any) -> Any:
        calls.append(1)
        return die() if len(calls) > skip else honest(*arguments, **names)

    setattr(owner, name, step)


STEPS: dict[str, Callable[[], None]] = {
    "nothing taken yet": lambda: before(sealing, "_take"),
    "taken, not read": lambda: before(sealing, "_read_twice"),
    "read, not grown": lambda: before(sealing, "grow"),
    "first tile not written": lambda: before(disk, "_write"),
    "some tiles written": lambda: before(disk, "_write", skip=1),
    "indexed, not signed": lambda: before(sealing, "_sign"),
    "signed, not committed": lambda: before(sealing.Checkpoint.objects, "create"),
    "committed, not shown": lambda: before(disk.LogStore, "publish"),
    "shown half": lambda: before(disk.Path, "replace", skip=2),
}

if __name__ == "__main__":
    STEPS[sys.argv[1]]()
    sealing.seal()
