"""The published log: file by file, and where it stands."""

import base64
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from audit.paths import Step, steps_of
from audit.queries.book import may_inspect
from identity.principals import Principal
from ledger.log.checkpoints import SealedCheckpoint
from ledger.log.notes import Note, Signature
from ledger.log.proof_files import SUFFIX
from ledger.log.refusals import LogMalformed
from ledger.log.tiles import parse_path, width_at
from ledger.log_settings import log_store, log_verifier
from ledger.merkle import leaf_hash
from ledger.queries.cosignatures import WitnessState, witnesses
from ledger.queries.log import Alarm, LogHead, Waiting, alarms, checkpoint_at, checkpoints, waiting
from ledger.queries.log_proofs import NotSealedYet, consistency_between, inclusion_of, proof_file_of, roots_at
from ledger.queries.published import published
from ledger.refusals import NotFound, Refusal

_STAMPED_BYTES = 8 + 64


class LogUnreadable(Refusal):
    """The folder of the published log can't be read: a fault of the disk or of its permissions."""

    code = "log-unreadable"
    title = "The published log can't be read"
    status = 409


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A signature under the checkpoint that is not the log's own: whose, and when a witness says it saw it."""

    name: str
    key_id: str
    cosigned_at: datetime | None


@dataclass(frozen=True, slots=True)
class LogState:
    """Where the log stands: what the public sees, what waits, and why it would not be sealed.

    `fault` says why what is published can't be shown; `signed` is the database's own row of the checkpoint.
    """

    shown: SealedCheckpoint | None
    signed: LogHead | None
    fault: Refusal | None
    waiting: Waiting
    alarms: Sequence[Alarm]
    vkey: str
    witnesses: Sequence[WitnessState] = ()

    @property
    def cosignatures(self) -> list[Cosignature]:
        """What witnesses put under the checkpoint; their keys are theirs, so nothing here vouches for them."""
        return _cosignatures(self.shown.note) if self.shown else []

    @property
    def codes(self) -> list[str]:
        """What is wrong, by code."""
        return [*([self.fault.code] if self.fault else []), *(alarm.code for alarm in self.alarms)]


def log_state(actor: Principal) -> LogState:
    """Return where the log stands; only a regulator may."""
    may_inspect(actor)
    shown, fault = None, None
    try:
        with _readable():
            shown = published(log_store())
    except Refusal as refusal:
        fault = refusal
    signed = checkpoint_at(shown.checkpoint.size) if shown else None
    return LogState(shown, signed, fault, waiting(), alarms(), str(log_verifier()), witnesses())


def checkpoints_for(actor: Principal, *, limit: int, beyond: int | None, oldest_first: bool) -> list[LogHead]:
    """Return signed checkpoints beyond a size, newest first (or oldest); only a regulator may."""
    may_inspect(actor)
    return checkpoints(limit=limit, beyond=beyond, oldest_first=oldest_first)


@dataclass(frozen=True, slots=True)
class LeafProof:
    """One leaf of an entry with its path to the root."""

    index: int
    leaf: bytes
    leaf_hash: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class EntryProof:
    """The proof of an entry, leaf by leaf, under one signed checkpoint."""

    entry_id: UUID
    index: int
    parts: int
    size: int
    root: bytes
    checkpoint: bytes
    leaf_proofs: tuple[LeafProof, ...]


def inclusion_for(actor: Principal, entry_id: UUID, *, size: int | None = None) -> EntryProof:
    """Return the proof that an entry is in the log; only a regulator may. Refuses what `inclusion_of` refuses."""
    may_inspect(actor)
    with _readable():
        found = inclusion_of(entry_id, size=size)
    each = tuple(
        LeafProof(index, leaf, leaf_hash(leaf), proof)
        for index, (leaf, proof) in enumerate(zip(found.leaves, found.proofs, strict=True), found.index)
    )
    return EntryProof(entry_id, found.index, found.parts, found.size, found.root, found.checkpoint, each)


@dataclass(frozen=True, slots=True)
class ShownLeaf:
    """A leaf as a page shows it: its proof, the pairings up to the root, and what it says, line by line."""

    proof: LeafProof
    steps: list[Step]

    @property
    def readable(self) -> str:
        """The leaf's JSON with one member on a line."""
        return json.dumps(json.loads(self.proof.leaf), indent=2, ensure_ascii=False)

    @property
    def text(self) -> str:
        """The leaf's exact bytes, which are UTF-8."""
        return self.proof.leaf.decode()

    @property
    def siblings(self) -> str:
        """The proof in base64, with spaces between."""
        return " ".join(base64.b64encode(item).decode() for item in self.proof.proof)


@dataclass(frozen=True, slots=True)
class ShownProof:
    """The proof of an entry as a page shows it, or why there is none: `is_waiting`, or something is wrong."""

    found: EntryProof | None = None
    refusal: Refusal | None = None
    leaves: tuple[ShownLeaf, ...] = ()
    vkey: str = ""

    @property
    def note(self) -> str:
        """The signed checkpoint as text."""
        return self.found.checkpoint.decode() if self.found else ""

    @property
    def command(self) -> str:
        """How the downloaded proof is checked offline."""
        return f"bin/verify --proof {proof_file_name(self.found.entry_id)} --vkey log.vkey" if self.found else ""

    @property
    def is_waiting(self) -> bool:
        """Whether the entry will be sealed within seconds."""
        return isinstance(self.refusal, NotSealedYet)


def shown_proof(actor: Principal, entry_id: UUID) -> ShownProof:
    """Return the proof of an entry for a page; only a regulator may."""
    may_inspect(actor)
    try:
        found = inclusion_for(actor, entry_id)
        leaves = tuple(ShownLeaf(each, _steps(each, found.size)) for each in found.leaf_proofs)
    except NotFound:
        raise
    except Refusal as refusal:
        return ShownProof(refusal=refusal)
    return ShownProof(found, None, leaves, str(log_verifier()))


def proof_file_for(actor: Principal, entry_id: UUID) -> bytes:
    """Return the proof of an entry as a file; only a regulator may."""
    may_inspect(actor)
    with _readable():
        return proof_file_of(entry_id)


def proof_file_name(entry_id: UUID) -> str:
    """Return the name under which the proof of an entry is kept."""
    return f"entry-{str(entry_id)[-12:]}{SUFFIX}"


def _steps(each: LeafProof, size: int) -> list[Step]:
    return steps_of(index=each.index, size=size, leaf=each.leaf_hash, proof=each.proof)


@dataclass(frozen=True, slots=True)
class Growth:
    """The proof that the log of `second` leaves begins with the log of `first`."""

    first: int
    second: int
    first_root: bytes
    second_root: bytes
    proof: list[bytes]


def growth_for(actor: Principal, first: int, second: int) -> Growth:
    """Return the proof that the log only grew from one size to another; only a regulator may."""
    may_inspect(actor)
    with _readable():
        proof = consistency_between(first, second)
        first_root, second_root = roots_at(first, second)
        return Growth(first, second, first_root, second_root, proof)


@contextmanager
def _readable() -> Iterator[None]:
    """Say in a refusal that the folder of the log can't be read."""
    try:
        yield
    except OSError as error:
        raise LogUnreadable(f"{error.strerror}: {error.filename}") from error


def _cosignatures(note: Note) -> list[Cosignature]:
    ours = log_verifier().key_id
    return [Cosignature(each.name, each.key_id.hex(), _stamp(each)) for each in note.signatures if each.key_id != ours]


def _stamp(signature: Signature) -> datetime | None:
    if len(signature.payload) != _STAMPED_BYTES:
        return None
    seconds = int.from_bytes(signature.payload[:8])
    return datetime.fromtimestamp(seconds, UTC) if seconds < 1 << 36 else None


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
