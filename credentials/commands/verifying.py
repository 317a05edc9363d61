"""Verifying what anybody hands in, by what the bank knows and by what strangers publish."""

import json
from datetime import datetime
from uuid import UUID

from credentials.commands.signing import signed_credential
from credentials.commands.status_lists import current_status_list
from credentials.links import shared_link
from credentials.queries.bank_world import BankWorld
from credentials.queries.credential import credential_by_link
from credentials.verifying.engine import verify
from credentials.verifying.home import link_unknown, link_unsigned
from credentials.verifying.verdicts import Verdict
from ledger.refusals import NotFound, Refusal


def verify_credential(source: bytes, *, at: datetime) -> Verdict:
    """Return the verdict on a credential: JSON, JWT, an address, or a PNG, SVG or PDF that carries one.

    Nobody has to be signed in, and nothing is kept of what was handed in. Whatever could not be checked makes the
    verdict "cannot be verified now", never "valid". A link of this bank, also in a QR code, needs no network.
    """
    world = BankWorld(
        lambda list_id: current_status_list(list_id=list_id, at=at), lambda url: _behind_our_link(url, at)
    )
    return verify(source, world=world, at=at)


def verify_by_link(award_id: UUID, key: str, *, at: datetime) -> Verdict:
    """Return the verdict on our own credential behind a shared link or QR code; with a wrong key there is none."""
    return verify_credential(_document(award_id, key, at), at=at)


def _behind_our_link(url: str, at: datetime) -> bytes | None:
    link = shared_link(url)
    if link is None:
        return None
    if link.award_id is None:
        raise link_unknown()
    try:
        return _document(link.award_id, link.key, at)
    except NotFound:
        raise link_unknown() from None
    except Refusal:
        raise link_unsigned() from None


def _document(award_id: UUID, key: str, at: datetime) -> bytes:
    return json.dumps(signed_credential(credential_by_link(award_id, key), at=at).document).encode()
