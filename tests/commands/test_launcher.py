"""The launcher's parts: ports, stamps, keys, the state folder, the environment it hands on."""

import os
import socket
import stat
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from launcher import bench, console, demo, healthy, keys, ports, servers, site, suite, valkey, venv
from launcher.paths import DEMO_STATE, ROOT
from launcher.problems import CannotStart
from launcher.state import StateFolder, is_held
from launcher.supervisor import Supervisor


def test_a_port_in_use_is_one_sentence_that_names_it_and_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart) as refusal:
            ports.require_free(port)
    assert str(port) in str(refusal.value) and "--port" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    ports.require_free(port)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_what_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(CannotStart, match="not a port"):
        ports.require_free(port)


def test_the_command_lines_have_the_documented_options() -> None:
    assert demo.parse([]).data == DEMO_STATE and demo.parse([]).port == 8000 and not demo.parse([]).reset
    asked = demo.parse(["--port", "8123", "--reset", "--data", "/x"])
    assert (asked.port, asked.reset, asked.data) == (8123, True, Path("/x"))
    wanted = bench.parse(["deposits", "redemptions", "--json", "out.json"])
    assert (wanted.names, wanted.json) == (["deposits", "redemptions"], Path("out.json"))


def test_installing_is_skipped_until_the_lock_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = tmp_path / "calls"
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\necho "$@" >> {calls}\n')
    python.chmod(0o755)
    for module, name, value in ((venv, "ROOT", tmp_path), (venv, "VENV", tmp_path / "venv"), (venv, "PYTHON", python)):
        monkeypatch.setattr(module, name, value)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    lock = tmp_path / "requirements.txt"
    for content in ("one==1", "one==1", "one==2"):
        lock.write_text(content)
        assert venv.ensure_venv() == python
    installs = [line for line in calls.read_text().splitlines() if "install" in line]
    assert len(installs) == 2 and all("--require-hashes" in line for line in installs)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_names_every_extra_that_a_package_asks_for(lock: str) -> None:
    """Else pip looks for the newest release with that extra, which has no hash here, and installs nothing."""
    pinned = [
        Requirement(line.removesuffix("\\")) for line in (ROOT / lock).read_text().splitlines() if "==" in line[:80]
    ]
    extras = {canonicalize_name(found.name): set(found.extras) for found in pinned}
    missing = []
    for package in extras:
        for wanted in _asked_for(package):
            if not wanted.extras <= extras.get(canonicalize_name(wanted.name), wanted.extras):
                missing.append(f"{package} asks for {wanted}")
    assert extras and not missing


def _asked_for(package: str) -> list[Requirement]:
    try:
        asked = [Requirement(text) for text in metadata.requires(package) or []]
    except metadata.PackageNotFoundError:  # locked for another system
        return []
    return [wanted for wanted in asked if wanted.marker is None or wanted.marker.evaluate({"extra": ""})]


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    first = keys.load_keys(tmp_path)
    assert keys.load_keys(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    assert len(set(first.values())) == len(first)


def test_a_state_folder_serves_one_launcher_at_a_time(tmp_path: Path) -> None:
    folder = StateFolder(tmp_path / "state")
    folder.open()
    assert is_held(tmp_path / "state")
    with pytest.raises(CannotStart, match=f"process {os.getpid()}"):
        StateFolder(tmp_path / "state").open()


def test_a_folder_with_other_things_in_it_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CannotStart, match="not empty"):
        StateFolder(tmp_path).open()


def test_reset_removes_what_the_launcher_made_and_nothing_else(tmp_path: Path) -> None:
    folder = StateFolder(tmp_path / "state")
    folder.open()
    keys.load_keys(folder.path)
    (folder.path / "notes.txt").write_text("mine")
    folder.reset()
    assert not (folder.path / "keys.json").exists() and (folder.path / "notes.txt").exists()


def test_servers_named_by_the_environment_are_used_and_nothing_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/bank")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    supervisor = Supervisor()
    found = servers.start_servers(StateFolder(tmp_path), supervisor, packages=tmp_path)
    assert found == {"DATABASE_URL": "postgres://elsewhere/bank", "REDIS_URL": "redis://elsewhere"}
    assert not supervisor.children


def test_the_demo_is_a_real_site_with_secrets_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DJANGO_DEBUG", "DJANGO_SECRET_KEY", "MASTER_KEYS", "SITE_URL", "DJANGO_ALLOWED_HOSTS"):
        monkeypatch.delenv(name, raising=False)
    settings = servers.site_settings(StateFolder(tmp_path), site_url="http://127.0.0.1:8123")
    assert settings["DJANGO_DEBUG"] == "0" and settings["SITE_URL"] == "http://127.0.0.1:8123"
    assert len(settings["DJANGO_SECRET_KEY"]) >= 50 and settings["MASTER_KEYS"].startswith("first:")


def test_addresses_of_other_servers_never_reach_the_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://elsewhere")
    assert "DATABASE_OWNER_URL" not in site.inherit({"DATABASE_URL": "postgres://here"})


def test_manage_without_a_running_demo_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(CannotStart, match="No bin/demo runs"):
        console.running_environment(tmp_path)


def test_static_files_are_collected_again_when_one_changes(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("one==1")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "bank.css").write_text("a{}")
    before = site.static_fingerprint(tmp_path)
    assert site.static_fingerprint(tmp_path) == before
    (tmp_path / "static" / "bank.css").write_text("b{}")
    assert site.static_fingerprint(tmp_path) != before


def test_the_queue_is_durable_and_the_folder_may_hold_spaces() -> None:
    text = valkey.configure(Path('/a "b" c'), port=1, password="p", durable=True)
    assert 'dir "/a \\"b\\" c"' in text and "appendonly yes" in text and "maxmemory-policy noeviction" in text


def test_the_closing_line_of_pytest_is_the_last_and_failures_are_named() -> None:
    lines = suite.summary(["mypy"], 1, "=== 1 failed, 9 passed in 3.21s ===").splitlines()
    assert lines[-1] == "=== 1 failed, 9 passed in 3.21s ==="
    assert [line.split()[0] for line in lines if "FAILED" in line] == ["mypy", "pytest"]


def test_a_missing_browser_is_found_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert suite.find_browser() is None
    (tmp_path / "chromium").write_text("")
    (tmp_path / "chromium").chmod(0o755)
    assert suite.find_browser() == str(tmp_path / "chromium")


@pytest.mark.parametrize(
    ("allowed", "host"), [("bank.example,x", "bank.example"), (".bank.example", "bank.example"), ("*", "localhost")]
)
def test_the_health_check_calls_the_site_by_a_name_it_accepts(allowed: str, host: str) -> None:
    assert healthy.headers(allowed)["Host"] == host


def test_the_launcher_needs_nothing_but_the_standard_library() -> None:
    code = "import launcher.demo, launcher.suite, launcher.bench, launcher.console, launcher.healthy"
    env = {"PATH": os.defpath, "PYTHONPATH": str(ROOT / "bin")}
    done = subprocess.run([sys.executable, "-S", "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
