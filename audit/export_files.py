"""Files of exports: written beside their place, synced, then renamed, so that no half file bears a name. Pure."""

import errno
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

BUFFER = 1 << 20
UNFINISHED = ".unfinished-"
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
MANIFEST, NOTE = "manifest.json", "manifest.txt"


class Hashed(io.RawIOBase):
    """A file that counts and hashes what is written to it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor, self.count, self.digest = descriptor, 0, hashlib.sha256()

    def writable(self) -> bool:
        """Tell that it is written to."""
        return True

    def write(self, data: Any) -> int:
        """Write everything, or fail."""
        view = memoryview(data)
        while view:
            written = os.write(self.descriptor, view)
            self.digest.update(view[:written])
            self.count += written
            view = view[written:]
        return len(data)


def part_name(number: int, form: str) -> str:
    """Return the name of a part's file."""
    return f"part-{number:05d}.{form}"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that is whole: its size, its SHA-256, and the number that its writer gave back."""

    sha256: bytes
    bytes: int
    told: int


def write_whole(place: Path, fill: Callable[[IO[bytes]], int], *, keep_empty: bool = True) -> Written:
    """Make a file with what `fill` writes: either all of it is there afterwards, or nothing.

    Without `keep_empty` a file of no bytes is not made.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=UNFINISHED, dir=place.parent)
    try:
        raw = Hashed(descriptor)
        with io.BufferedWriter(raw, BUFFER) as sink:
            told = fill(sink)
        if raw.count or keep_empty:
            os.fsync(descriptor)
            Path(name).replace(place)
            _sync_folder(place.parent)
        return Written(raw.digest.digest(), raw.count, told)
    finally:
        os.close(descriptor)
        Path(name).unlink(missing_ok=True)


def remove_unfinished(folder: Path) -> None:
    """Remove what writers that were killed have left."""
    for path in folder.glob(f"{UNFINISHED}*"):
        path.unlink(missing_ok=True)


def remove_folder(folder: Path) -> None:
    """Remove an export's folder with all that is in it; harmless when it is gone."""
    if folder.exists():
        shutil.rmtree(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
