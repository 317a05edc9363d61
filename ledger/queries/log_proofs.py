"""Proofs for people: that an entry is in the published log, and that one state of the log contains another."""

from dataclasses import dataclass
from uuid import UUID

from ledger import merkle
from ledger.log.checkpoints import Checkpoint, parse_checkpoint
from ledger.log.leaves import parse_leaf
from ledger.log.notes import parse_note
from ledger.log.proof_files import ProofFile
from ledger.log.tiles import TileTree
from ledger.log_settings import log_store, salt_secret
from ledger.queries.cosignatures import with_cosignatures
from ledger.queries.entries import entry_of
from ledger.queries.log import checkpoint_at, leaf_places
from ledger.queries.plain_leaves import plain_leaves_of
from ledger.queries.published import published
from ledger.refusals import NotFound, Refusal


class NotSealedYet(Refusal):
    """The entry is in the book and waits for the sequencer."""

    code = "not-sealed-yet"
    title = "This entry is not in the log yet"
    status = 409


class LeafDiffers(Refusal):
    """The entry's rows no longer say what was sealed: somebody changed the book."""

    code = "leaf-differs"
    title = "The book no longer says what was sealed"
    status = 409


@dataclass(frozen=True, slots=True)
class Inclusion:
    """An entry's leaves, made anew from its rows, with the path of each to the root of a signed checkpoint."""

    entry_id: UUID
    index: int
    parts: int
    size: int
    root: bytes
    checkpoint: bytes
    leaves: tuple[bytes, ...]
    proofs: tuple[tuple[bytes, ...], ...]


def inclusion_of(entry_id: UUID, *, size: int | None = None) -> Inclusion:
    """Return the proof of an entry under the published checkpoint, or under the one signed at a size.

    Refuses an entry that is not in the book, not sealed yet (`NotSealedYet`) or changed since (`LeafDiffers`), and a
    size at which nothing was signed or that does not reach the entry.
    """
    entry_of(entry_id)
    note, state = _signed(size)
    place = leaf_places([entry_id]).get(entry_id)
    if place is None or place.index + place.parts > state.size:
        raise NotSealedYet(f"Entry {entry_id} is not among the {state.size} leaves. It is sealed within seconds.")
    leaves = plain_leaves_of([entry_id], secret=salt_secret())[entry_id]
    tree = _tree(state.size)
    sealed = [tree.node(0, index) for index in range(place.index, place.index + place.parts)]
    if merkle.leaf_hashes(leaves) != sealed:
        raise LeafDiffers(
            f"Entry {entry_id} (leaf {place.index}) has other contents than those that were sealed. bin/manage"
            " prove_book says what else was changed."
        )
    indexes = range(place.index, place.index + place.parts)
    proofs = tuple(tuple(merkle.inclusion_proof(tree.node, index, state.size)) for index in indexes)
    return Inclusion(entry_id, place.index, place.parts, state.size, state.root, note, tuple(leaves), proofs)


def consistency_between(first: int, second: int) -> list[bytes]:
    """Return the proof that the log of `second` leaves begins with the log of `first`; refuses sizes beyond it."""
    shown = published(log_store())
    size = shown.checkpoint.size if shown else 0
    if not 0 <= first <= second <= size:
        raise merkle.NotInTree(
            f"Saw first={first} and second={second}; expected 0 <= first <= second <= {size}, the published size.",
            field="second",
        )
    return merkle.consistency_proof(_tree(second).node, first, second)


def roots_at(*sizes: int) -> list[bytes]:
    """Return the root that the log had at each size, none beyond the published one."""
    tree = _tree(max(sizes))
    return [tree.root(size) for size in sizes]


def proof_file_of(entry_id: UUID, *, lot_id: UUID | None = None) -> bytes:
    """Return a `.tlog-proof` of an entry: of the leaf that moves a lot if one is named, else of its first leaf.

    Refuses what `inclusion_of` refuses, and a lot that the entry does not move.
    """
    found = inclusion_of(entry_id)
    part = 0 if lot_id is None else _part_with(found, lot_id)
    leaf = found.leaves[part]
    return bytes(ProofFile(found.index + part, found.proofs[part], found.checkpoint, leaf))


def _tree(size: int) -> TileTree:
    """Return the published tree, which holds every smaller one: tiles that end where that one did may be missing."""
    shown = published(log_store())
    return TileTree(log_store().read, max(size, shown.checkpoint.size if shown else 0))


def _part_with(found: Inclusion, lot_id: UUID) -> int:
    for part, leaf in enumerate(found.leaves):
        if any(move.lot_id == lot_id for move in parse_leaf(leaf).transfers):
            return part
    raise NotFound(f"Entry {found.entry_id} does not move lot {lot_id}.")


def _signed(size: int | None) -> tuple[bytes, Checkpoint]:
    """Return a signed note and what it says."""
    if size is None:
        shown = published(log_store())
        if shown is None:
            raise NotSealedYet("Nothing was sealed yet.")
        return bytes(shown.note), shown.checkpoint
    row = checkpoint_at(size)
    if row is None:
        raise NotFound(f"No checkpoint was signed at {size} leaves.")
    note = parse_note(row.note)
    return bytes(with_cosignatures(note, size)), parse_checkpoint(note.text)
