"""bin/endorse: a key of one's own, a signed endorsement on stdout, and nothing but Python and a file."""

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from credentials.badges.schema import schema
from credentials.endorsing import main
from credentials.verifying.engine import verify
from credentials.verifying.worlds import Stranger

ROOT = Path(__file__).resolve().parents[2]
URL = "https://bank.example/achievements/0198b2a4-6d1e-7c10-9a53-0e6f6f3f2b11"
SAID = ["--name", "Bharat Geospatial Industries", "--comment", "Whoever can do this can work with us. बहुत अच्छा", URL]


def signed(key: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    assert main(["--key", str(key), *SAID, *more]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_the_first_time_makes_a_key_for_its_owner_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "partner.key"
    before = os.umask(0)
    try:
        assert main(["--key", str(key)]) == 0
    finally:
        os.umask(before)
    told = capsys.readouterr()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert told.out.startswith("did:key:z6Mk") and told.out.strip() in told.err
    assert main(["--key", str(key)]) == 0 and capsys.readouterr().out == told.out


def test_what_it_signs_verifies_without_anybodys_help(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = signed(tmp_path / "k", capsys, "--title", "Maps", "--until", "2999-12-31")
    verdict = verify(json.dumps(document).encode(), world=Stranger(), at=datetime.now(UTC))
    assert (verdict.outcome, verdict.facts.kind) == ("valid", "EndorsementCredential")
    assert document["credentialSubject"]["id"] == URL and document["name"] == "Endorsement of Maps"
    assert document["validUntil"] == "2999-12-31T23:59:59Z"
    assert document["issuer"]["id"] == document["proof"]["verificationMethod"].partition("#")[0]
    assert not list(Draft202012Validator(schema("endorsement")).iter_errors(document))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "k"
    main(["--key", str(key)])
    key.chmod(mode)
    capsys.readouterr()
    assert main(["--key", str(key), *SAID]) == 2
    told = capsys.readouterr()
    assert "chmod 600" in told.err and not told.out


@pytest.mark.parametrize("content", ["", "nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "k"
    key.write_text(content)
    key.chmod(0o600)
    assert main(["--key", str(key), *SAID]) == 2 and "no private key" in capsys.readouterr().err
    assert key.read_text() == content


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--key", str(tmp_path / "none" / "k")]) == 2 and "none" in capsys.readouterr().err


@pytest.mark.parametrize(
    "said", [["--name", "X", URL], ["--comment", "X", URL], ["--name", " ", "--comment", "X", URL]]
)
def test_an_endorsement_names_who_and_why(tmp_path: Path, said: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--key", str(tmp_path / "k"), *said])
    assert "--name and --comment" in capsys.readouterr().err and not (tmp_path / "k").exists()


def test_what_is_no_address_is_not_endorsed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--key", str(tmp_path / "k"), *SAID[:-1], "maps"]) == 2
    assert "Nothing was signed" in capsys.readouterr().err


def test_the_command_that_people_type_runs_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "endorsing.py").write_text("raise SystemExit('not ours')")
    command = [sys.executable, str(ROOT / "bin" / "endorse"), "--key", "k", *SAID]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
