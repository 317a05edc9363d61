"""bin/verify --proof: what it proves, what it refuses, and its exit codes."""

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from credentials.verifying.shell import main
from ledger.log.checkpoints import cosign
from ledger.log.notes import COSIGNATURE, SigningKey, parse_note
from ledger.log.proof_files import parse_proof
from ledger.log_settings import log_verifier
from tests.cast import Cast
from tests.credentials.log.hands import a_sealed_award, taken
from tests.credentials.signed.hands import award
from tests.ledger.sealing import a_short_book, seal_all

pytestmark = pytest.mark.django_db
WITNESS = SigningKey("witness.example/w1", Ed25519PrivateKey.from_private_bytes(bytes(range(32))), COSIGNATURE)
OTHER = SigningKey("other.example/log", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


class Folder:
    """What Ananya took away of one award, as files, and bin/verify run on them."""

    def __init__(self, root: Path, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys
        for name in ("badge", "other"):
            award_id = a_sealed_award(cast, {"badge": "GIS-101", "other": "GIS-102"}[name])
            for ending in ("json", "tlog-proof", "opening.json"):
                (root / f"{name}.{ending}").write_bytes(taken(cast, f"/credentials/{award_id}.{ending}").content)
        document = json.loads((root / "badge.json").read_bytes())
        listed = urlsplit(document["credentialStatus"]["statusListCredential"]).path
        (root / "list").write_bytes(taken(cast, listed, "").content)
        (root / "did").write_bytes(taken(cast, f"/institutions/{cast.awarding.aishe_code}/did.json", "").content)
        (root / "vkey").write_text(f"{log_verifier()}\n")
        capsys.readouterr()

    def of(self, name: str) -> str:
        return str(self.root / name)

    def verify(self, *options: str, proof: str = "badge.tlog-proof", key: str = "vkey") -> tuple[int, str]:
        arguments = [option.replace("@", f"{self.root}/") for option in options]
        code = main(["--proof", self.of(proof), "--vkey", self.of(key) if "+" not in key else key, *arguments])
        read = self.capsys.readouterr()
        return code, read.out + read.err

    def change(self, name: str, **fields: Any) -> None:
        path = self.root / f"{name}.tlog-proof"
        path.write_bytes(bytes(replace(parse_proof(path.read_bytes()), **fields)))


@pytest.fixture
def folder(tmp_path: Path, cast: Cast, capsys: pytest.CaptureFixture[str]) -> Folder:
    return Folder(tmp_path, cast, capsys)


def test_a_proof_says_in_words_what_the_log_sealed(folder: Folder) -> None:
    code, said = folder.verify()
    proof = parse_proof(Path(folder.of("badge.tlog-proof")).read_bytes())
    assert code == 0 and said.startswith("Proved in the log.")
    assert f"Leaf {proof.index} stands in the log {log_verifier().name}" in said
    for words in (
        "credits were awarded (deposit",
        "Institution",
        "Recorded",
        "3.00 credits at NCrF level",
        "hours (NCRF-NOTIONAL",
    ):
        assert words in said
    assert folder.verify(key=str(log_verifier()))[0] == 0


def test_credential_proof_and_opening_are_checked_together_offline(folder: Folder) -> None:
    known = ("--did", "@did", "--status-list", "@list")
    code, said = folder.verify("@badge.json", "--opening", "@badge.opening.json", *known)
    assert code == 0, said
    assert "It is the entry that awarded this credential" in said and "belongs to the account" in said
    assert "Valid: signed by" in said
    code, said = folder.verify("@badge.json", "--json", *known)
    told = json.loads(said)
    assert (code, told["log"]["proved"], told["credential"]["outcome"]) == (0, True, "valid")
    assert told["log"]["leaf"]["lots"][0]["credits"] == "3.00"


def test_another_credential_or_opening_is_refused_with_both_lots(folder: Folder) -> None:
    code, said = folder.verify("@other.json", "--did", "@did", "--status-list", "@list")
    assert code == 1 and "was expected. Give the proof and the file of one award." in said
    code, said = folder.verify("--opening", "@other.opening.json")
    assert code == 1 and said.startswith("Not proved") and "NO opening" in said
    opening = json.loads(Path(folder.of("badge.opening.json")).read_text())
    Path(folder.of("bent")).write_text(json.dumps(opening | {"salt": "00" * 32}))
    code, said = folder.verify("--opening", "@bent")
    assert code == 1 and "do not give the holder that the leaf names" in said
    Path(folder.of("bent")).write_text(json.dumps({"salt": "00"}))
    assert folder.verify("--opening", "@bent")[0] == 1


def test_a_credential_with_other_figures_than_the_sealed_ones_is_not_the_leaf_s(folder: Folder) -> None:
    changed = json.loads(Path(folder.of("badge.json")).read_text())
    assert changed["credentialSubject"]["creditsEarned"] == 3
    changed["credentialSubject"]["creditsEarned"] = 40
    Path(folder.of("bent")).write_text(json.dumps(changed))
    code, said = folder.verify("@bent", "--did", "@did", "--status-list", "@list")
    assert code == 1 and "The credential says credits 40" in said and "the log sealed 3.00" in said


def test_every_changed_byte_of_the_leaf_and_another_key_are_refused(folder: Folder) -> None:
    proof = parse_proof(Path(folder.of("badge.tlog-proof")).read_bytes())
    assert proof.extra is not None
    for at in (5, len(proof.extra) // 2, len(proof.extra) - 5):
        bent = bytearray(proof.extra)
        bent[at] ^= 1
        folder.change("badge", extra=bytes(bent))
        code, said = folder.verify()
        assert code == 1 and "NO log" in said and "download the proof again" in said.lower()
    folder.change("badge", extra=proof.extra)
    assert folder.verify()[0] == 0
    same_name = SigningKey(log_verifier().name, OTHER.private)
    for key in (OTHER, same_name):
        code, said = folder.verify(key=str(key.verifier))
        assert code == 1 and said.startswith("Not proved in the log.")
    folder.change("badge", index=proof.index + 1)
    assert folder.verify()[0] == 1


def test_an_old_proof_holds_after_the_log_has_grown(folder: Folder, cast: Cast) -> None:
    a_short_book(3)
    award(cast, "GIS-103")
    seal_all()
    assert folder.verify()[0] == 0


def test_witnesses_that_are_named_must_have_cosigned(folder: Folder) -> None:
    witness = ("--witness", str(WITNESS.verifier))
    assert folder.verify(*witness)[0] == 1
    assert folder.verify(*witness, "--quorum", "0")[0] == 0
    proof = parse_proof(Path(folder.of("badge.tlog-proof")).read_bytes())
    noted = cosign(parse_note(proof.checkpoint), WITNESS, at=1_764_000_000)
    folder.change("badge", checkpoint=bytes(noted))
    code, said = folder.verify(*witness)
    assert code == 0 and "witness.example/w1 at 2025-11-24T16:00:00+00:00" in said
    bent = base64.b64encode(b"x" * 76).decode()
    folder.change(
        "badge", checkpoint=bytes(noted).replace(noted.signatures[-1].line.split()[-1].encode(), bent.encode())
    )
    assert folder.verify(*witness)[0] == 1


def test_without_a_key_it_says_where_to_get_one_and_why_not_from_the_proof(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    for options in (["--proof", folder.of("badge.tlog-proof")], ["--vkey", "x"], []):
        with pytest.raises(SystemExit) as ended:
            main(options)
        assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "/tlog/vkey" in told and "Never take it from whoever gave you the proof" in told
    assert folder.verify(key="badge.json")[0] == 2
    assert folder.verify(proof="absent")[0] == 2
    assert folder.verify(proof="badge.json")[0] == 1
