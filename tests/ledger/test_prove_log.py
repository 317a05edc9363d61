"""Each lie that a superuser can tell is found: by `prove_book` in the rows, outside by a mirror of the log."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection

from ledger.commands.fold import fold_totals
from ledger.commands.rebuild import EntriesDiffer, rebuild_log
from ledger.log.checkpoints import Checkpoint, sign_checkpoint
from ledger.log_settings import log_key, log_store, log_verifier
from ledger.queries.proof_of_log import prove_log
from tests.ledger.log.mirrored import PublishedLog, mirror, served
from tests.ledger.sealing import a_short_book, public_leaves, seal_all, shown
from tests.ledger.test_prove_book import a_superuser_without_triggers, break_book

pytestmark = pytest.mark.django_db
LAST = "(SELECT entry_id FROM ledger_leaf ORDER BY index DESC LIMIT 1)"
EDIT = "UPDATE ledger_lot SET credits = credits + 1 WHERE id = (SELECT min(id::text)::uuid FROM ledger_lot)"
DELETE = f"DELETE FROM ledger_transfer WHERE entry_id = {LAST}; DELETE FROM ledger_entry WHERE id = {LAST}"
SWAP = """UPDATE ledger_leaf SET index = 1000 + index WHERE index IN (0, 2);
          UPDATE ledger_leaf SET index = 1002 - index WHERE index >= 1000"""
TRUNCATE = """DELETE FROM ledger_transfer WHERE entry_id IN (SELECT entry_id FROM ledger_leaf WHERE index >= 4);
              DELETE FROM ledger_lot WHERE entry_id IN (SELECT entry_id FROM ledger_leaf WHERE index >= 4);
              DELETE FROM ledger_entry WHERE id IN (SELECT entry_id FROM ledger_leaf WHERE index >= 4);
              DELETE FROM ledger_leaf WHERE index >= 4; DELETE FROM ledger_checkpoint WHERE size > 4"""
ATTACKS = {"edit": EDIT, "delete": DELETE, "swap": SWAP, "truncate": TRUNCATE}


class Disk(dict[str, bytes]):
    """The files of the published log, as a web server shows them."""

    def get(self, path: str, default: bytes | None = None) -> bytes | None:  # type: ignore[override]
        return f"{log_verifier()}\n".encode() if path == "vkey" else log_store().read(path)


@pytest.fixture
def followed(settings: LazySettings, tmp_path: Path) -> Callable[[], tuple[int, str]]:
    """A sealed book whose log a mirror has followed; call it to let the mirror follow again."""
    a_short_book(3)
    seal_all(limit=4)
    fold_totals()

    def follow() -> tuple[int, str]:
        with served(PublishedLog(files=Disk())) as log:
            return mirror(log, tmp_path / "mirror")

    assert follow() == (0, "6 entries read, 0 findings\n")
    return follow


def laws_broken(kept: bytes | None = None) -> set[str]:
    return {law for law, _ in prove_log(kept=kept).faults}


def forge() -> None:
    """What an insider with the database and the log's key can do: let a whole new log follow the changed rows."""
    with a_superuser_without_triggers(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_checkpoint; DELETE FROM ledger_unsealedentry")
        cursor.execute("""INSERT INTO ledger_unsealedentry (holding_id, entry_id)
            SELECT leaf.holding_id, entry_id FROM ledger_leaf leaf JOIN ledger_entry entry
            ON entry.holding_id = leaf.holding_id AND entry.id = entry_id ORDER BY index""")
        cursor.execute("DELETE FROM ledger_leaf")
    shutil.rmtree(log_store().root)
    seal_all(limit=4)


def test_a_sound_log_is_proved(followed: Callable[[], object], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("prove_book")
    said = capsys.readouterr().out
    assert "holds  log-roots" in said and "log-remembered" not in said


@pytest.mark.parametrize(
    ("attack", "laws"),
    [
        (EDIT, {"log-roots", "log-published"}),
        (DELETE, {"log-complete", "log-roots", "log-published"}),
        (SWAP, {"log-roots", "log-published"}),
        (TRUNCATE, {"log-published"}),
        ("DELETE FROM ledger_leaf WHERE index = 2", {"log-dense", "log-complete", "log-roots", "log-published"}),
        ("DELETE FROM ledger_leaf WHERE index = 5", {"log-dense", "log-complete"}),
        ("UPDATE ledger_checkpoint SET root = decode(repeat('00', 32), 'hex') WHERE size = 4", {"log-roots"}),
        ("UPDATE ledger_checkpoint SET note = 'x' WHERE size = 4", {"log-roots"}),
        ("UPDATE ledger_entry SET actor_id = gen_random_uuid() WHERE kind = 'redeem'", {"log-roots", "log-published"}),
        ("UPDATE ledger_entry SET payload_digest = 'x' WHERE kind = 'redeem'", {"log-roots", "log-published"}),
        ("UPDATE ledger_transfer SET holding_id = holding_id, kind = 'lapse' WHERE sequence = 2",
         {"log-roots", "log-published"}),
    ],
)  # fmt: skip
def test_a_change_of_rows_is_found_in_the_log(followed: Callable[[], object], attack: str, laws: set[str]) -> None:
    break_book(attack)
    assert laws_broken() == laws


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_a_log_made_to_follow_the_change_is_found_by_the_mirror_and_by_a_kept_checkpoint(
    followed: Callable[[], tuple[int, str]], attack: str
) -> None:
    kept = log_store().checkpoint
    break_book(attack)
    forge()
    assert laws_broken(kept) == {"log-remembered"}
    code, said = followed()
    assert (code, said.startswith("LIE ")) == (1, True), said


def test_a_change_of_the_published_files_is_found_by_both(
    followed: Callable[[], tuple[int, str]], settings: LazySettings
) -> None:
    [bundle] = Path(settings.TLOG_ROOT).glob("tile/entries/000.p/6")
    bundle.write_bytes(bundle.read_bytes().replace(b'"credits":"4.00"', b'"credits":"9.00"', 1))
    assert laws_broken() == {"log-published"}
    assert "history-rewritten" in followed()[1]


def test_yesterdays_backup_is_found_by_both(followed: Callable[[], tuple[int, str]], tmp_path: Path) -> None:
    kept = log_store().checkpoint
    assert kept is not None
    break_book(TRUNCATE)
    store = log_store()
    store.publish(bytes(sign_checkpoint(Checkpoint(log_key().name, 4, _root_of_four()), log_key())))
    assert laws_broken() == set()
    assert laws_broken(kept) == {"log-remembered"}
    assert "rolled-back" in followed()[1]
    a_short_book(3)
    seal_all()
    assert laws_broken(kept) == {"log-remembered"}
    assert followed()[0] == 1


def _root_of_four() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT root FROM ledger_checkpoint WHERE size = 4")
        return bytes(cursor.fetchone()[0])


def test_another_signature_than_the_logs_is_found_by_both(followed: Callable[[], tuple[int, str]]) -> None:
    note = log_store().checkpoint or b""
    log_store().publish(note.replace(b"\n6\n", b"\n7\n"))
    assert laws_broken() == {"log-published"}
    assert "signature-invalid" in followed()[1]


def test_a_lost_folder_is_built_again_from_the_entries(followed: Callable[[], tuple[int, str]]) -> None:
    before, leaves = log_store().checkpoint, public_leaves()
    shutil.rmtree(log_store().root)
    assert rebuild_log() == 6
    assert (log_store().checkpoint, public_leaves(), laws_broken()) == (before, leaves, set())
    assert followed() == (0, "6 entries read, 0 findings\n")


def test_it_is_not_built_from_entries_that_were_changed(followed: Callable[[], object]) -> None:
    shutil.rmtree(log_store().root)
    break_book(EDIT)
    with pytest.raises(EntriesDiffer):
        rebuild_log()
    assert log_store().checkpoint is None


def test_the_command_ends_with_1_and_names_the_leaf(
    followed: Callable[[], object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(log_store().checkpoint or b"")
    call_command("prove_book", checkpoint=kept)
    break_book(
        "UPDATE ledger_entry SET narration = 'nothing' WHERE id = (SELECT entry_id FROM ledger_leaf WHERE index = 3)"
    )
    with pytest.raises(SystemExit):
        call_command("prove_book")
    assert "Leaf 3 is published otherwise" in capsys.readouterr().out
    assert shown().checkpoint.size == 6
