"""docs/REGULATORS.md is run as it stands: each shell block by a shell, against a live site."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT
from tests.journeys.demo_site import DemoSite

BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(kind: str) -> str:
    text = (ROOT / "docs" / "REGULATORS.md").read_text(encoding="utf-8")
    return "\n".join(block for found, block in BLOCK.findall(text) if found == kind)


def test_every_call_of_the_regulators_page_works_as_written(demo: DemoSite, tmp_path: Path) -> None:
    (tmp_path / "check_export.py").write_text(blocks("python"), encoding="utf-8")
    script = "set -eu -o pipefail\n" + blocks("sh").replace("http://127.0.0.1:8000", demo.url)
    path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=path, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "every file is whole" in done.stdout
    manifest = json.loads((tmp_path / "book" / "manifest.json").read_text())
    lines = sum(len(file.read_bytes().splitlines()) for file in (tmp_path / "book").glob("part-*.ndjson"))
    assert lines == manifest["totals"]["entry_count"] > 1_000
    assert {row["kind"] for row in json.loads((tmp_path / "more.json").read_text())["results"]} == {"redeem"}
    assert json.loads((tmp_path / "totals.json").read_text())["results"]
    (mine,) = json.loads((tmp_path / "mine.json").read_text())["results"]
    assert (mine["path"], mine["status"]) == ("/api/v1/audit/totals/", 200)


def test_a_changed_file_is_found_by_the_check_of_the_page(demo: DemoSite, tmp_path: Path) -> None:
    (tmp_path / "check_export.py").write_text(blocks("python"), encoding="utf-8")
    tampering = 'printf " " >> book/part-00001.ndjson\npython3 check_export.py'
    script = "set -eu -o pipefail\n" + blocks("sh").replace("http://127.0.0.1:8000", demo.url)
    path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", script.replace("python3 check_export.py", tampering)], cwd=tmp_path, env=path,
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "part-00001.ndjson was changed" in done.stderr
