"""bin/audit-mirror against a log on a real server: honest growth is fine, and every lie is found and named."""

import ast
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ledger import merkle
from ledger.log.tiles import bundle_bytes
from tests.ledger.log.facts import REDEMPTION, book, entry, move
from tests.ledger.log.mirrored import KEY, OTHER_KEY, PROGRAM, PublishedLog, mirror, served, written

LEAVES = written(book(900))
EDITED = written([entry(1, "deposit", replace(move(0), credits=move(0).credits + 1))])[0]


@pytest.fixture
def log() -> Iterator[PublishedLog]:
    with served(PublishedLog().publish(LEAVES[:600])) as running:
        yield running


def test_an_honest_log_is_fine_from_the_first_entry_on_and_after_every_growth(
    log: PublishedLog, tmp_path: Path
) -> None:
    assert mirror(log, tmp_path) == (0, "600 entries read, 0 findings\n")
    for size in (600, 601, 767, 768, 900):
        log.publish(LEAVES[len(log.leaves) : size])
        assert mirror(log, tmp_path) == (0, f"{size} entries read, 0 findings\n")
    assert mirror(log, tmp_path, "--again") == (0, "900 entries read, 0 findings\n")


def test_a_log_of_nothing_is_fine(tmp_path: Path) -> None:
    with served(PublishedLog().publish([])) as log:
        assert mirror(log, tmp_path) == (0, "0 entries read, 0 findings\n")
        log.publish(LEAVES[:1])
        assert mirror(log, tmp_path) == (0, "1 entries read, 0 findings\n")


def test_it_folds_only_what_is_new_and_samples_what_is_old(log: PublishedLog, tmp_path: Path) -> None:
    mirror(log, tmp_path)
    log.publish(LEAVES[600:900])
    log.asked.clear()
    assert mirror(log, tmp_path)[0] == 0
    assert {"tile/entries/000", "tile/entries/001", "tile/0/002", "tile/0/003.p/132", "tile/1/000.p/3"} <= {*log.asked}
    assert not {"tile/0/000", "tile/0/001"} & {*log.asked}


def edit_a_bundle(log: PublishedLog) -> None:
    log.files["tile/entries/000"] = bundle_bytes([LEAVES[0], EDITED, *LEAVES[2:256]])


def edit_the_tail(log: PublishedLog) -> None:
    log.files["tile/entries/002.p/88"] = bundle_bytes([EDITED, *LEAVES[513:600]])


def edit_and_sign_again(log: PublishedLog) -> None:
    log.rewrite([LEAVES[0], EDITED, *LEAVES[2:600]])


def edit_sign_again_and_grow(log: PublishedLog) -> None:
    log.rewrite([LEAVES[0], EDITED, *LEAVES[2:700]])


def edit_the_tail_and_grow(log: PublishedLog) -> None:
    log.rewrite([*LEAVES[:512], EDITED, *LEAVES[513:700]])


def delete(log: PublishedLog) -> None:
    log.rewrite([*LEAVES[:300], *LEAVES[301:601]])


def swap(log: PublishedLog) -> None:
    log.rewrite([*LEAVES[:300], LEAVES[301], LEAVES[300], *LEAVES[302:700]])


def truncate(log: PublishedLog) -> None:
    log.rewrite(LEAVES[:599])


def roll_back(log: PublishedLog) -> None:
    log.rewrite(LEAVES[:300])


def sign_another_root(log: PublishedLog) -> None:
    log.sign(bytes(32), size=600)


def sign_more_than_there_is(log: PublishedLog) -> None:
    log.sign(bytes(32), size=601)


def sign_with_another_key(log: PublishedLog) -> None:
    log.sign(log.root(), key=OTHER_KEY)


def show_another_key(log: PublishedLog) -> None:
    log.files["vkey"] = str(OTHER_KEY.verifier).encode()
    log.sign(log.root(), key=OTHER_KEY)


def spoil_the_checkpoint(log: PublishedLog) -> None:
    log.files["checkpoint"] = log.files["checkpoint"].replace(b"\n600\n", b"\n601\n")


def grow_over_a_wrong_leaf_tile(log: PublishedLog) -> None:
    log.publish(LEAVES[600:700])
    log.files["tile/0/002.p/188"] = bytes(32) + log.files["tile/0/002.p/188"][32:]


def grow_over_a_wrong_upper_tile(log: PublishedLog) -> None:
    log.publish(LEAVES[600:800])
    log.files["tile/1/000.p/3"] = bytes(32) + log.files["tile/1/000.p/3"][32:]


def break_off_a_bundle(log: PublishedLog) -> None:
    log.publish(LEAVES[600:700])
    log.files["tile/entries/002.p/188"] = log.files["tile/entries/002.p/188"][:-1]


LIES: dict[Callable[[PublishedLog], None], str] = {
    edit_a_bundle: "history-rewritten: entries 0 to 255",
    edit_and_sign_again: "split-view",
    edit_sign_again_and_grow: "history-rewritten: entries 0 to 255",
    edit_the_tail_and_grow: "history-rewritten: entries 512 to 599",
    delete: "split-view",
    swap: "history-rewritten: entries 256 to 511",
    truncate: "rolled-back: the log signed 600 entries before and shows 599 now",
    roll_back: "rolled-back",
    sign_another_root: "split-view",
    sign_more_than_there_is: "withheld: tile/entries/002.p/89",
    sign_with_another_key: "signature-invalid",
    show_another_key: "key-changed",
    spoil_the_checkpoint: "signature-invalid",
    grow_over_a_wrong_leaf_tile: "tile-mismatch: tile/0/002.p/188",
    grow_over_a_wrong_upper_tile: "tile-mismatch: tile/1/000.p/3",
    break_off_a_bundle: "entries-malformed",
}


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_a_mirror_that_goes_on_finds_and_names_the_lie(
    log: PublishedLog, tmp_path: Path, lie: Callable[[PublishedLog], None]
) -> None:
    assert mirror(log, tmp_path)[0] == 0
    lie(log)
    for _ in range(2):
        code, said = mirror(log, tmp_path)
        assert code == 1
        assert said.startswith(f"LIE {LIES[lie]}")
    assert list(tmp_path.glob("lie-*.txt"))


@pytest.mark.parametrize("lie", [edit_a_bundle, edit_the_tail, sign_another_root, spoil_the_checkpoint])
def test_a_mirror_that_starts_finds_what_contradicts_itself(
    log: PublishedLog, tmp_path: Path, lie: Callable[[PublishedLog], None]
) -> None:
    lie(log)
    code, said = mirror(log, tmp_path, "--again")
    assert code == 1
    assert said.startswith(("LIE tile-mismatch", "LIE root-mismatch", "LIE signature-invalid"))


def test_two_mirrors_are_shown_different_logs_and_each_finds_out_when_shown_the_other(
    log: PublishedLog, tmp_path: Path
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert mirror(log, one)[0] == 0
    honest = dict(log.files)
    log.rewrite([LEAVES[0], *written([entry(1, "act")]), *LEAVES[6:604]])
    assert mirror(log, other)[1].endswith("findings\n")
    assert mirror(log, one)[1].startswith("LIE split-view")
    log.files = honest
    assert mirror(log, other)[1].startswith("LIE split-view")
    assert mirror(log, one)[0] == 0


def test_a_rewritten_log_is_found_by_reading_again_as_well(log: PublishedLog, tmp_path: Path) -> None:
    assert mirror(log, tmp_path)[0] == 0
    log.rewrite([LEAVES[0], EDITED, *LEAVES[2:700]])
    code, said = mirror(log, tmp_path, "--again")
    assert (code, said.split(":")[0]) == (1, "LIE root-mismatch")


def test_credits_out_of_nothing_are_found_in_a_log_that_is_signed_and_sound(tmp_path: Path) -> None:
    twice = [entry(1000 + number, "redeem", move(0, 4 + number, REDEMPTION)) for number in range(2)]
    with served(PublishedLog().publish([*LEAVES[:600], *written(twice)])) as log:
        for _ in range(2):
            code, said = mirror(log, tmp_path)
            assert code == 1
            assert "LIE custody-broken: entry 601" in said
            assert "LIE not-conserved" in said


def test_a_leaf_that_is_not_a_leaf_is_found(tmp_path: Path) -> None:
    with served(PublishedLog().publish([*LEAVES[:6], b"{}", LEAVES[6].replace(b'"part":1', b'"part": 1')])) as log:
        code, said = mirror(log, tmp_path)
        assert (code, said.count("LIE leaf-malformed: entry")) == (1, 2)


def test_a_log_that_can_not_be_reached_is_no_lie(log: PublishedLog, tmp_path: Path) -> None:
    log.broken = True
    assert mirror(log, tmp_path)[0] == 2
    log.broken = False
    assert mirror(log, tmp_path)[0] == 0
    del log.files["checkpoint"]
    assert mirror(log, tmp_path)[0] == 2
    log.url = "http://127.0.0.1:1"
    assert mirror(log, tmp_path)[0] == 2


def test_it_resumes_where_it_stood_when_the_log_went_away_in_the_middle(tmp_path: Path) -> None:
    with served(PublishedLog().publish([b"leaf %d" % number for number in range(65 * 256)])) as log:
        gone = log.files.pop("tile/entries/064")
        assert mirror(log, tmp_path)[1].startswith("LIE withheld: tile/entries/064")
        log.files["tile/entries/064"] = gone
        log.asked.clear()
        assert mirror(log, tmp_path)[1].endswith(f"{65 * 256} entries read, {65 * 256} findings\n")
        assert [path for path in log.asked if path.startswith("tile/0/")] == ["tile/0/064"]


def test_a_mirror_recovers_once_the_log_shows_again_what_it_signed(tmp_path: Path) -> None:
    with served(PublishedLog().publish([b"leaf %d" % number for number in range(65 * 256)])) as log:
        honest = dict(log.files)
        log.files["tile/entries/000"] = bundle_bytes([b"edited", *log.leaves[1:256]])
        log.files["tile/0/000"] = merkle.leaf_hash(b"edited") + honest["tile/0/000"][32:]
        assert mirror(log, tmp_path)[1].startswith("LIE root-mismatch")
        log.files = honest
        assert mirror(log, tmp_path)[1].endswith(f"{65 * 256} entries read, {65 * 256} findings\n")


def test_a_mirror_that_was_killed_goes_on_and_ends_where_it_would_have(tmp_path: Path) -> None:
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    with served(PublishedLog().publish(written(book(20_000)))) as log:
        command = [sys.executable, "-I", str(PROGRAM), log.url, str(killed)]
        for paths in (70, 10, 3):
            log.asked.clear()
            running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            while len(log.asked) < paths and running.poll() is None:
                time.sleep(0.001)
            running.kill()
            running.wait()
        assert mirror(log, killed) == mirror(log, whole) == (0, "20000 entries read, 0 findings\n")


def test_the_key_can_come_from_a_trusted_source(log: PublishedLog, tmp_path: Path) -> None:
    right, wrong, broken = tmp_path / "right", tmp_path / "wrong", tmp_path / "broken"
    right.write_text(f"{KEY.verifier}\n")
    wrong.write_text(f"{OTHER_KEY.verifier}\n")
    broken.write_text("bank.example/tlog+00000000+AAAA\n")
    del log.files["vkey"]
    assert mirror(log, tmp_path / "a", "--vkey", str(right))[0] == 0
    assert mirror(log, tmp_path / "b", "--vkey", str(wrong))[1].startswith("LIE signature-invalid")
    assert mirror(log, tmp_path / "c", "--vkey", str(broken))[0] == 2
    assert mirror(log, tmp_path / "d")[0] == 2


def test_it_imports_nothing_of_the_bank_and_stays_small() -> None:
    """One file that a regulator reads and copies may have 420 lines, the house's limit for a function stays."""
    source = PROGRAM.read_text()
    tree = ast.parse(source)
    roots = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    roots |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    bank = {path.name for path in PROGRAM.parents[1].iterdir() if (path / "__init__.py").exists()}
    assert not {root.split(".")[0] for root in roots} & (bank | {"django", "launcher"})
    assert len(source.splitlines()) <= 420
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert not [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 50]
