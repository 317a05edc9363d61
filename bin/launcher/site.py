"""The site itself: what is made ready before it serves, and the programs that serve it."""

import hashlib
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from launcher.paths import ROOT
from launcher.ports import HOST
from launcher.problems import CannotStart
from launcher.processes import Program, last_words, run
from launcher.servers import ADDRESSES
from launcher.state import StateFolder
from launcher.supervisor import Supervisor
from launcher.venv import PYTHON


def manage(*arguments: str | Path, environment: Mapping[str, str]) -> str:
    """Run one of Django's commands and return its words; a failure stops the start."""
    done = run([PYTHON, ROOT / "manage.py", *arguments], env=inherit(environment), capture=True)
    if done.returncode:
        raise CannotStart(f"manage.py {arguments[0]} failed:\n{done.stdout}")
    return done.stdout


def prepare(environment: Mapping[str, str]) -> str:
    """Migrate, load the demo world where there is none yet, and return the table of logins."""
    several = Path(__file__).with_name("several.py")
    commands = ("prepare_database", "load_demo", "demo_logins")
    sure = {"DEMO": "1"}  # load_demo refuses a site that doesn't say it is a demonstration
    done = run([PYTHON, several, *commands], env=inherit(environment) | sure, capture=True, apart=True)
    if done.returncode:
        raise CannotStart(f"The database could not be prepared:\n{done.stderr}{done.stdout}")
    return done.stdout


def inherit(environment: Mapping[str, str]) -> dict[str, str]:
    """Return our own environment with these variables, without addresses of other servers."""
    kept = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
    return kept | {"PYTHONUTF8": "1"} | dict(environment)


def compile_translations() -> None:
    """Compile each .po that is newer than its .mo, with Babel: no gettext is needed."""
    for source in sorted(ROOT.glob("locale/**/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        babel = [str(PYTHON), "-m", "babel.messages.frontend", "compile"]
        done = run([*babel, "-i", str(source), "-o", str(target), "-l", source.parents[1].name], capture=True)
        if done.returncode:
            raise CannotStart(f"{source} could not be compiled:\n{done.stdout}")


def collect_static(environment: Mapping[str, str]) -> None:
    """Collect and compress the static files, unless they are those of the last time."""
    stamp = Path(environment["STATIC_ROOT"]) / ".collected"
    wanted = static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    as_served = {**environment, "DJANGO_DEBUG": "0"}  # in debug mode Django would leave the manifest out
    manage("collectstatic", "--noinput", "--clear", "-v", "0", environment=as_served)
    stamp.write_text(wanted)


def static_fingerprint(root: Path = ROOT) -> str:
    """Return a digest of what decides the collected files: our own, and the packages that bring some."""
    digest = hashlib.sha256((root / "requirements.txt").read_bytes())
    for folder in sorted((root / "static", *root.glob("*/static"))):
        for path in sorted(file for file in folder.rglob("*") if file.is_file()):
            digest.update(str(path.relative_to(root)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def serve(state: StateFolder, supervisor: Supervisor, *, port: int, environment: Mapping[str, str]) -> None:
    """Start the web server, the worker, the process of the book's followers, and the clock."""
    celery = ("-m", "celery", "-A", "abc_portal")
    beat = state.path / "beat"
    beat.mkdir(mode=0o700, exist_ok=True)
    web = (
        "--bind",
        f"{HOST}:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
        "--timeout",
        "120",
        "--preload",
        "--no-control-socket",
    )
    alone = ("-l", "INFO", "--without-mingle", "--without-gossip")
    commands = {
        "web": ("-m", "gunicorn", "abc_portal.wsgi:application", *web, "--graceful-timeout", "5"),
        "worker": (*celery, "worker", "-c", "2", "-n", "demo@%h", *alone),
        "followers": (*celery, "worker", "-c", "1", "-Q", "followers", "-n", "followers@%h", *alone),
        "beat": (*celery, "beat", "-l", "INFO", "--pidfile=", "-s", str(beat / "schedule")),
    }
    for name, arguments in commands.items():
        program = Program(
            name=name,
            command=(str(PYTHON), *arguments),
            environment=inherit(environment),
            log=state.log(name),
            folder=ROOT,
            stop_signal=signal.SIGTERM,
            patience=15.0,
        )
        supervisor.start(program)


def wait_until_ready(supervisor: Supervisor, *, port: int, patience: float = 60.0) -> None:
    """Wait for the first 200 of /readyz."""
    deadline = time.monotonic() + patience
    answer = "nothing"
    while time.monotonic() < deadline:
        supervisor.look(time.monotonic())
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/readyz", timeout=5):
                return
        except urllib.error.HTTPError as error:
            answer = f"{error.code}: {error.read(300).decode(errors='replace')}"
        except OSError as error:
            answer = str(error)
        time.sleep(0.1)
    log = supervisor.children["web"].program.log
    raise CannotStart(f"The site is not ready (/readyz: {answer}). The end of {log}:\n{last_words(log)}")
