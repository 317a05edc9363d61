"""Whether the database may go on from what is published, and making up what a crash kept back."""

from ledger.log.store import LogStore
from ledger.log.tiles import TileTree
from ledger.queries.log import LogHead, checkpoint_at
from ledger.queries.published import published
from ledger.refusals import Refusal


class DatabaseOlder(Refusal):
    """The database was restored from before the last published checkpoint: going on would fork the log."""

    code = "seal-database-older"
    title = "The database is older than the published log"
    status = 409


class PublishedDiffers(Refusal):
    """The published checkpoint is not one of those that the database has signed."""

    code = "seal-published-differs"
    title = "The published log is not this database's"
    status = 409


class PublishedMissing(Refusal):
    """The folder of the published log has lost its checkpoint."""

    code = "seal-published-missing"
    title = "The published log is missing"
    status = 409


def catch_up_with(store: LogStore, head: LogHead | None) -> None:
    """Show the database's checkpoint where a crash kept it back, and refuse a database that must not go on."""
    shown = published(store)
    if head is None:
        if shown is not None and shown.checkpoint.size:
            raise DatabaseOlder(_older(shown.checkpoint.size, 0))
        return
    if shown is None:
        if head.size:
            raise PublishedMissing(
                f"{store.root} shows no checkpoint, expected the one of {head.size} leaves. Bring the folder back, or"
                " let bin/manage publish_log build it from the entries."
            )
        _show(store, head)
        return
    size = shown.checkpoint.size
    if size > head.size:
        raise DatabaseOlder(_older(size, head.size))
    ours = head if size == head.size else checkpoint_at(size)
    if ours is None or ours.root != shown.checkpoint.root:
        raise PublishedDiffers(
            f"The published checkpoint of {size} leaves has the root {shown.checkpoint.root.hex()}; the database "
            + (f"signed {ours.root.hex()}." if ours else "never signed one of this size.")
            + " One of them is not this bank's, or was changed. Nothing is signed until a person has looked."
        )
    if size < head.size:
        _show(store, head)


def _show(store: LogStore, head: LogHead) -> None:
    """Show a checkpoint that was committed and then kept back by a crash, if its tiles are all there."""
    root = TileTree(store.read, head.size).root()
    if root != head.root:
        raise PublishedDiffers(
            f"The tiles of {head.size} leaves give the root {root.hex()}, signed is {head.root.hex()}. Let bin/manage"
            " publish_log build them from the entries."
        )
    store.publish(head.note)


def _older(shown: int, ours: int) -> str:
    return (
        f"{shown} leaves are published and signed, the database knows {ours}. It was restored from a backup that lacks"
        " entries which the public has seen: restore a later one. Nothing is signed until then."
    )
