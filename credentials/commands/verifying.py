"""Verifying what anybody hands in, by what the bank knows and by what strangers publish."""

from datetime import datetime

from credentials.commands.status_lists import current_status_list
from credentials.queries.bank_world import BankWorld
from credentials.verifying.engine import verify
from credentials.verifying.verdicts import Verdict


def verify_credential(source: bytes, *, at: datetime) -> Verdict:
    """Return the verdict on a credential: JSON, JWT, an address, or a PNG, SVG or PDF that carries one.

    Nobody has to be signed in, and nothing is kept of what was handed in. Whatever could not be checked makes the
    verdict "cannot be verified now", never "valid".
    """
    world = BankWorld(lambda list_id: current_status_list(list_id=list_id, at=at))
    return verify(source, world=world, at=at)
