"""bin/test: linters, types, contracts, and the whole suite on real servers."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from launcher import site
from launcher.paths import ROOT, STATE
from launcher.problems import CannotStart
from launcher.processes import dying_with_parent, run
from launcher.servers import start_servers
from launcher.state import StateFolder
from launcher.supervisor import Interrupted, Supervisor
from launcher.venv import PYTHON, ensure_venv, site_packages

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHECKS: Mapping[str, tuple[str, ...]] = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "djlint": ("-m", "djlint", "templates", "--lint", "--quiet"),
    "mypy": ("-m", "mypy", "."),
    "mypy bin": ("-m", "mypy", "--config-file=", "--strict", "--python-version", "3.11", "bin/launcher"),
    "lint-imports": (str(PYTHON.with_name("lint-imports")),),
    "migrations": ("manage.py", "makemigrations", "--check", "--dry-run"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything, even after a failure; return 0 when nothing failed."""
    wanted = sys.argv[1:] if arguments is None else arguments
    state = StateFolder(STATE / "test")
    supervisor = Supervisor()
    supervisor.listen()
    os.chdir(ROOT)
    try:
        environment = _prepare(state, supervisor)
        failed = [name for name, command in CHECKS.items() if not _passes(name, command, environment)]
        code, closing = _pytest(wanted, environment)
    except Interrupted:
        print("\nStopped.")
        return 130
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        supervisor.stop()
    print(summary(failed, code, closing), flush=True)
    return 1 if failed or code else 0


def _prepare(state: StateFolder, supervisor: Supervisor) -> dict[str, str]:
    """Install, start throw-away servers and compile what the pages need; return the environment of every check."""
    ensure_venv("requirements-dev.txt")
    state.open()
    supervisor.inherited = state.inherited
    state.reset()
    environment = start_servers(state, supervisor, packages=site_packages(), durable=False, superuser=True)
    site.compile_translations()
    browser = find_browser()
    if browser is None:
        print(f"!!! NO CHROMIUM FOUND ({', '.join(BROWSERS)}, $CHROMIUM): THE BROWSER JOURNEYS WILL BE SKIPPED !!!")
    return site.inherit(environment | {"DJANGO_DEBUG": "1"} | ({"CHROMIUM": browser} if browser else {}))


def find_browser() -> str | None:
    """Return the Chromium that the journeys may use."""
    named = os.environ.get("CHROMIUM")
    return next((found for name in ([named] if named else BROWSERS) if (found := shutil.which(name))), None)


def _passes(name: str, command: Sequence[str], environment: Mapping[str, str]) -> bool:
    print(f"--- {name}", flush=True)
    passed = run([PYTHON, *command], env=environment).returncode == 0
    if not passed:
        print(f"--- {name} FAILED", flush=True)
    return passed


def _pytest(wanted: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run pytest, passing its words on as they come; return its exit code and its closing line."""
    print("--- pytest", flush=True)
    colour = ("--color=yes",) if sys.stdout.isatty() else ()
    process = subprocess.Popen(
        [str(PYTHON), "-m", "pytest", "-n", "2", "--dist", "loadgroup", *colour, *wanted],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        preexec_fn=dying_with_parent(signal.SIGKILL),
    )
    closing = "pytest said nothing"
    for line in process.stdout or ():
        print(line, end="", flush=True)
        closing = line.rstrip() or closing
    return process.wait(), closing


def summary(failed: Sequence[str], code: int, closing: str) -> str:
    """Return a line for each check, and pytest's closing line as the last."""
    results = {**dict.fromkeys(CHECKS, "ok"), **dict.fromkeys(failed, "FAILED")}
    results["pytest"] = "ok" if code == 0 else f"FAILED (code {code})"
    return "\n".join((*(f"{name:<14}{result}" for name, result in results.items()), closing))
