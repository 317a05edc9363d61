"""What a `.tlog-proof` proves, without asking anybody: the log's signature, the leaf's path, and whose lot it moves."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from credentials.verifying.documents import strict_json
from credentials.verifying.facts import Facts
from credentials.verifying.verdicts import CheckFailed
from ledger.log.checkpoints import SealedCheckpoint
from ledger.log.leaves import LeafFacts, TransferFacts, parse_leaf
from ledger.log.notes import VerifierKey
from ledger.log.openings import parse_opening
from ledger.log.proof_files import ProofFile, parse_proof, verify_proof
from ledger.log.refusals import LogMalformed
from ledger.refusals import Refusal

_AWARD = re.compile(r".*/credentials/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_MENDS = {
    "log-not-signed": "Compare the name of the key with the log's name in the proof, or ask for a newer proof.",
    "log-wrong-origin": "Take the key of the log that the proof names.",
    "log-malformed": "Download the proof again.",
}
_MEND = "It was changed, or is of another log: download the proof again, and take the key from whom you trust."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be checked: the proof's bytes, with whose keys, and the bytes of an opening if there is one."""

    proof: bytes
    log: VerifierKey
    witnesses: tuple[VerifierKey, ...] = ()
    quorum: int = 0
    opening: bytes | None = None


@dataclass(frozen=True, slots=True)
class LogCheck:
    """One thing that was checked, and what was found."""

    name: str
    passed: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class LogVerdict:
    """What a proof proves; leaf and checkpoint are None where nothing is proved."""

    checks: tuple[LogCheck, ...]
    index: int = 0
    leaf: LeafFacts | None = None
    sealed: SealedCheckpoint | None = None

    @property
    def proved(self) -> bool:
        """Whether every check passed."""
        return self.leaf is not None and all(check.passed for check in self.checks)


def judge(asked: Asked, credential: Facts | None) -> LogVerdict:
    """Return what a proof proves, and whether it is of this credential and fits its opening where these are given."""
    try:
        proof = parse_proof(asked.proof)
        leaf, sealed = _open(proof, asked)
    except Refusal as refusal:
        told = f"{refusal.title}: {refusal.detail} {_MENDS.get(refusal.code, _MEND)}"
        return LogVerdict((LogCheck("log", False, told),))
    size = sealed.checkpoint.size
    told = f"Leaf {proof.index} stands in the log {asked.log.name}, under its signed checkpoint of {size} leaves."
    checks = [LogCheck("log", True, told)]
    if credential is not None:
        checks.append(_checked("credential", lambda: _of_credential(leaf, credential)))
    if asked.opening is not None:
        told_by_owner = asked.opening
        checks.append(_checked("opening", lambda: _opened(leaf, asked.log, told_by_owner)))
    return LogVerdict(tuple(checks), proof.index, leaf, sealed)


def _open(proof: ProofFile, asked: Asked) -> tuple[LeafFacts, SealedCheckpoint]:
    if proof.extra is None:
        raise LogMalformed("The proof does not hold the leaf that it proves.")
    sealed = verify_proof(proof, leaf=proof.extra, log=asked.log, witnesses=asked.witnesses, quorum=asked.quorum)
    return parse_leaf(proof.extra), sealed


class _Differs(Exception):
    """What was expected is not what was seen; the text says both."""


def _checked(name: str, check: Callable[[], str]) -> LogCheck:
    try:
        return LogCheck(name, True, check())
    except _Differs as differs:
        return LogCheck(name, False, str(differs))
    except Refusal as refusal:
        return LogCheck(name, False, refusal.detail)


def _of_credential(leaf: LeafFacts, said: Facts) -> str:
    """Return how the credential is the leaf's."""
    found = _AWARD.fullmatch(said.credential_id)
    if found is None:
        raise _Differs(
            f"The credential's id is {said.credential_id or 'missing'!r}; one that ends with /credentials/<award id>"
            " was expected. Give the signed JSON of a credential of this bank."
        )
    move = _move_of(leaf, UUID(found[1]))
    for name, seen, expected in (
        ("level", said.level, move.level), ("credits", said.credits, move.credits), ("hours", said.hours, move.hours),
    ):  # fmt: skip
        if not _equal(seen, expected):
            raise _Differs(f"The credential says {name} {seen or 'nothing'}; the log sealed {expected}.")
    if leaf.kind != "deposit":
        raise _Differs(
            f"The leaf is of another act ({leaf.kind}) on this award; the one that awarded it was expected. Download"
            " the proof on the credential's page."
        )
    return (
        f"It is the entry that awarded this credential: level {move.level}, {move.credits} credits, {move.hours} hours."
    )


def _move_of(leaf: LeafFacts, lot_id: UUID) -> TransferFacts:
    for move in leaf.transfers:
        if move.lot_id == lot_id:
            return move
    lots = ", ".join(str(move.lot_id) for move in leaf.transfers[:3]) or "none"
    raise _Differs(f"The leaf moves lot {lots}; lot {lot_id} was expected. Give the proof and the file of one award.")


def _equal(seen: str, expected: Decimal) -> bool:
    try:
        return Decimal(seen) == expected
    except InvalidOperation:
        return False


def _opened(leaf: LeafFacts, log: VerifierKey, data: bytes) -> str:
    """Return whom the opening names."""
    try:
        opening = parse_opening(strict_json(data))
    except CheckFailed as failure:
        raise _Differs(f"The opening can't be read. {failure}") from failure
    if opening.log != log.name:
        raise _Differs(f"The opening is for the log {opening.log!r}; {log.name!r} was expected.")
    _move_of(leaf, opening.lot_id)
    if not opening.fits(leaf):
        raise _Differs(
            f"Salt and account of the opening do not give the holder that the leaf names for lot {opening.lot_id}."
        )
    return (
        f"Lot {opening.lot_id} belongs to the account {opening.holding_id}: whoever could give this opening holds it."
    )


def leaf_json(verdict: LogVerdict) -> dict[str, Any]:
    """Return a verdict by names."""
    checks = [{"check": one.name, "passed": one.passed, "detail": one.sentence} for one in verdict.checks]
    told: dict[str, Any] = {"proved": verdict.proved, "checks": checks}
    if verdict.leaf is None or verdict.sealed is None:
        return told
    leaf, sealed = verdict.leaf, verdict.sealed
    return told | {
        "leaf": {
            "index": verdict.index, "entry": str(leaf.entry_id), "kind": leaf.kind, "narration": leaf.narration,
            "institution": None if leaf.institution_id is None else str(leaf.institution_id),
            "happened_at": leaf.happened_at.isoformat(), "recorded_at": leaf.recorded_at.isoformat(),
            "part": leaf.part, "parts": leaf.parts, "lots": list(_lots(leaf.transfers)),
        },
        "checkpoint": {
            "log": sealed.checkpoint.origin, "size": sealed.checkpoint.size, "root": sealed.checkpoint.root.hex(),
            "cosigned_at": sealed.cosigned_at,
        },
    }  # fmt: skip


def _lots(moves: Sequence[TransferFacts]) -> Iterator[dict[str, str]]:
    for move in moves:
        yield {
            "lot": str(move.lot_id), "level": str(move.level), "credits": str(move.credits), "hours": str(move.hours),
            "rule_set": move.rule_set, "rule_set_version": move.rule_set_version,
            "earned_on": move.earned_on.isoformat(), "expires_on": move.expires_on.isoformat(),
        }  # fmt: skip
