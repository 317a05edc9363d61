"""Checkpoints and proofs by REST: what a regulator's system needs to check the log by itself."""

import base64
from datetime import datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import merkle
from ledger.log.checkpoints import cosign, open_checkpoint
from ledger.log.notes import COSIGNATURE, SigningKey, parse_note, parse_vkey
from ledger.log_settings import log_store, log_verifier
from ledger.models import Entry, Leaf, SealAlarm
from tests.api.asking import a_regulators_system
from tests.doors.addresses import UNKNOWN_ID
from tests.ledger.book import a_lot, deposit, holding, issuer
from tests.ledger.sealing import a_short_book, forge_checkpoint, seal_all, shown
from tests.ledger.test_prove_book import break_book

pytestmark = pytest.mark.django_db
CHECKPOINT, CHECKPOINTS = "/api/v1/audit/checkpoint/", "/api/v1/audit/checkpoints/"
INCLUSION, CONSISTENCY = "/api/v1/audit/proofs/inclusion/", "/api/v1/audit/proofs/consistency/"


def ask(path: str, **asked: Any) -> Any:
    return a_regulators_system().get(path, asked).json()


def plain(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def test_the_checkpoint_is_the_published_one_with_its_key() -> None:
    a_short_book(2)
    seal_all()
    told = ask(CHECKPOINT)
    opened = open_checkpoint(told["note"].encode(), parse_vkey(told["vkey"]))
    assert opened.checkpoint == shown().checkpoint
    assert (told["origin"], told["size"], plain(told["root"])) == (log_verifier().name, 4, opened.checkpoint.root)
    # What waits is the registration of the system that asks.
    assert (told["root_hex"], told["waiting_count"], told["alarms"]) == (opened.checkpoint.root.hex(), 1, [])


def test_what_waits_and_what_is_wrong_stand_beside_the_checkpoint() -> None:
    seal_all()
    a_short_book(1)
    SealAlarm.objects.create(code="seal-disk-full", detail="No space left.")
    told = ask(CHECKPOINT)
    assert (told["size"], told["waiting_count"], told["alarms"]) == (0, 3, ["seal-disk-full"])
    assert told["oldest_waiting_at"] is not None


def test_a_witness_is_named_with_its_time() -> None:
    seal_all()
    witness = SigningKey("witness.example/w1", Ed25519PrivateKey.generate(), COSIGNATURE)
    log_store().publish(bytes(cosign(parse_note(log_store().checkpoint or b""), witness, at=1_764_000_000)))
    (told,) = ask(CHECKPOINT)["cosignatures"]
    assert (told["name"], told["key_id"]) == (witness.name, witness.verifier.key_id.hex())
    assert datetime.fromisoformat(told["cosigned_at"]).timestamp() == 1_764_000_000


def test_without_a_checkpoint_there_is_none_and_a_forged_one_is_refused() -> None:
    assert a_regulators_system().get(CHECKPOINT).status_code == 404
    seal_all()
    forge_checkpoint()
    answer = a_regulators_system().get(CHECKPOINT)
    assert (answer.status_code, answer.json()["code"]) == (422, "log-signature-invalid")


def test_every_signed_state_is_listed_once_page_by_page() -> None:
    a_short_book(3)
    seal_all(limit=2)
    system, url, sizes = a_regulators_system(), f"{CHECKPOINTS}?limit=2", []
    while url:
        body = system.get(url).json()
        sizes += [row["size"] for row in body["results"]]
        assert all(parse_note(row["note"].encode()).text.split("\n")[2] == row["root"] for row in body["results"])
        url = body["next"]
    assert sizes == [6, 4, 2, 0]
    back = system.get(system.get(f"{CHECKPOINTS}?limit=2").json()["next"]).json()["previous"]
    assert [row["size"] for row in system.get(back).json()["results"]] == [6, 4]


def test_the_proof_of_an_entry_with_many_lots_leads_from_each_leaf_to_the_signed_root() -> None:
    origin = issuer()
    a_short_book(1)
    deposit(holding(), *(a_lot(origin) for _ in range(130)))
    seal_all()
    row = Leaf.objects.order_by("index").last()
    assert row is not None
    told = ask(INCLUSION, entry=row.entry_id)
    assert (told["leaf_index"], told["leaf_count"], len(told["leaves"])) == (2, 3, 3)
    root = open_checkpoint(told["checkpoint"].encode(), log_verifier()).checkpoint.root
    for leaf in told["leaves"]:
        merkle.verify_inclusion(
            index=leaf["index"], size=told["size"], leaf=merkle.leaf_hash(leaf["leaf"].encode()),
            proof=[plain(item) for item in leaf["proof"]], root=root,
        )  # fmt: skip
        assert plain(leaf["leaf_hash"]) == merkle.leaf_hash(leaf["leaf"].encode())


def test_consistency_is_proved_with_both_roots() -> None:
    a_short_book(4)
    seal_all(limit=3)
    told = ask(CONSISTENCY, first=3, second=8)
    roots = {row["size"]: row["root"] for row in ask(CHECKPOINTS)["results"]}
    assert (told["first_root"], told["second_root"]) == (roots[3], roots[8])
    merkle.verify_consistency(
        first=3, second=8, first_root=plain(roots[3]), second_root=plain(roots[8]),
        proof=[plain(item) for item in told["proof"]],
    )  # fmt: skip


def test_what_waits_or_was_changed_has_no_proof() -> None:
    seal_all()
    a_short_book(1)
    waiting = Entry.objects.values_list("id", flat=True)[0]
    assert ask(INCLUSION, entry=waiting)["code"] == "not-sealed-yet"
    assert ask(f"/api/v1/audit/entries/{waiting}/")["leaf_index"] is None
    seal_all()
    break_book("UPDATE ledger_lot SET credits = credits + 1")
    assert ask(INCLUSION, entry=waiting)["code"] == "leaf-differs"


BAD = [
    (INCLUSION, "", 422), (INCLUSION, "entry=x", 422), (INCLUSION, f"entry={UNKNOWN_ID}", 404),
    (INCLUSION, f"entry={UNKNOWN_ID}&size=-1", 422), (CONSISTENCY, "", 422), (CONSISTENCY, "first=1", 422),
    (CONSISTENCY, "first=5&second=3", 422), (CONSISTENCY, "first=1&second=1000000", 422),
    (CONSISTENCY, "first=0&second=9223372036854775808", 422), (CONSISTENCY, "first=x&second=%C2%B2", 422),
    (CHECKPOINTS, "cursor=zzz", 400), (CHECKPOINTS, "limit=0", 400), (CHECKPOINTS, "cursor=W2ZhbHNlLFsieCJdXQ", 400),
]  # fmt: skip


@pytest.mark.parametrize(("path", "query", "status"), BAD)
def test_numbers_that_make_no_sense_are_a_problem(path: str, query: str, status: int) -> None:
    a_short_book(1)
    seal_all()
    answer = a_regulators_system().get(f"{path}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_a_tile_that_is_gone_is_a_problem_too() -> None:
    a_short_book(1)
    seal_all()
    for path in (log_store().root / "tile").rglob("*"):
        if path.is_file():
            path.unlink()
    entry = Leaf.objects.values_list("entry_id", flat=True)[0]
    assert ask(INCLUSION, entry=entry)["code"] == "log-tile-missing"
