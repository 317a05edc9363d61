"""bin/demo: the whole bank on this machine."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from launcher import site
from launcher.keys import write_private
from launcher.paths import DEMO_STATE
from launcher.ports import HOST, require_free
from launcher.problems import CannotStart
from launcher.servers import site_settings, start_servers
from launcher.state import StateFolder
from launcher.supervisor import Interrupted, Supervisor
from launcher.venv import ensure_venv, site_packages


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bin/demo", description="Serves the bank with demo data on this machine.")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="port of 127.0.0.1 (8000)")
    parser.add_argument("--reset", action="store_true", help="throw the data away and start over; asks nothing")
    parser.add_argument("--data", type=Path, default=DEMO_STATE, metavar="DIR", help="keeps data, keys and logs")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until somebody asks us to stop; return the exit code."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # names in Devanagari, any terminal
    options = parse(sys.argv[1:] if arguments is None else arguments)
    state = StateFolder(options.data)
    supervisor = Supervisor(say=_say)
    supervisor.listen()
    try:
        _serve(state, supervisor, options)
    except Interrupted:
        _say("\nStopping ...")
        return 0
    except CannotStart as problem:
        print(problem, file=sys.stderr, flush=True)
        return 1
    finally:
        supervisor.stop()
    return 0


def _serve(state: StateFolder, supervisor: Supervisor, options: argparse.Namespace) -> None:
    began = time.monotonic()
    state.open()
    supervisor.inherited = state.inherited
    require_free(options.port)
    if options.reset:
        # A database of somebody else's keeps its data; then its published log and its key must stay too.
        state.reset(keep=("tlog", "log.key", "keys.json") if os.environ.get("DATABASE_URL") else ())
    ensure_venv()
    logins = _prepare(state, supervisor, port=options.port)
    site.wait_until_ready(supervisor, port=options.port)
    _say(closing_table(port=options.port, state=state.path, logins=logins, seconds=time.monotonic() - began))
    supervisor.watch()


def _prepare(state: StateFolder, supervisor: Supervisor, *, port: int) -> str:
    """Start everything in order; return the table of logins."""
    own = {"DATABASE_URL": "PostgreSQL", "REDIS_URL": "Valkey"}
    starting = [server for name, server in own.items() if not os.environ.get(name)]
    _say(f"Starting {' and '.join(starting)} ..." if starting else "Using the servers that the environment names.")
    environment = start_servers(state, supervisor, packages=site_packages())
    environment |= site_settings(state, site_url=f"http://{HOST}:{port}")
    write_private(state.path / "environment.json", json.dumps(environment, indent=1))
    site.compile_translations()
    site.collect_static(environment)
    _say("Preparing the database; the first time this loads the demo world, which takes a while ...")
    logins = site.prepare(environment)
    site.serve(state, supervisor, port=port, environment=environment)
    return logins


def closing_table(*, port: int, state: Path, logins: str, seconds: float) -> str:
    """Return what a person needs to begin."""
    rule = "-" * 100
    return "\n".join(
        (
            rule,
            f"The Academic Credit Bank serves at  http://{HOST}:{port}/  (ready in {seconds:.1f} s)",
            rule,
            logins.strip("\n"),
            rule,
            "In another terminal: bin/manage prove_book recomputes every invariant of the book and its log.",
            f"From outside: .venv/bin/python bin/audit-mirror http://{HOST}:{port} /tmp/mirror follows the log.",
            f"Data, keys and logs: {state}    Ctrl-C stops everything; --reset starts over.",
            rule,
        )
    )


def _say(sentence: str) -> None:
    print(sentence, flush=True)
