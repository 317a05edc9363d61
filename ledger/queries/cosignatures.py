"""The witnesses of the log: whom the operator named, what each cosigned last, and what is wrong with it now."""

from dataclasses import dataclass
from datetime import datetime

from ledger.log.notes import Note, Signature, parse_signatures
from ledger.log.witnessing import Witness
from ledger.log_settings import log_witnesses
from ledger.models import Cosignature, WitnessFault


@dataclass(frozen=True, slots=True)
class WitnessState:
    """A witness: the last size that it cosigned and when; `error` is why it did not since `error_at`, or empty."""

    name: str
    url: str
    size: int | None
    cosigned_at: datetime | None
    error: str
    error_at: datetime | None


def witnesses() -> list[WitnessState]:
    """Return every witness of the settings with its last cosignature and its open fault."""
    named = log_witnesses()
    if not named:
        return []
    faults = {row.key_id: row for row in WitnessFault.objects.filter(ended_at=None)}
    newest = Cosignature.objects.order_by("key_id", "-size").distinct("key_id")
    last = {row.key_id: row for row in newest.filter(key_id__in=[key_of(one) for one in named])}
    return [_state(one, last.get(key_of(one)), faults.get(key_of(one))) for one in named]


def last_sizes() -> dict[str, int]:
    """Return the last size that each key cosigned, by the hexadecimal id of the key."""
    newest = Cosignature.objects.order_by("key_id", "-size").distinct("key_id")
    return dict(newest.values_list("key_id", "size"))


def cosignatures_at(size: int) -> list[Signature]:
    """Return the signatures of witnesses over the checkpoint of a size, in the order of their names."""
    lines = Cosignature.objects.filter(size=size).order_by("witness", "key_id").values_list("line", flat=True)
    return [signature for line in lines for signature in parse_signatures(f"{line}\n")]


def with_cosignatures(note: Note, size: int) -> Note:
    """Return a note of a size with the cosignatures that are kept of it."""
    found = cosignatures_at(size)
    return note.with_signatures(found) if found else note


def key_of(witness: Witness) -> str:
    """Return the id of a witness's key as rows name it."""
    return witness.key.key_id.hex()


def _state(witness: Witness, last: Cosignature | None, fault: WitnessFault | None) -> WitnessState:
    return WitnessState(
        witness.name, witness.url, last.size if last else None, last.stated_at if last else None,
        fault.detail if fault else "", fault.seen_at if fault else None,
    )  # fmt: skip
