"""The opening of a lot: what its owner tells to show that an entry of the log is theirs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ledger.log.commitments import opens
from ledger.log.leaves import LeafFacts
from ledger.log.refusals import LogMalformed

FORM = "credit-bank/lot-opening/v1"
_MEMBERS = {"form", "log", "lot", "holding", "salt"}


@dataclass(frozen=True, slots=True)
class Opening:
    """The holding behind one lot's commitment, and the salt (32 bytes) of that lot alone."""

    log: str
    lot_id: UUID
    holding_id: UUID
    salt: bytes

    def to_json(self) -> dict[str, str]:
        """Return the members of the file."""
        return {
            "form": FORM, "log": self.log, "lot": str(self.lot_id), "holding": str(self.holding_id),
            "salt": self.salt.hex(),
        }  # fmt: skip

    def fits(self, leaf: LeafFacts) -> bool:
        """Whether the leaf moves this lot, each time with the holder that is opened here."""
        moves = [move for move in leaf.transfers if move.lot_id == self.lot_id]
        return bool(moves) and all(opens(move.holder, self.holding_id, self.salt) for move in moves)


def parse_opening(told: dict[str, Any]) -> Opening:
    """Return an opening of the JSON of its file; refuses other members and values of another form."""
    try:
        if set(told) != _MEMBERS or told["form"] != FORM or not isinstance(told["log"], str):
            raise ValueError(f"seen {sorted(told)}")
        salt = bytes.fromhex(told["salt"])
        if len(salt) != 32:
            raise ValueError(f"a salt of {len(salt)} bytes")
        return Opening(told["log"], UUID(told["lot"]), UUID(told["holding"]), salt)
    except (ValueError, TypeError, AttributeError) as error:
        raise LogMalformed(f"Not an opening ({error}); expected {FORM} with log, lot, holding and salt.") from error
