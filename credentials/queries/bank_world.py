"""What the bank knows when it verifies: its own issuers, lists and documents; strangers are asked over the internet."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings

from credentials.addresses import credential_url, did_of, status_list_url
from credentials.models import Award
from credentials.queries.dids import document_of_did, standing_of_did
from credentials.queries.signed import signed_credentials
from credentials.verifying.caching import Remembered
from credentials.verifying.fetching import Outside
from credentials.verifying.home import HomeFirst
from credentials.verifying.worlds import Standing
from ledger.refusals import NotFound

# Issuers' keys and lists are kept for five minutes, for all verifications of this process; credentials are not.
OUTSIDE = Remembered(Outside())
CurrentList = Callable[[UUID], bytes]
AtHome = Callable[[str], bytes | None]


class BankWorld:
    """The world of the bank's own verify page.

    `current_list` returns a status list of ours, signed; `at_home` what a shared link of ours opens, None for others'.
    """

    def __init__(self, current_list: CurrentList, at_home: AtHome) -> None:
        self._current_list = current_list
        self._at_home = at_home

    @property
    def bank(self) -> str | None:
        """Return the bank's DID."""
        return did_of(None)

    @property
    def outside(self) -> HomeFirst:
        """Return the way to addresses: links of ours are opened here, strangers' asked where the settings allow it."""
        return HomeFirst(self._at_home, OUTSIDE if settings.VERIFY_STRANGERS else None)

    def did_document(self, did: str) -> dict[str, Any] | None:
        """Return the DID document of one of our own issuers."""
        return document_of_did(did)

    def status_list(self, url: str) -> dict[str, Any] | None:
        """Return one of our own lists as it was published last; None for an address behind which we keep none."""
        list_id = _id_behind(status_list_url, url)
        try:
            found: dict[str, Any] | None = json.loads(self._current_list(list_id)) if list_id else None
        except NotFound:
            return None
        return found

    def standing(self, did: str) -> Standing | None:
        """Return how one of our own issuers stands."""
        return standing_of_did(did)

    def issued(self, credential_id: str) -> dict[str, Any] | None:
        """Return the newest edition of one of our own credentials."""
        award_id = _id_behind(credential_url, credential_id)
        holding = Award.objects.filter(id=award_id).values_list("holding_id", flat=True).first() if award_id else None
        if award_id is None or holding is None:
            return None
        found = signed_credentials([(holding, award_id)]).get(award_id)
        return found.document if found else None


def _id_behind(address: Callable[[UUID], str], url: str) -> UUID | None:
    """Return the id in an address of ours; None when it is another's address."""
    try:
        found = UUID(url.rpartition("/")[2])
    except ValueError:
        return None
    return found if address(found) == url else None
