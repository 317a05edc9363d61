"""Starts the bank on one machine, from Python's standard library alone."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this sentence is for whoever starts it with an older Python
    sys.exit(
        f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. "
        "If you have one beside it, name it: python3.12 bin/demo"
    )
