"""Hands for tests of the seal: sealing everything, and the tree that the public sees."""

from django.conf import settings

from ledger.commands.seal import seal
from ledger.log.checkpoints import SealedCheckpoint
from ledger.log.store import LogStore
from ledger.log.tiles import ENTRIES, Tile, TileTree, read_bundle, width_at
from ledger.log_settings import log_store
from ledger.queries.entries import EntryFilter, EntryView, entries
from ledger.queries.published import published
from tests.ledger.book import a_lot, deposit, holding, issuer, programme, redeem


def a_short_book(learners: int = 2) -> None:
    """Record a deposit and a redemption for each of some learners."""
    for _number in range(learners):
        learner, lot = holding(), a_lot(issuer())
        deposit(learner, lot)
        redeem(learner, lot, programme())


def seal_all(*, limit: int = 1000) -> int:
    """Seal until nothing waits; return how many entries were sealed."""
    sealed = seal(limit=limit)
    while taken := seal(limit=limit):
        sealed += taken
    return sealed


def sealed_entries(wanted: EntryFilter, *, limit: int) -> list[EntryView]:
    """Seal everything and return entries, newest first."""
    seal_all()
    return entries(wanted, limit=limit)


def shown() -> SealedCheckpoint:
    """The checkpoint that the public sees, its signature verified."""
    found = published(log_store())
    assert found is not None
    return found


def forge_checkpoint() -> None:
    """Publish the checkpoint with another size under the old signature."""
    size, note = shown().checkpoint.size, bytes(shown().note)
    log_store().publish(note.replace(b"\n%d\n" % size, b"\n%d\n" % (size + 1), 1))


def public_tree() -> TileTree:
    return TileTree(log_store().read, shown().checkpoint.size)


def public_leaves(store: LogStore | None = None) -> list[bytes]:
    """Every leaf that the public can read."""
    store, size = store or log_store(), shown().checkpoint.size
    leaves: list[bytes] = []
    for number in range(-(-size // 256)):
        leaves += read_bundle(store.read, Tile(ENTRIES, number, width_at(ENTRIES, number, size)))
    return leaves


def tlog_root() -> str:
    return str(settings.TLOG_ROOT)
