"""bin/verify: one sentence first, exit codes that a script can rely on, and nothing but Python and files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from credentials.badges.facts import StatusFacts
from credentials.verifying.shell import main
from tests.credentials.verifying.bank import AT, INDEX, LIST, Document, Issuer
from tests.credentials.verifying.servers import saying, serving

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Issuer, Path, list[str]]:
    """A university that saved its badge, its DID document and its list as files."""
    issuer = Issuer("did:web:university.example")
    files = {"badge": issuer.badge(), "did": issuer.document, "list": lasting(issuer)}
    for name, document in files.items():
        (tmp_path / name).write_text(json.dumps(document))
    return issuer, tmp_path, ["--did", str(tmp_path / "did"), "--status-list", str(tmp_path / "list")]


def lasting(issuer: Issuer, revoked: tuple[int, ...] = ()) -> Document:
    listed = issuer.listing(revoked)
    return issuer.signed({name: value for name, value in listed.items() if name not in ("validFrom", "validUntil")})


def test_a_valid_credential_exits_with_0(
    saved: tuple[Issuer, Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    _, folder, known = saved
    assert main([str(folder / "badge"), *known]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("Valid: signed by university.example and unchanged since.")
    assert [line.split()[1] for line in rest[1:6]] == ["form", "signature", "issuer", "dates", "status"]
    assert any("Geographic Information Systems" in line for line in rest)


def test_a_revoked_and_a_changed_one_exit_with_1(
    saved: tuple[Issuer, Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    issuer, folder, known = saved
    (folder / "list").write_text(json.dumps(lasting(issuer, (INDEX,))))
    assert main([str(folder / "badge"), *known]) == 1
    assert capsys.readouterr().out.startswith("Revoked. ")
    (folder / "badge").write_text(json.dumps({**issuer.badge(), "name": "x"}))
    assert main([str(folder / "badge"), *known]) == 1
    assert capsys.readouterr().out.startswith("Not valid. ")


def test_what_cannot_be_told_exits_with_2(
    saved: tuple[Issuer, Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    _, folder, known = saved
    assert main([str(folder / "badge"), *known[:2]]) == 2
    assert f"{LIST} was not asked" in capsys.readouterr().out
    assert main([str(folder / "missing"), *known]) == 2
    assert "missing" in capsys.readouterr().err


def test_the_verdict_as_json(saved: tuple[Issuer, Path, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    _, folder, known = saved
    main([str(folder / "badge"), "--json", *known])
    said = json.loads(capsys.readouterr().out)
    assert (said["outcome"], said["facts"]["achievement"]) == ("valid", "Geographic Information Systems")
    assert [check["result"] for check in said["checks"]] == ["passed"] * 5


def test_a_demonstration_is_asked_by_plain_http(capsys: pytest.CaptureFixture[str]) -> None:
    pages: dict[str, Document] = {}
    with serving(lambda line: saying(json.dumps(pages[server.asked[-1].split()[1]]).encode())(line)) as server:
        issuer = Issuer(f"did:web:{server.authority.replace(':', '%3A')}")
        status = StatusFacts(server.url("/list"), INDEX)
        pages["/.well-known/did.json"] = issuer.document
        pages["/list"] = issuer.signed({**lasting(issuer), "id": status.list_url})
        pages["/badge"] = issuer.badge(status=status, valid_from=AT)
        assert main([server.url("/badge"), "--http", server.authority]) == 0, capsys.readouterr().out
        assert main([server.url("/badge")]) == 2


def test_the_program_runs_without_a_database(saved: tuple[Issuer, Path, list[str]]) -> None:
    _, folder, known = saved
    code = "import sys; from credentials.verifying.shell import main; main(); sys.exit('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, "-", *known],
        input=(folder / "badge").read_bytes(), cwd=folder, capture_output=True, check=False,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Valid: ")
