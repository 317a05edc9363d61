"""What a verifier knows before it asks anybody: the port through which the bank, or a shell, takes part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from credentials.verifying.fetching import Fetches

Standing = Literal["active", "suspended"]
Document = Mapping[str, Any]


class World(Protocol):
    """Who is known here, and how the rest is reached. What it answers is answered without any network."""

    @property
    def bank(self) -> str | None:
        """The bank's own DID: it may sign status lists for its institutions; None where there is no bank."""

    @property
    def outside(self) -> Fetches | None:
        """What fetches strangers' documents (keys, status lists); None for verifying offline."""

    def did_document(self, did: str) -> Document | None:
        """Return the DID document of an issuer that is known here, None for strangers."""

    def status_list(self, url: str) -> Document | None:
        """Return a signed status list that is kept here, None for strangers'."""

    def standing(self, did: str) -> Standing | None:
        """Return how an institution of this bank stands, None for strangers."""

    def issued(self, credential_id: str) -> Document | None:
        """Return the signed document with this id as it was issued here, None for strangers'."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """The world of somebody who knows no institution, only documents that were saved before and maybe the internet."""

    outside: Fetches | None = None
    did_documents: Mapping[str, Document] = field(default_factory=dict)
    status_lists: Mapping[str, Document] = field(default_factory=dict)
    bank: str | None = None

    def did_document(self, did: str) -> Document | None:
        """Return a saved DID document."""
        return self.did_documents.get(did)

    def status_list(self, url: str) -> Document | None:
        """Return a saved status list."""
        return self.status_lists.get(url)

    def standing(self, did: str) -> Standing | None:
        """Know nobody."""
        return None

    def issued(self, credential_id: str) -> Document | None:
        """Have issued nothing."""
        return None
