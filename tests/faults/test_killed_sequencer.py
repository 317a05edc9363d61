"""A sequencer killed at any step leaves one log: nothing signed is lost or signed twice, and the next one goes on."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from ledger import merkle
from ledger.log.checkpoints import Checkpoint as LogCheckpoint
from ledger.log.checkpoints import open_checkpoint
from ledger.log_settings import log_store, log_verifier
from ledger.models import Checkpoint, Entry, Leaf
from ledger.queries.log import waiting
from ledger.queries.proof_of_log import prove_log
from tests.faults.servers import environment_of_test
from tests.ledger.log.mirrored import PublishedLog, mirror, served
from tests.ledger.sealing import a_short_book, public_tree, seal_all, shown
from tests.ledger.test_prove_log import Disk

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = [
    "nothing taken yet", "taken, not read", "read, not grown", "first tile not written", "some tiles written",
    "indexed, not signed", "signed, not committed", "committed, not shown", "shown half",
]  # fmt: skip


def sequencer(*arguments: str) -> subprocess.Popen[bytes]:
    environment = environment_of_test() | {"DJANGO_SETTINGS_MODULE": "abc_portal.settings"}
    return subprocess.Popen([sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment)


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step_the_next_one_makes_it_up(step: str, tmp_path: Path) -> None:
    a_short_book(2)
    seal_all()
    before = shown().checkpoint
    a_short_book(3)
    assert sequencer("-m", "tests.faults.sequencer", step).wait(60) == -9
    between = shown().checkpoint
    assert between == before
    seal_all()
    assert (shown().checkpoint.size, waiting().count, prove_log().faults) == (10, 0, [])
    extends(between, shown().checkpoint)
    with served(PublishedLog(files=Disk())) as log:
        assert mirror(log, tmp_path / "mirror") == (0, "10 entries read, 0 findings\n")


@pytest.mark.slow
def test_killed_at_any_moment_no_two_checkpoints_ever_disagree(tmp_path: Path) -> None:
    dice, seen = random.Random(20261128), set()
    for _round in range(12):
        a_short_book(40)
        process = sequencer("manage.py", "seal")
        deadline = time.monotonic() + dice.uniform(0.4, 1.4)
        while time.monotonic() < deadline and process.poll() is None:
            seen.add(log_store().checkpoint)
        process.kill()
        process.wait()
        seen.add(log_store().checkpoint)
    seal_all()
    assert prove_log().faults == []
    assert Leaf.objects.count() == Entry.objects.count() == shown().checkpoint.size == 960
    for note in seen - {None}:
        extends(open_checkpoint(note or b"", log_verifier()).checkpoint, shown().checkpoint)


def extends(first: LogCheckpoint, second: LogCheckpoint) -> None:
    """Refuse unless the second state of the log begins with the first."""
    merkle.verify_consistency(
        first=first.size, second=second.size, first_root=first.root, second_root=second.root,
        proof=public_tree().consistency_proof(first.size),
    )  # fmt: skip
    assert first.size == 0 or bytes(Checkpoint.objects.get(size=first.size).root) == first.root
