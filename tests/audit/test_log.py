"""The published log over HTTP: what anybody reads, how long it may be kept, and what is not shown."""

import pytest
from django.test import Client

from ledger.log.checkpoints import open_checkpoint
from ledger.log.notes import parse_vkey
from ledger.log.tiles import TileTree, tiles_of
from ledger.log_settings import log_store
from ledger.models import Entry
from tests.ledger.book import a_lot, deposit, holding, issuer
from tests.ledger.sealing import a_short_book, seal_all, shown

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> bytes | None:
    answer = client.get(f"/tlog/{path}")
    return answer.content if answer.status_code == 200 else None


def test_a_stranger_verifies_the_log_from_its_addresses_alone(client: Client) -> None:
    origin = issuer()
    for _learner in range(300):
        deposit(holding(), a_lot(origin))
    seal_all(limit=130)
    note, key = read(client, "checkpoint"), read(client, "vkey")
    assert note and key
    state = open_checkpoint(note, parse_vkey(key.decode().strip())).checkpoint
    assert state.size == Entry.objects.count() == 300
    assert TileTree(lambda path: read(client, path), state.size).root() == state.root
    assert all(read(client, tile.path) for tile in tiles_of(state.size))


def test_tiles_are_kept_for_ever_and_the_checkpoint_for_a_moment(client: Client) -> None:
    a_short_book(1)
    seal_all()
    tile, checkpoint = client.get("/tlog/tile/0/000.p/2"), client.get("/tlog/checkpoint")
    assert "immutable" in tile["Cache-Control"] and "max-age=31536000" in tile["Cache-Control"]
    assert "max-age=1," in checkpoint["Cache-Control"]
    assert tile["Access-Control-Allow-Origin"] == checkpoint["Access-Control-Allow-Origin"] == "*"
    assert checkpoint["Content-Type"].startswith("text/plain")
    assert not tile.cookies and not checkpoint.cookies


def test_a_file_that_no_checkpoint_covers_is_not_shown(client: Client) -> None:
    a_short_book(1)
    seal_all()
    log_store().write({"tile/0/000.p/7": b"left by a crash", "tile/entries/000.p/7": b"left by a crash"})
    assert client.get("/tlog/tile/0/000.p/7").status_code == 404
    assert client.get("/tlog/tile/entries/000.p/7").status_code == 404
    assert shown().checkpoint.size == 2


@pytest.mark.parametrize(
    "path",
    ["tile/0/001", "tile/0/000", "tile/9/000", "tile/0/0", "tile/x/000", "tile/0/000.p/0", "tile/0/000.p/256",
     "tile/0/../../checkpoint", "tile/0/%2e%2e/checkpoint", "tile/entries/000.p/2%00", "tile/", ".writer"],
)  # fmt: skip
def test_other_paths_are_not_found(client: Client, path: str) -> None:
    a_short_book(1)
    seal_all()
    assert client.get(f"/tlog/{path}").status_code in {400, 404}


def test_before_the_first_seal_there_is_no_checkpoint(client: Client) -> None:
    assert client.get("/tlog/checkpoint").status_code == 404
    assert client.get("/tlog/vkey").status_code == 200
    assert client.post("/tlog/checkpoint").status_code == 405
