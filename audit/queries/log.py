"""The published log, file by file."""

from ledger.log.refusals import LogMalformed
from ledger.log.tiles import parse_path, width_at
from ledger.log_settings import log_store
from ledger.queries.published import published
from ledger.refusals import NotFound


def log_file(path: str) -> bytes:
    """Return a tile or bundle that the published checkpoint covers.

    Refuses any other path, also of a file that a crash left behind: it may not become the one that is signed.
    """
    store = log_store()
    shown = published(store)
    try:
        tile = parse_path(path)
    except LogMalformed as refusal:
        raise NotFound(refusal.detail) from refusal
    size = shown.checkpoint.size if shown else 0
    content = store.read(path) if width_at(tile.level, tile.index, size) >= tile.width else None
    if content is None:
        raise NotFound(f"The log of {size} leaves has no {path}.")
    return content
