"""The virtual environment: made once, and again only when the lock of requirements changes."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from launcher.paths import ROOT, VENV
from launcher.problems import CannotStart
from launcher.processes import run

PYTHON = VENV / "bin" / "python"


def ensure_venv(lock: str = "requirements.txt") -> Path:
    """Install what the lock file names, every file checked against its hash; return the environment's Python."""
    stamp = VENV / f"{lock}.sha256"
    wanted = fingerprint(ROOT / lock)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return PYTHON
    uv = working_uv()
    print(f"Installing {lock} into .venv with {'uv' if uv else 'pip'} ...", flush=True)
    if not PYTHON.exists():
        _make(uv)
    _install(uv, ROOT / lock)
    try:
        stamp.write_text(wanted)
    except PermissionError as error:
        raise CannotStart(f"{VENV} can't be written by this user; use a checkout of your own.") from error
    return PYTHON


def fingerprint(lock: Path) -> str:
    """Return what the stamp holds: the sha256 of the lock."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def site_packages() -> Path:
    """Return the environment's folder of packages (the launcher may run on another Python than the environment)."""
    found = next(VENV.glob("lib/python3*/site-packages"), None)
    if found is None:
        raise CannotStart(f"{VENV} is not a virtual environment; remove it and start again.")
    return found


def working_uv() -> str | None:
    """Return uv if it is on the path and really starts."""
    uv = shutil.which("uv")
    return uv if uv and run([uv, "--version"], capture=True).returncode == 0 else None


def _make(uv: str | None) -> None:
    maker = (
        [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable]
        if uv
        else [sys.executable, "-m", "venv"]
    )
    done = run([*maker, str(VENV)], env=_environment(), capture=True)
    if done.returncode:
        raise CannotStart(
            f"No virtual environment could be made in {VENV}:\n{done.stdout}\n"
            "On Debian and Ubuntu, `apt install python3-venv` mends this; installing uv does so everywhere."
        )


def _install(uv: str | None, lock: Path) -> None:
    python = str(PYTHON)
    if not uv and run([python, "-m", "pip", "--version"], capture=True).returncode:
        run([python, "-m", "ensurepip"], capture=True)
    installer = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
    done = run([*installer, "--quiet", "--require-hashes", "-r", str(lock)], env=_environment())
    if done.returncode:
        raise CannotStart(f"{lock.name} could not be installed (see above); is the package index reachable?")


def _environment() -> dict[str, str]:
    foreign = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {"UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
