"""C2SP tlog-witness: what a log says to a witness to have a checkpoint cosigned, and what the answers mean."""

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ledger.log.checkpoints import parse_number
from ledger.log.notes import COSIGNATURE, Note, Signature, VerifierKey, parse_signatures, parse_vkey
from ledger.log.refusals import LogMalformed
from ledger.refusals import Refusal

SIZE_TYPE = "text/x.tlog.size"
MOST_HASHES, MOST_TRIES = 63, 3
MOST_SKEW = 3600
"""Seconds by which the time that a witness states may differ from ours."""
_MEANS = {
    400: "it calls the request malformed",
    403: "it does not trust the key that signed the checkpoint: give it the line of /tlog/vkey",
    404: "it does not know this log: give it the line of /tlog/vkey, and check its address",
    409: "it calls its size a conflict without naming another one: it may hold another root at this size",
    422: "the consistency proof did not convince it",
}
_SIZE = re.compile(rb"[0-9]{1,19}\n?")


class WitnessFailed(Refusal):
    """A witness did not cosign: it was not there, refused, or what it answered is not a cosignature."""

    code = "witness-failed"
    title = "A witness did not cosign"
    status = 502


@dataclass(frozen=True, slots=True)
class Witness:
    """Who may cosign: the key, and the submission prefix of its address."""

    key: VerifierKey
    url: str

    @property
    def name(self) -> str:
        """The name of its key."""
        return self.key.name


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness answered over HTTP."""

    status: int
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A verified cosignature, and the time that the witness states in it (POSIX seconds)."""

    signature: Signature
    at: int


Post = Callable[[Witness, bytes], Answer]
"""Sends a body to a witness; raises OSError where that fails."""
Prove = Callable[[int], Sequence[bytes]]
"""Proves that the checkpoint contains the log of an earlier size."""


def parse_witnesses(text: str) -> list[Witness]:
    """Return the witnesses of "vkey url" pairs, separated by commas; refuses what is neither, and a key named twice."""
    found = [_witness(pair.split()) for pair in text.split(",") if pair.strip()]
    if len({one.key for one in found}) < len(found):
        raise LogMalformed("LOG_WITNESSES names a key twice; each witness once was expected.")
    return found


def _witness(pair: list[str]) -> Witness:
    if len(pair) != 2:
        raise LogMalformed(f"LOG_WITNESSES: seen {' '.join(pair)[:80]!r}; expected a vkey, a space and an address.")
    key, address = parse_vkey(pair[0]), urlsplit(pair[1])
    if key.algorithm != COSIGNATURE or address.scheme not in {"http", "https"} or not address.hostname:
        raise LogMalformed(f"LOG_WITNESSES: {key.name} needs the key of a cosigner (type 0x04) and an http(s) address.")
    return Witness(key, pair[1].rstrip("/"))


def request_of(note: bytes, *, old: int, proof: Sequence[bytes]) -> bytes:
    """Return the body of add-checkpoint; refuses a proof of more hashes than a witness takes."""
    if len(proof) > MOST_HASHES:
        raise LogMalformed(f"{len(proof)} hashes; a consistency proof has at most {MOST_HASHES}.")
    lines = [f"old {old}", *(base64.b64encode(item).decode() for item in proof), "", ""]
    return "\n".join(lines).encode() + note


def ask(
    witness: Witness,
    note: Note,
    *,
    size: int,
    known: int,
    prove: Callable[[int], Sequence[bytes]],
    now: int,
    post: Post,
) -> Cosigned:
    """Return a witness's cosignature of a checkpoint of `size` leaves, of which it knew `known` when last asked.

    A witness that knows another size names it and is asked again from there. Refuses (`WitnessFailed`) whatever is
    not a cosignature of this checkpoint by this witness's key at about this time.
    """
    for _try in range(MOST_TRIES):
        answer = _sent(witness, request_of(bytes(note), old=known, proof=prove(known)), post)
        if answer.status == 200:
            return _cosigned(witness, note, answer.body, now)
        if answer.status != 409 or answer.media_type != SIZE_TYPE:
            means = _MEANS.get(answer.status, "it gives no reason that is known here")
            raise WitnessFailed(f"{witness.name} answered {answer.status}: {means}.")
        known = _known_size(witness, answer.body, asked=known, size=size)
    raise WitnessFailed(f"{witness.name} named another size {MOST_TRIES} times; expected to be believed once.")


def _sent(witness: Witness, body: bytes, post: Post) -> Answer:
    try:
        return post(witness, body)
    except OSError as error:
        told = str(error) or type(error).__name__
        raise WitnessFailed(f"{witness.name} could not be asked at {witness.url}: {told}.") from error


def _known_size(witness: Witness, body: bytes, *, asked: int, size: int) -> int:
    known = parse_number(body.decode().strip()) if _SIZE.fullmatch(body) else -1
    if known == asked:
        raise WitnessFailed(f"{witness.name} answered 409: {_MEANS[409]}.")
    if not 0 <= known <= size:
        seen = body[:40] if known < 0 else f"{known} leaves"
        raise WitnessFailed(
            f"{witness.name} says that it cosigned {seen!r}; at most {size} are published. It lies, or saw a state of"
            " this log that is lost: compare its checkpoint with ours."
        )
    return known


def _cosigned(witness: Witness, note: Note, body: bytes, now: int) -> Cosigned:
    try:
        lines = parse_signatures(body.decode())
        mine = [line for line in lines if (line.name, line.key_id) == (witness.name, witness.key.key_id)]
        if not mine:
            raise LogMalformed(f"No line of the key {witness.key.key_id.hex()}, but of {lines[0].name[:60]!r}.")
        at = witness.key.verify(note.text, mine[0].payload)
    except (Refusal, UnicodeDecodeError) as fault:
        raise WitnessFailed(f"{witness.name} sent something else than its cosignature: {fault}") from fault
    if at is None or abs(at - now) > MOST_SKEW:
        raise WitnessFailed(
            f"{witness.name} states the time {at}, ours is {now} (POSIX seconds); at most {MOST_SKEW} s apart was"
            " expected. One of the clocks is wrong."
        )
    return Cosigned(mine[0], at)
