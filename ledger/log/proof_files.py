"""C2SP tlog-proof: one text file that proves offline that a leaf is in the log, for people to keep."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from ledger import merkle
from ledger.log.checkpoints import SealedCheckpoint, open_checkpoint, parse_number
from ledger.log.notes import VerifierKey, decode_base64
from ledger.log.refusals import LogMalformed

SUFFIX = ".tlog-proof"
_HEADER = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class ProofFile:
    """The index of a leaf, its inclusion proof and the checkpoint (a signed note) that it leads to.

    `extra` is not authenticated by itself; the bank puts the leaf's own bytes there, which the proof then proves.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def __bytes__(self) -> bytes:
        lines = [_HEADER]
        if self.extra is not None:
            lines.append(f"extra {base64.b64encode(self.extra).decode()}")
        lines += [f"index {self.index}", *(base64.b64encode(item).decode() for item in self.hashes), "", ""]
        return "\n".join(lines).encode() + self.checkpoint


def parse_proof(data: bytes) -> ProofFile:
    """Return a proof file; refuses every other writing of it. Its checkpoint is not verified yet."""
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        header, *lines = head.decode().split("\n")
    except UnicodeDecodeError as error:
        raise LogMalformed("A proof file is UTF-8.") from error
    if header != _HEADER or not blank:
        raise LogMalformed(f"A proof file begins with {_HEADER} and has a blank line before its checkpoint.")
    extra = decode_base64(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index "):
        raise LogMalformed("A proof file names the index of the leaf.")
    hashes = tuple(decode_base64(line) for line in lines[1:])
    if any(len(item) != merkle.HASH_SIZE for item in hashes):
        raise LogMalformed(f"Every hash of a proof file has {merkle.HASH_SIZE} bytes.")
    return ProofFile(parse_number(lines[0][6:]), hashes, checkpoint, extra)


def verify_proof(
    proof: ProofFile,
    *,
    leaf: bytes,
    log: VerifierKey,
    origin: str | None = None,
    witnesses: Sequence[VerifierKey] = (),
    quorum: int = 0,
) -> SealedCheckpoint:
    """Return the checkpoint under which the leaf is proved to be in the log, without asking anybody.

    Refuses whatever `open_checkpoint` refuses, and a proof that does not lead from this leaf to the signed root.
    """
    sealed = open_checkpoint(proof.checkpoint, log, origin=origin, witnesses=witnesses, quorum=quorum)
    merkle.verify_inclusion(
        index=proof.index,
        size=sealed.checkpoint.size,
        leaf=merkle.leaf_hash(leaf),
        proof=proof.hashes,
        root=sealed.checkpoint.root,
    )
    return sealed
