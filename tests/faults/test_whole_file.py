"""A NAD file with bad rows through a real worker: exactly those are rejected, and the book is proved.

`WHOLE_FILE_ROWS=100000 python -m pytest -s tests/faults/test_whole_file.py` measures a large one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from launcher import site as commands
from launcher.paths import ROOT
from tests.faults.own_site import OwnSite
from tests.faults.servers import a_worker

pytestmark = pytest.mark.slow
ROWS, SHARE_BAD = int(os.environ.get("WHOLE_FILE_ROWS", "5000")), 0.01


def peak_megabytes(pid: int) -> float:
    """Return the most memory that any process of the worker ever had."""
    children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
    peaks = []
    for process in (str(pid), *children):
        status = Path(f"/proc/{process}/status").read_text()
        peaks += [int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")]
    return max(peaks)


def test_exactly_the_bad_rows_are_rejected_and_the_book_is_proved(tmp_path: Path) -> None:
    site = OwnSite(tmp_path / "site")
    try:
        with a_worker(site.environment) as worker:
            command = [sys.executable, "-m", "tests.faults.whole_file", str(ROWS), str(SHARE_BAD)]
            said = subprocess.run(
                command, cwd=ROOT, env=site.environment, text=True, capture_output=True, check=False
            )  # fmt: skip
            assert said.returncode == 0, said.stderr
            told = json.loads(said.stdout.rpartition("staff: ")[2])
            told["worker_peak_megabytes"] = round(peak_megabytes(worker.pid))
        print(json.dumps(told))
        assert told["exactly"] and told["rejected"] == told["bad"] > 0
        assert told["outcomes"] == {"deposited": ROWS - told["bad"]}
        print(commands.manage("prove_book", environment=site.environment))
    finally:
        site.close()
