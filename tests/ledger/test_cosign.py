import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from ledger.commands.cosign import cosign_published
from ledger.commands.rebuild import rebuild_log
from ledger.log.checkpoints import SealedCheckpoint, open_checkpoint
from ledger.log.proof_files import parse_proof
from ledger.log.refusals import LogMalformed
from ledger.log.witness_client import HttpPost
from ledger.log_settings import log_store, log_verifier, log_witnesses
from ledger.models import Cosignature, Leaf, WitnessFault
from ledger.queries.cosignatures import witnesses
from ledger.queries.log_proofs import inclusion_of, proof_file_of
from tests.ledger.log.mirrored import PublishedLog, mirror, served
from tests.ledger.sealing import a_short_book, seal_all, shown
from tests.ledger.test_attacks import refused
from tests.ledger.witness import AWitness, a_key, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def witness(settings: LazySettings) -> Iterator[AWitness]:
    with standing(AWitness(a_key(1))) as one:
        settings.LOG_WITNESSES = one.setting
        yield one


def cosign(*, seconds: float = 5.0) -> int:
    return cosign_published(at=datetime.now(UTC), post=HttpPost(seconds=seconds))


def grown(learners: int = 2) -> int:
    a_short_book(learners)
    seal_all()
    return shown().checkpoint.size


def as_cosigned(*keys: AWitness) -> SealedCheckpoint:
    note = log_store().checkpoint
    assert note is not None
    return open_checkpoint(note, log_verifier(), witnesses=[one.key.verifier for one in keys])


def fault() -> str:
    return witnesses()[0].error


def test_what_is_published_is_cosigned_and_shown_with_the_cosignature(witness: AWitness) -> None:
    size = grown()
    assert cosign() == 1
    found = as_cosigned(witness)
    assert found.checkpoint.size == size and list(found.cosigned_at) == ["witness.example/w1"]
    assert (witness.asked, witness.size) == ([0], size)
    assert cosign() == 0 and witness.asked == [0]
    state = witnesses()[0]
    assert (state.name, state.size, state.error) == ("witness.example/w1", size, "")


def test_a_grown_log_is_proved_from_the_size_that_was_cosigned_last(witness: AWitness) -> None:
    sizes = []
    for learners in (1, 2, 3):
        sizes.append(grown(learners))
        assert not as_cosigned(witness).cosigned_at
        assert cosign() == 1 and as_cosigned(witness).cosigned_at
    assert witness.asked == [0, *sizes[:-1]] and witness.size == sizes[-1]
    assert list(Cosignature.objects.order_by("size").values_list("size", flat=True)) == sizes


def test_a_witness_that_knows_another_size_is_asked_again_from_there(witness: AWitness) -> None:
    first = grown(1)
    assert cosign() == 1
    kept = (witness.size, witness.root)
    second = grown(2)
    assert cosign() == 1
    witness.size, witness.root = kept  # its memory was restored from a backup
    grown(1)
    witness.asked.clear()
    assert cosign() == 1 and witness.asked == [second, first]


def test_one_answer_that_names_a_size_is_believed_but_not_many(witness: AWitness) -> None:
    size = grown()
    for said, told in (
        (b"999\n", "it cosigned '999 leaves'; at most 4 are published"), (b"many", "at most 4"), (b"-1", "at most 4"),
        (b"0\n", "may hold another root"),
    ):  # fmt: skip
        witness.lies = [(409, "text/x.tlog.size", said)]
        assert cosign() == 0 and told in fault()
    witness.lies = [(409, "text/x.tlog.size", str(number).encode()) for number in (1, 2, 3)]
    assert size == 4 and cosign() == 0 and "named another size 3 times" in fault()
    assert not as_cosigned(witness).cosigned_at


@pytest.mark.parametrize(("status", "told"), [(400, "malformed"), (403, "trust"), (404, "know"), (422, "convince")])
def test_a_refusal_says_what_to_do_and_ends_when_the_witness_signs(witness: AWitness, status: int, told: str) -> None:
    grown()
    witness.lies = [(status, "text/plain", b"")] * 2
    assert (cosign(), cosign()) == (0, 0)
    assert f"answered {status}" in fault() and told in fault()
    assert WitnessFault.objects.count() == 1
    assert cosign() == 1 and fault() == ""


def test_what_is_not_a_cosignature_of_this_checkpoint_now_is_refused(witness: AWitness) -> None:
    grown()
    witness.lies = [(200, "text/plain", body) for body in (b"", b"hello\n", b"\xff", b"\xe2\x80\x94 a AAAA\n")]
    for _lie in range(4):
        assert cosign() == 0 and "something else than its cosignature" in fault()
    line = a_key(1).sign("another text\n", at=int(time.time())).line
    witness.lies = [(200, "text/plain", f"{line}\n".encode()), (302, "text/plain", b""), (200, "x/y", b"x" * 70_000)]
    for told in ("did not sign this text", "answered 302", "more than 65536 bytes"):
        assert cosign() == 0 and told in fault()
    assert not Cosignature.objects.exists() and not as_cosigned(witness).cosigned_at


def test_another_key_and_another_clock_are_refused(witness: AWitness) -> None:
    grown()
    witness.signs_with = a_key(2, witness.key.name)
    assert cosign() == 0 and "No line of the key" in fault()
    witness.signs_with, witness.ahead, witness.size, witness.root = None, 7200, 0, AWitness(a_key(3)).root
    assert cosign() == 0 and "One of the clocks is wrong" in fault()


def test_a_dripping_or_dead_witness_holds_up_neither_the_others_nor_the_seal(
    witness: AWitness, settings: LazySettings
) -> None:
    size = grown()
    with standing(AWitness(a_key(4), drips=True)) as slow:
        settings.LOG_WITNESSES = f"{slow.setting}, {witness.setting}, {a_key(5).verifier} http://127.0.0.1:9/w"
        began = time.monotonic()
        assert cosign(seconds=0.5) == 1
        assert time.monotonic() - began < 4
    errors = {one.name: one.error for one in witnesses()}
    assert "no whole answer within 0.5 s" in errors["witness.example/w4"] and not errors["witness.example/w1"]
    assert "could not be asked" in errors["witness.example/w5"]
    assert list(as_cosigned(witness).cosigned_at) == ["witness.example/w1"] and grown() > size


def test_a_checkpoint_that_was_followed_meanwhile_is_never_shown_again(witness: AWitness) -> None:
    size = grown()
    answer = witness.answer

    def slowly(body: bytes) -> tuple[int, str, bytes]:
        (log_store().root / "checkpoint").write_bytes(later)
        return answer(body)

    early = log_store().checkpoint
    grown()
    later = log_store().checkpoint
    assert early and later
    (log_store().root / "checkpoint").write_bytes(early)
    witness.answer = slowly  # type: ignore[method-assign]
    assert cosign() == 1 and log_store().checkpoint == later
    assert Cosignature.objects.get().size == size
    first = Leaf.objects.get(index=0).entry_id
    assert open_checkpoint(
        inclusion_of(first, size=size).checkpoint, log_verifier(), witnesses=[witness.key.verifier], quorum=1
    )


def test_proofs_and_a_rebuilt_folder_carry_the_cosignatures(witness: AWitness) -> None:
    grown()
    cosign()
    note = log_store().checkpoint
    assert parse_proof(proof_file_of(Leaf.objects.get(index=1).entry_id)).checkpoint == note
    (log_store().root / "checkpoint").unlink()
    rebuild_log()
    assert log_store().checkpoint == note


def test_the_mirror_accepts_a_cosigned_log_that_grows(witness: AWitness, tmp_path: Path) -> None:
    def files() -> dict[str, bytes]:
        root = log_store().root
        found = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        return found | {"vkey": f"{log_verifier()}\n".encode()}

    grown()
    cosign()
    with served(PublishedLog(files())) as log:
        assert mirror(log, tmp_path / "kept")[0] == 0
        grown()
        cosign()
        log.files = files()
        code, said = mirror(log, tmp_path / "kept")
        assert code == 0, said


def test_nothing_is_asked_without_witnesses_or_before_the_first_seal(witness: AWitness, settings: LazySettings) -> None:
    assert cosign() == 0
    grown()
    settings.LOG_WITNESSES = ""
    assert (cosign(), witnesses(), witness.asked) == (0, [], [])


@pytest.mark.parametrize(
    "text", ["x", "x https://w.example", f"{a_key(1).verifier} ftp://w.example", "{log} https://w"]
)
def test_a_setting_that_names_no_witness_is_refused(settings: LazySettings, text: str) -> None:
    settings.LOG_WITNESSES = text.replace("{log}", str(log_verifier()))
    with pytest.raises(LogMalformed):
        log_witnesses()


def test_a_cosignature_can_be_neither_changed_nor_deleted(witness: AWitness) -> None:
    grown()
    cosign()
    assert "append only" in refused("UPDATE ledger_cosignature SET size = 0")
    assert "append only" in refused("DELETE FROM ledger_cosignature")
    assert "cosignature_of_checkpoint" in refused(
        "INSERT INTO ledger_cosignature (size, witness, key_id, line, stated_at) VALUES (77, 'a', 'b', 'c', now());"
        "SET CONSTRAINTS ALL IMMEDIATE"
    )
