"""bin/endorse: an industry partner's signature in the shell."""

import contextlib
import os
import sys
from collections.abc import Sequence

from launcher.paths import ROOT
from launcher.problems import CannotStart
from launcher.venv import PYTHON, ensure_venv


def main(arguments: Sequence[str] | None = None) -> int:
    """Become the signer, so that its exit code and streams are its own; installs what it needs the first time."""
    wanted = sys.argv[1:] if arguments is None else arguments
    try:
        # What is printed is the signed document alone.
        with contextlib.redirect_stdout(sys.stderr):
            ensure_venv()
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 2
    # -P: a folder called `credentials` where the shell stands must not be taken for ours.
    command = [str(PYTHON), "-P", "-m", "credentials.endorsing", *wanted]
    return os.execve(PYTHON, command, {**os.environ, "PYTHONPATH": str(ROOT)})
