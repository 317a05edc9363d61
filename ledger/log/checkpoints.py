"""C2SP tlog-checkpoint: the size and root of the tree at a moment, signed by the log and cosigned by witnesses."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.log.notes import COSIGNATURE, Note, SigningKey, VerifierKey, decode_base64, parse_note
from ledger.log.refusals import LogMalformed, NotSigned, WrongOrigin
from ledger.merkle import HASH_SIZE

MOST_LEAVES = (1 << 63) - 1
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


def parse_number(text: str) -> int:
    """Return a decimal without leading zeros, up to 2**63 - 1; refuses any other writing."""
    if not _NUMBER.fullmatch(text) or int(text) > MOST_LEAVES:
        raise LogMalformed(f"Not a number of leaves: {text[:40]!r}.")
    return int(text)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log states: under its name (`origin`) the tree of `size` leaves has this root hash."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse empty or broken lines, a root that is not 32 bytes long and sizes outside 0 to 2**63 - 1."""
        lines = (self.origin, *self.extensions)
        if not all(lines) or any(character < " " for line in lines for character in line):
            raise LogMalformed("The origin and every extension of a checkpoint are lines that are not empty.")
        if len(self.root) != HASH_SIZE or not 0 <= self.size <= MOST_LEAVES:
            raise LogMalformed(f"A checkpoint has a root of {HASH_SIZE} bytes and a size from 0 to 2**63 - 1.")

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint of a note's text; refuses everything that is not written exactly as the form says."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise LogMalformed("A checkpoint has at least three lines and no empty one.")
    origin, size, root, *extensions = lines[:-1]
    return Checkpoint(origin, parse_number(size), decode_base64(root), tuple(extensions))


@dataclass(frozen=True, slots=True)
class SealedCheckpoint:
    """A checkpoint whose signatures were verified, with the witnesses that cosigned it and when (POSIX seconds)."""

    checkpoint: Checkpoint
    note: Note
    cosigned_at: dict[str, int]


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> Note:
    """Return the checkpoint as a note that the log's key signed."""
    return Note(checkpoint.text, (key.sign(checkpoint.text),))


def cosign(note: Note, witness: SigningKey, *, at: int) -> Note:
    """Return the note with a witness's `cosignature/v1` of the time `at`; refuses a key that is not a cosigner's."""
    if witness.algorithm != COSIGNATURE or not 0 <= at <= MOST_LEAVES:
        raise LogMalformed(f"{witness.name} is not a cosigner's key, or {at} is not a time.")
    return note.with_signatures([witness.sign(note.text, at=at)])


def open_checkpoint(
    data: bytes,
    log: VerifierKey,
    *,
    origin: str | None = None,
    witnesses: Sequence[VerifierKey] = (),
    quorum: int = 0,
) -> SealedCheckpoint:
    """Return the checkpoint of a note that the log signed and at least `quorum` of the witnesses cosigned.

    Refuses a wrong signature of any of these keys, a missing one of the log, fewer cosignatures than the quorum and
    another origin than the one given (by default the name of the log's key). Ignores signatures of unknown keys.
    """
    note = parse_note(data)
    signed = note.verified([log, *witnesses])
    if log not in signed:
        raise NotSigned(f"{log.name} did not sign this checkpoint.")
    checkpoint = parse_checkpoint(note.text)
    expected = log.name if origin is None else origin
    if checkpoint.origin != expected:
        raise WrongOrigin(f"The checkpoint is of {checkpoint.origin!r}, not of {expected!r}.")
    cosigned = {key.name: at for key, at in signed.items() if key in witnesses and at is not None}
    if len(cosigned) < quorum:
        raise NotSigned(f"{len(cosigned)} of the witnesses cosigned; {quorum} are needed.")
    return SealedCheckpoint(checkpoint, note, cosigned)
