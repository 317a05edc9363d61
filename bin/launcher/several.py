"""Runs several of Django's commands in one process, which starts only once; prints what the last one prints.

Started by the environment's Python: `python bin/launcher/several.py prepare_database load_demo demo_logins`.
"""

import contextlib
import os
import sys
from pathlib import Path


def main(names: list[str]) -> None:
    """Run the commands in order; all but the last speak to the error stream."""
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abc_portal.settings")
    import django
    from django.core.management import call_command

    django.setup()
    for name in names[:-1]:
        with contextlib.redirect_stdout(sys.stderr):
            call_command(name)
    call_command(names[-1])


if __name__ == "__main__":
    main(sys.argv[1:])
