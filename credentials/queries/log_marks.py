"""What the national log proves of an award, and which entries of a passbook it has sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from credentials.addresses import site
from credentials.queries.awards import AwardView
from credentials.queries.portable import file_name
from ledger.log.notes import parse_note
from ledger.log.proof_files import SUFFIX
from ledger.log_settings import log_store
from ledger.queries.cosignatures import cosignatures_at
from ledger.queries.log import checkpoint_at, leaf_places
from ledger.queries.log_proofs import LeafDiffers, NotSealedYet, inclusion_of
from ledger.queries.published import published
from ledger.refusals import Refusal

State = Literal["proved", "waiting", "differs", "unreadable"]
ENDING = SUFFIX.removeprefix(".")


@dataclass(frozen=True, slots=True)
class LogMark:
    """Where an award stands in the log: at `position` (from 0) of the `size` leaves that were signed at a time.

    `witnesses` are those whose cosignatures its proof carries.
    """

    state: State
    position: int = 0
    size: int = 0
    signed_at: datetime | None = None
    witnesses: tuple[str, ...] = ()


def log_mark_of(view: AwardView) -> LogMark:
    """Return what the log proves of the entry that awarded it, read from its rows and the published log now."""
    try:
        found = inclusion_of(view.award.entry_id)
    except NotSealedYet:
        return LogMark("waiting")
    except LeafDiffers:
        return LogMark("differs")
    except (Refusal, OSError):
        return LogMark("unreadable")
    signed = checkpoint_at(found.size)
    carried = parse_note(found.checkpoint).signatures
    names = tuple(one.name for one in cosignatures_at(found.size) if one in carried)
    return LogMark("proved", found.index, found.size, signed.signed_at if signed else None, names)


def sealed_entries(entry_ids: Iterable[UUID]) -> set[UUID]:
    """Return which of the entries have leaves under the published checkpoint; a log that can't be read has none."""
    try:
        shown = published(log_store())
    except (Refusal, OSError):
        return set()
    size = shown.checkpoint.size if shown else 0
    return {entry for entry, place in leaf_places(set(entry_ids)).items() if place.index + place.parts <= size}


def key_command() -> str:
    """Return the line that fetches the log's public key."""
    return f"curl -o log.vkey {site('/tlog/vkey')}"


def check_command(view: AwardView, *, own: bool) -> str:
    """Return the line by which anybody checks the proof with the credential, and its owner the opening too."""
    proof, opening, document = (file_name(view, ending) for ending in (ENDING, "opening.json", "json"))
    shown = f"--opening {opening} " if own else ""
    return f"bin/verify --proof {proof} --vkey log.vkey {shown}{document}"
