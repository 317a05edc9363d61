"""What the award commands take and answer: one new award, and what became of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from credentials.queries.catalogue import CatalogueVersion

DEPOSITED, UNCHANGED, CORRECTED, REVOKED, REFUSED = "deposited", "unchanged", "corrected", "revoked", "refused"

NaturalKey = tuple[bytes, UUID, str]
"""Registration digest, offering, term: with the institution, what makes two awards the same one."""


@dataclass(frozen=True, slots=True)
class NewAward:
    """What one learner earned of one version in one term; `key` is unique within the request."""

    holding_id: UUID
    version: CatalogueVersion
    registration_digest: bytes
    term: str
    earned_on: date
    grade: str
    grade_points: Decimal | None
    key: str

    @property
    def natural_key(self) -> NaturalKey:
        """Return what makes this award the same one when the term is sent again."""
        return (self.registration_digest, self.version.offering_id, self.term)

    def content_digest(self) -> bytes:
        """Return SHA-256 of all that the award says; the keyed registration digest in it keeps grades unguessable."""
        points = "" if self.grade_points is None else f"{self.grade_points:.2f}"
        said = (
            self.holding_id.hex, self.version.version_id.hex, self.term, self.earned_on.isoformat(), self.grade, points,
        )  # fmt: skip
        return hashlib.sha256(self.registration_digest + "\x1f".join(said).encode()).digest()


@dataclass(frozen=True, slots=True)
class AwardOutcome:
    """What became of one item: deposited, unchanged, corrected, revoked or refused (then code and detail say why)."""

    award_id: UUID | None
    status: str
    code: str = ""
    detail: str = ""

    def to_json(self) -> list[str]:
        """Return the short form kept with the receipt."""
        return ["" if self.award_id is None else self.award_id.hex, self.status, self.code, self.detail]

    @classmethod
    def from_json(cls, stored: Sequence[Any]) -> "AwardOutcome":
        """Read back what `to_json` wrote."""
        name, status, code, detail = stored
        return cls(UUID(name) if name else None, status, code, detail)


def refused(code: str, detail: str, *, award_id: UUID | None = None) -> AwardOutcome:
    """Return the outcome of an item that was not done."""
    return AwardOutcome(award_id, REFUSED, code, detail)
