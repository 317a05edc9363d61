"""The published log on a disk: files that appear whole or not at all, the checkpoint last, one writer at a time."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

CHECKPOINT = "checkpoint"


class LogStore:
    """The folder under which `checkpoint` and `tile/...` lie."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str) -> bytes | None:
        """Return a published file, or None where there is none."""
        try:
            return (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    @property
    def checkpoint(self) -> bytes | None:
        """The signed checkpoint that everybody sees now."""
        return self.read(CHECKPOINT)

    @contextmanager
    def sole_writer(self) -> Iterator[bool]:
        """Hold the folder until the block ends; gives False, and holds nothing, while another process writes."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".writer").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write tiles and bundles so that they survive a loss of power; the same path twice has the last content."""
        folders = {(self.root / path).parent for path in files}
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            _write(self.root / path, content)
        for folder in folders:
            _sync_folder(folder)

    def publish(self, note: bytes) -> None:
        """Show a checkpoint, whose tiles are written already."""
        self.root.mkdir(parents=True, exist_ok=True)
        _write(self.root / CHECKPOINT, note)
        _sync_folder(self.root)


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
