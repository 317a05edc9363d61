"""Passwords and keys of one state folder: made once, kept in a file that only its owner reads."""

import base64
import json
import os
import secrets
from pathlib import Path

NAMES = ("postgres", "owner", "application", "valkey", "django")


def load_keys(folder: Path) -> dict[str, str]:
    """Return the folder's keys, making them the first time."""
    file = folder / "keys.json"
    if file.exists():
        return dict(json.loads(file.read_text()))
    keys = {name: secrets.token_hex(32) for name in NAMES}
    keys["master"] = "first:" + base64.b64encode(secrets.token_bytes(32)).decode()
    write_private(file, json.dumps(keys, indent=1))
    return keys


def write_private(file: Path, text: str) -> None:
    """Write a file that is 0600 from its first byte and is never seen half-written."""
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)
