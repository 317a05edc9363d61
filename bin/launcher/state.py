"""The state folder: data, keys and logs of one set of servers, used by one launcher at a time."""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from launcher.problems import CannotStart

MARK = "launcher.lock"
PARTS = ("postgres", "valkey", "logs", "beat", "tlog", "exports", "log.key", "keys.json", "environment.json")


class StateFolder:
    """A folder with two locks: one held by the launcher, one inherited by everything that it starts."""

    def __init__(self, path: Path) -> None:
        """Remember the place; nothing is made yet."""
        self.path = path.resolve()
        self.logs = self.path / "logs"
        # Where PostgreSQL lives when we are root and its account can't walk to this folder.
        self.outside = Path("/var/lib/academic-credit-bank") / hashlib.sha256(bytes(self.path)).hexdigest()[:16]
        self._mine: IO[str] | None = None
        self._everyones: IO[str] | None = None

    def open(self, *, wait: float = 20.0) -> None:
        """Make the folder and take it; refuse a folder that is another launcher's or not ours at all."""
        try:
            self._make()
            self._mine = _lock_file(self.path / MARK)
        except PermissionError as error:
            raise CannotStart(f"{error.filename} can't be written by this user; name another folder.") from error
        if not _lock(self._mine):
            holder = (self.path / MARK).read_text().strip() or "unknown"
            raise CannotStart(
                f"Another launcher (process {holder}) already runs the servers of {self.path}; "
                "stop it, or name another folder."
            )
        self._mine.truncate(0)
        self._mine.write(str(os.getpid()))
        self._mine.flush()
        self._everyones = _lock_file(self.path / "servers.lock")
        deadline = time.monotonic() + wait
        while not _lock(self._everyones):
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"Servers of an earlier run still hold {self.path}; "
                    f"end them (`fuser {self._everyones.name}` names them) and try again."
                )
            time.sleep(0.1)

    @property
    def inherited(self) -> tuple[int, ...]:
        """Descriptors that every server keeps open: while one lives, nobody else takes the folder."""
        return (self._everyones.fileno(),) if self._everyones else ()

    def reset(self, *, keep: Sequence[str] = ()) -> None:
        """Remove everything that the launcher has made here but the parts to keep, and nothing else."""
        for part in [part for part in PARTS if part not in keep]:
            target = self.path / part
            if target.is_dir():
                shutil.rmtree(target)
            else:
                target.unlink(missing_ok=True)
        if self.outside.exists():
            shutil.rmtree(self.outside)
        self._make()

    def log(self, name: str) -> Path:
        """Return where the named program writes, keeping the log of the run before beside it."""
        log = self.logs / f"{name}.log"
        if log.exists():
            log.replace(self.logs / f"{name}.previous.log")
        log.touch(mode=0o600)
        return log

    def _make(self) -> None:
        if self.path.is_dir() and not (self.path / MARK).exists() and any(self.path.iterdir()):
            raise CannotStart(f"{self.path} is not empty and not of our making; name an empty or a new folder.")
        new = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]
        for folder in reversed(new):
            folder.mkdir()
            # Everybody may walk through (PostgreSQL runs as another account when we are root), nobody may look.
            folder.chmod(0o711)
        self.logs.mkdir(mode=0o700, exist_ok=True)


def is_held(path: Path) -> bool:
    """Tell whether a launcher runs the servers of this folder now."""
    if not (path / MARK).exists():
        return False
    with (path / MARK).open("r") as file:
        return not _lock(file)


def _lock_file(path: Path) -> IO[str]:
    file = path.open("a+")
    path.chmod(0o600)
    return file


def _lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
