"""bin/bench: the product's speed on durable servers of its own."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from launcher import site
from launcher.paths import ROOT, STATE
from launcher.problems import CannotStart
from launcher.processes import run
from launcher.servers import site_settings, start_servers
from launcher.state import StateFolder
from launcher.supervisor import Interrupted, Supervisor
from launcher.venv import PYTHON, ensure_venv, site_packages


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="bin/bench", description="Prints one line a figure, each beside the floor of the same run."
    )
    parser.add_argument("names", nargs="+", metavar="NAME", help="deposits, redemptions, ...")
    parser.add_argument("--rows", type=int, metavar="N", help="rows of the file (export: ten entries for each); 20,000")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also writes the figures there")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure on a fresh database that syncs every commit, as bin/demo's does; return manage.py's exit code."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    rows = ("--rows", str(options.rows)) if options.rows else ()
    wanted = [*options.names, *rows, *(("--json", str(options.json.resolve())) if options.json else ())]
    state = StateFolder(STATE / "bench")
    supervisor = Supervisor()
    supervisor.listen()
    try:
        ensure_venv("requirements-dev.txt")
        state.open()
        supervisor.inherited = state.inherited
        state.reset()
        environment = start_servers(state, supervisor, packages=site_packages())
        environment |= site_settings(state, site_url="http://127.0.0.1:8000")
        site.manage("prepare_database", environment=environment)
        return run([PYTHON, ROOT / "manage.py", "bench", *wanted], env=site.inherit(environment)).returncode
    except Interrupted:
        return 130
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        supervisor.stop()
