import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection

from ledger import merkle
from ledger.commands import seal as sealing
from ledger.commands.publishing import DatabaseOlder, PublishedDiffers, PublishedMissing
from ledger.commands.seal import TreesDiffer, seal
from ledger.log.checkpoints import Checkpoint as LogCheckpoint
from ledger.log.checkpoints import sign_checkpoint
from ledger.log.leaves import parse_leaf
from ledger.log.refusals import LogMalformed, NotSigned, TileMissing
from ledger.log_settings import log_key, log_store
from ledger.models import Checkpoint, Entry, Leaf, UnsealedEntry
from ledger.queries import log as log_queries
from ledger.queries.leaves import EntryLeaves
from ledger.queries.log import alarms, waiting
from tests.ledger.book import a_lot, deposit, holding, issuer
from tests.ledger.sealing import a_short_book, public_leaves, public_tree, seal_all, shown

pytestmark = pytest.mark.django_db


def test_every_entry_becomes_a_leaf_under_a_signed_checkpoint() -> None:
    a_short_book()
    assert seal_all() == Entry.objects.count() == 4
    assert shown().checkpoint.size == Leaf.objects.count() == 4
    assert public_tree().root() == shown().checkpoint.root
    assert {parse_leaf(leaf).entry_id for leaf in public_leaves()} == set(Entry.objects.values_list("id", flat=True))
    assert waiting().count == 0


def test_an_empty_log_is_signed_first_and_nothing_is_signed_twice() -> None:
    assert seal() == 0
    first = log_store().checkpoint
    assert shown().checkpoint == LogCheckpoint(log_key().name, 0, merkle.EMPTY_ROOT)
    assert seal() == 0
    assert (log_store().checkpoint, Checkpoint.objects.count()) == (first, 1)


def test_indexes_are_dense_and_bites_make_one_tree() -> None:
    a_short_book(5)
    deposit(holding(), *(a_lot(origin) for origin in [issuer()] * 70))
    seal_all(limit=3)
    places = list(Leaf.objects.order_by("index").values_list("index", "parts"))
    assert [index for index, _ in places] == [sum(parts for _, parts in places[:at]) for at in range(len(places))]
    assert sum(parts for _, parts in places) == shown().checkpoint.size == 12
    whole = merkle.root_of(merkle.leaf_hashes(public_leaves()))
    assert whole == shown().checkpoint.root == public_tree().root()


def test_an_effect_never_stands_before_its_cause() -> None:
    a_short_book(20)
    seal_all(limit=7)
    steps: dict[Any, int] = {}
    for leaf in public_leaves():
        for move in parse_leaf(leaf).transfers:
            assert move.sequence == steps.get(move.lot_id, 0) + 1
            steps[move.lot_id] = move.sequence


def test_a_database_from_before_the_published_checkpoint_refuses_to_sign() -> None:
    a_short_book()
    seal_all()
    note = log_store().checkpoint
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM ledger_checkpoint WHERE size > 0")
        cursor.execute("SET session_replication_role = origin")
    deposit(holding(), a_lot(issuer()))
    with pytest.raises(DatabaseOlder, match="restore a later one"):
        seal()
    assert log_store().checkpoint == note
    assert [alarm.code for alarm in alarms()] == ["seal-database-older"]


def test_a_database_without_any_checkpoint_refuses_to_begin_a_published_log_anew() -> None:
    a_short_book()
    seal_all()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM ledger_checkpoint")
        cursor.execute("SET session_replication_role = origin")
    with pytest.raises(DatabaseOlder):
        seal()


def test_a_published_checkpoint_that_the_database_never_signed_stops_the_sequencer() -> None:
    a_short_book()
    seal_all()
    other = LogCheckpoint(log_key().name, shown().checkpoint.size, bytes(32))
    log_store().publish(bytes(sign_checkpoint(other, log_key())))
    with pytest.raises(PublishedDiffers):
        seal()


def test_a_lost_folder_stops_the_sequencer(settings: LazySettings) -> None:
    a_short_book()
    seal_all()
    shutil.rmtree(settings.TLOG_ROOT)
    with pytest.raises(PublishedMissing, match="publish_log"):
        seal()


def test_a_lost_tile_stops_the_sequencer_and_nothing_is_taken_from_the_outbox(settings: LazySettings) -> None:
    a_short_book()
    seal_all()
    shutil.rmtree(Path(settings.TLOG_ROOT) / "tile")
    a_short_book(1)
    with pytest.raises(TileMissing):
        seal()
    assert waiting().count == 2


def test_another_key_than_the_published_one_stops_the_sequencer(settings: LazySettings) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from ledger.log.notes import SigningKey, signing_key_text

    seal_all()
    settings.LOG_SIGNING_KEY = signing_key_text(SigningKey(log_key().name, Ed25519PrivateKey.generate()))
    with pytest.raises(NotSigned):
        seal()


def test_a_flipped_bit_in_one_of_the_two_computations_signs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    a_short_book()
    seal()
    before, honest = log_store().checkpoint, sealing.leaves_from
    monkeypatch.setattr(sealing, "leaves_from", flipping(honest))
    with pytest.raises(TreesDiffer):
        seal()
    assert (log_store().checkpoint, waiting().count, Leaf.objects.count()) == (before, 4, 0)
    monkeypatch.setattr(sealing, "leaves_from", honest)
    assert (seal(), alarms()) == (4, [])
    assert [alarm.code for alarm in alarms(ended=True)] == ["seal-trees-differ"]


def flipping(honest: Callable[..., list[EntryLeaves]]) -> Callable[..., list[EntryLeaves]]:
    """The first reading has one bit of one leaf wrong, as broken memory would have it."""
    readings: list[int] = []

    def read(*places: Any, **secret: Any) -> list[EntryLeaves]:
        leaves = honest(*places, **secret)
        readings.append(1)
        if len(readings) == 1:
            leaf = bytearray(leaves[0].leaves[0])
            leaf[100] ^= 1
            leaves[0].leaves[0] = bytes(leaf)
        return leaves

    return read


@pytest.mark.parametrize("bad", ["tile/entries", "tile/0"])
def test_a_flipped_bit_on_the_disk_signs_nothing(settings: LazySettings, bad: str) -> None:
    a_short_book()
    seal_all()
    [file] = [path for path in (Path(settings.TLOG_ROOT) / bad).rglob("*") if path.is_file()]
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    a_short_book(1)
    with pytest.raises(LogMalformed, match="does not give the hashes"):
        seal()
    assert (shown().checkpoint.size, waiting().count) == (4, 2)


def test_a_full_disk_signs_nothing_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    a_short_book()
    seal()

    def full(*_arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        seal()
    monkeypatch.undo()
    assert (shown().checkpoint.size, waiting().count) == (0, 4)
    assert "No space left" in alarms()[0].detail
    assert seal() == 4


def test_a_checkpoint_committed_but_not_shown_is_shown_by_the_next_call(monkeypatch: pytest.MonkeyPatch) -> None:
    a_short_book()
    seal()

    def killed(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ledger.log.store.LogStore.publish", killed)
    with pytest.raises(KeyboardInterrupt):
        seal()
    monkeypatch.undo()
    assert (shown().checkpoint.size, Leaf.objects.count()) == (0, 4)
    assert seal() == 0
    assert shown().checkpoint.size == 4


def test_a_second_sequencer_waits_its_turn_without_a_word() -> None:
    a_short_book()
    seal()
    with log_store().sole_writer() as mine:
        assert mine
        assert seal() == 0
    assert UnsealedEntry.objects.count() == 4


def test_the_chain_of_checkpoints_cannot_fork() -> None:
    from django.db import IntegrityError, transaction

    a_short_book()
    seal_all()
    forked = Checkpoint(size=9, previous_size=0, root=bytes(32), peaks=b"", note=b"")
    with pytest.raises(IntegrityError, match="checkpoint_follows_one"), transaction.atomic():
        forked.save(force_insert=True)
    assert log_queries.head().size == 4  # type: ignore[union-attr]
