"""The laws of the log, recomputed from the book's rows: order, completeness, every signed root, what is published."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from ledger import merkle
from ledger.log.checkpoints import Checkpoint as LogCheckpoint
from ledger.log.checkpoints import open_checkpoint
from ledger.log.tiles import ENTRIES, Tile, read_bundle, read_tile, width_at
from ledger.log_settings import log_store, log_verifier, salt_secret
from ledger.models import Checkpoint
from ledger.queries.log import leaf_rows
from ledger.queries.plain_leaves import plain_leaves_of
from ledger.queries.proof import snapshot
from ledger.queries.published import published
from ledger.refusals import Refusal

CHUNK = 256
SHOWN = 20
REMEMBERED = "log-remembered"
LAWS = {
    "log-dense": "Leaves are numbered 0, 1, 2... without gap, and the last checkpoint covers exactly these.",
    "log-complete": "Every entry of the book is in the log or waits for it, and none is in both.",
    "log-roots": "The entries give the root of every checkpoint that was ever signed, and the log's key signed each.",
    "log-published": "What the public reads is what the entries say, under a checkpoint that the database signed.",
    REMEMBERED: "The checkpoint that was kept outside is one of this log's states.",
}
_ASTRAY = """
    SELECT entry.id FROM ledger_entry entry
    LEFT JOIN ledger_leaf leaf ON leaf.holding_id = entry.holding_id AND leaf.entry_id = entry.id
    LEFT JOIN ledger_unsealedentry waiting
        ON waiting.holding_id = entry.holding_id AND waiting.entry_id = entry.id
    WHERE (leaf.index IS NULL) = (waiting.position IS NULL) LIMIT %s
"""


@dataclass(slots=True)
class LogProof:
    """What was found: `faults` by law, each a sentence."""

    faults: list[tuple[str, str]] = field(default_factory=list)

    def found(self, law: str, sentence: str) -> None:
        """Keep a fault."""
        self.faults.append((law, sentence))


def prove_log(*, kept: bytes | None = None) -> LogProof:
    """Recompute the log from the rows, the plain way, and compare it with all that was signed and published.

    `kept` is a checkpoint that somebody saved outside (a signed note): the log must still contain it. Memory stays
    flat; the time is that of reading the whole book.
    """
    proof = LogProof()
    # Read before the snapshot begins: what is shown by now is in it, whatever is sealed meanwhile.
    shown = _shown(proof)
    with snapshot():
        _prove(proof, shown, kept)
    return proof


def _prove(proof: LogProof, shown: LogCheckpoint | None, kept: bytes | None) -> None:
    signed = {size: bytes(root) for size, root in Checkpoint.objects.values_list("size", "root")}
    size = shown.size if shown else 0
    if shown and signed.get(size) != shown.root:
        proof.found("log-published", f"The published checkpoint of {size} leaves is not one that the database signed.")
    if shown is None and any(signed):
        proof.found("log-published", f"{max(signed)} leaves were signed and no checkpoint is published.")
    _check_notes(proof)
    if kept is not None:
        _remember(proof, kept, signed)
    frontier = merkle.Frontier()
    _check_root(proof, frontier, signed)
    for leaves in _leaves(proof):
        known, fresh = frontier.size, merkle.leaf_hashes(leaves)
        stops = [size for size in range(known + 1, known + len(fresh) + 1) if size in signed]
        for stop in stops:
            _check_root(proof, frontier.extended(fresh[: stop - known]), signed)
        _compare(proof, known, leaves, size)
        frontier = frontier.extended(fresh)
    if frontier.size != max(signed, default=0):
        proof.found("log-dense", f"The log holds {frontier.size} leaves; signed are {max(signed, default=0)}.")
    with connection.cursor() as cursor:
        cursor.execute(_ASTRAY, [SHOWN])
        for (entry,) in cursor.fetchall():
            proof.found("log-complete", f"Entry {entry} is neither sealed nor waiting, or both.")


def _leaves(proof: LogProof) -> Iterator[list[bytes]]:
    """Yield the leaves of the log in order, a few hundred at a time."""
    expected, secret = 0, salt_secret()
    for chunk in leaf_rows(chunk=CHUNK):
        made = plain_leaves_of([row.entry_id for row in chunk], secret=secret)
        for row in chunk:
            if row.first != expected:
                proof.found("log-dense", f"Leaf {row.first} follows leaf {expected - 1}.")
            expected = row.first + row.parts
        yield [leaf for row in chunk for leaf in _of(proof, row.entry_id, row.first, row.parts, made)]


def _of(proof: LogProof, entry: UUID, index: int, parts: int, made: dict[UUID, list[bytes]]) -> list[bytes]:
    leaves = made.get(entry)
    if leaves is None or len(leaves) != parts:
        proof.found("log-complete", f"Entry {entry} (leaf {index}) is gone from the book, or has other transfers.")
        return [b""] * parts
    return leaves


def _check_root(proof: LogProof, frontier: merkle.Frontier, signed: dict[int, bytes]) -> None:
    root = signed.get(frontier.size)
    if root is not None and root != frontier.root:
        proof.found("log-roots", f"{frontier.size} leaves give the root {frontier.root.hex()}; signed is {root.hex()}.")


def _check_notes(proof: LogProof) -> None:
    for row in Checkpoint.objects.iterator(1000):
        try:
            told = open_checkpoint(bytes(row.note), log_verifier()).checkpoint
        except Refusal as refusal:
            proof.found("log-roots", f"Checkpoint {row.size}: {refusal.detail}")
            continue
        if (told.size, told.root) != (row.size, bytes(row.root)):
            proof.found("log-roots", f"Checkpoint {row.size} was signed as {told.size} with {told.root.hex()}.")


def _remember(proof: LogProof, kept: bytes, signed: dict[int, bytes]) -> None:
    told = open_checkpoint(kept, log_verifier()).checkpoint
    if signed.get(told.size) != told.root:
        proof.found(REMEMBERED, f"The kept checkpoint of {told.size} leaves is not in the book any more.")


def _shown(proof: LogProof) -> LogCheckpoint | None:
    """Return the checkpoint that the public sees."""
    try:
        shown = published(log_store())
    except Refusal as refusal:
        proof.found("log-published", f"The published checkpoint: {refusal.detail}")
        return None
    return shown.checkpoint if shown else None


def _compare(proof: LogProof, first: int, leaves: list[bytes], size: int) -> None:
    """Compare leaves with the published bundles and tiles that hold them."""
    store, at = log_store(), first
    while at < min(first + len(leaves), size):
        number = at // 256
        end = min((number + 1) * 256, first + len(leaves), size)
        width = width_at(ENTRIES, number, size)
        try:
            told = read_bundle(store.read, Tile(ENTRIES, number, width))
            hashes = read_tile(store.read, Tile(0, number, width))
        except Refusal as refusal:
            proof.found("log-published", refusal.detail)
            told, hashes = [b""] * width, [b""] * width
        for index in range(at, end):
            leaf = leaves[index - first]
            if told[index % 256] != leaf or hashes[index % 256] != merkle.leaf_hash(leaf):
                proof.found("log-published", f"Leaf {index} is published otherwise than its entry is in the book.")
        at = end
