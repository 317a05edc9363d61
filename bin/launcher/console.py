"""bin/manage: manage.py with the addresses and keys of a running bin/demo."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from launcher import site
from launcher.paths import DEMO_STATE, ROOT
from launcher.problems import CannotStart
from launcher.state import is_held
from launcher.venv import PYTHON


def main(arguments: Sequence[str] | None = None) -> int:
    """Become manage.py, so that its exit code, terminal and signals are its own."""
    parser = argparse.ArgumentParser(
        prog="bin/manage", description="manage.py in the environment of a running bin/demo."
    )
    parser.add_argument("--data", type=Path, default=DEMO_STATE, metavar="DIR", help="bin/demo's --data, if it has one")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="a command of manage.py and its arguments")
    options = parser.parse_args(arguments)
    try:
        environment = running_environment(options.data)
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1
    return os.execve(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *options.command], environment)


def running_environment(folder: Path) -> dict[str, str]:
    """Return the environment of the bin/demo that uses this folder; variables already set are kept."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return dict(os.environ)
    file = folder / "environment.json"
    if not file.exists() or not is_held(folder):
        raise CannotStart(
            f"No bin/demo runs on {folder}. Start one in another terminal, or set DATABASE_URL and REDIS_URL."
        )
    return site.inherit(json.loads(file.read_text()))
