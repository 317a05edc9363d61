"""Building the published files of the log again from the entries of the book."""

from django.db import transaction

from ledger.log.notes import parse_note
from ledger.log.tiles import WIDTH, grow
from ledger.log_settings import log_store, salt_secret
from ledger.queries.cosignatures import with_cosignatures
from ledger.queries.leaves import leaves_of
from ledger.queries.log import head, leaf_rows
from ledger.refusals import Refusal

CHUNK = 64 * WIDTH


class EntriesDiffer(Refusal):
    """The entries of the book no longer give the tree that was signed."""

    code = "seal-entries-differ"
    title = "The entries of the book do not give the signed root"
    status = 409


def rebuild_log() -> int:
    """Write every tile from the entries and show the newest checkpoint; return the number of leaves.

    For a folder that was lost or damaged. Files are written over, the checkpoint last and only if the entries give its
    root; refuses with `EntriesDiffer` otherwise, and a folder that another process is writing.
    """
    store = log_store()
    with store.sole_writer() as mine, transaction.atomic():
        last = head()
        if not mine or last is None:
            raise Refusal("Nothing was signed yet, or another process is writing the log. Try again in a moment.")
        size, root = 0, last.root
        for rows in leaf_rows(chunk=CHUNK):
            places = [(str(row.holding_id), str(row.entry_id)) for row in rows]
            entries = leaves_of(places, secret=salt_secret())
            growth = grow(store.read, size=size, leaves=[leaf for entry in entries for leaf in entry.leaves])
            store.write(growth.files)
            size, root = growth.size, growth.root
        if (size, root) != (last.size, last.root):
            raise EntriesDiffer(
                f"The entries give {size} leaves with the root {root.hex()}; signed are {last.size} with"
                f" {last.root.hex()}. bin/manage prove_book names the entries."
            )
        store.publish(bytes(with_cosignatures(parse_note(last.note), last.size)))
        return size
