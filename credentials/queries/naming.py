"""Awards as staff name them: by id, by short reference, by registration number, by account."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast, Right

from credentials.models import Award
from credentials.references import reference_of, tail_of
from ledger.acts import REVOKE
from ledger.queries.custody import LotState, states_of

_FACTS = ("id", "holding_id", "institution_id", "registration_digest", "offering__code", "term", "revision")


@dataclass(frozen=True, slots=True)
class NamedAward:
    """An award with what it can be named by, and where its credits are."""

    award_id: UUID
    holding_id: UUID
    registration_digest: bytes
    code: str
    term: str
    revision: int
    custody: LotState

    @property
    def reference(self) -> str:
        """Return the short reference."""
        return reference_of(self.award_id)

    @property
    def is_revoked(self) -> bool:
        """Tell whether it was revoked, or corrected by its next revision."""
        return self.custody.kind == REVOKE


def named_awards(
    institution_id: UUID,
    *,
    ids: Collection[UUID] = (),
    references: Collection[str] = (),
    registrations: Collection[bytes] = (),
    holdings: Collection[UUID] = (),
) -> list[NamedAward]:
    """Return an institution's awards under any of these names, in a few statements whatever their number.

    Each look-up goes by the key that finds least, and the institution is compared here: together with the key a
    planner without statistics of a new institution would rather read all of its awards.
    """
    rows = Award.objects.alias(tail=Right(Cast("id", TextField()), 10))
    asked: list[QuerySet[Award]] = []
    if ids:
        asked.append(rows.filter(id__in=ids))
    if references:
        asked.append(rows.filter(tail__in=[tail_of(reference) for reference in references]))
    if registrations:
        asked.append(rows.filter(institution_id=institution_id, registration_digest__in=registrations))
    if holdings:
        asked.append(rows.filter(holding_id__in=holdings))
    found = {row[0]: row for query in asked for row in query.values_list(*_FACTS) if row[2] == institution_id}
    states = states_of([(row[1], row[0]) for row in found.values()]) if found else {}
    return [
        NamedAward(award_id, holding_id, bytes(digest), code, term, revision, states[holding_id, award_id])
        for award_id, holding_id, _place, digest, code, term, revision in found.values()
    ]
