"""Passwords and keys of one state folder: made once, kept in a file that only its owner reads."""

import base64
import json
import os
import secrets
from pathlib import Path

from launcher.problems import CannotStart
from launcher.processes import run
from launcher.venv import PYTHON

LOG_NAME = "demo.credit-bank.example/log"
NAMES = ("postgres", "owner", "application", "valkey", "django")


def load_keys(folder: Path) -> dict[str, str]:
    """Return the folder's keys, making them the first time."""
    file = folder / "keys.json"
    known = dict(json.loads(file.read_text())) if file.exists() else {}
    keys = {name: secrets.token_hex(32) for name in NAMES}
    keys["master"] = "first:" + _random()
    keys["salt"] = _random()
    keys |= known
    if keys != known:
        write_private(file, json.dumps(keys, indent=1))
    return keys


def load_log_key(folder: Path) -> str:
    """Return the key that signs the log of this folder, making it the first time; needs the packages installed."""
    file = folder / "log.key"
    if not file.exists():
        made = run([PYTHON, "-m", "ledger.log.keygen", LOG_NAME], env=dict(os.environ), capture=True, apart=True)
        if made.returncode:
            raise CannotStart(f"The key of the log could not be made:\n{made.stderr}{made.stdout}")
        write_private(file, made.stdout.strip())
    return file.read_text()


def _random() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


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
