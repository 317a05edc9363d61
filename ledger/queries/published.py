"""What the public sees of the log."""

from ledger.log.checkpoints import SealedCheckpoint, open_checkpoint
from ledger.log.store import LogStore
from ledger.log_settings import log_store, log_verifier


def published(store: LogStore) -> SealedCheckpoint | None:
    """Return the checkpoint that everybody sees; refuses one that the log's key did not sign."""
    note = store.checkpoint
    return None if note is None else open_checkpoint(note, log_verifier())


def shown_note() -> bytes | None:
    """Return the signed checkpoint that everybody sees, with the cosignatures of witnesses, as bytes."""
    return log_store().checkpoint
