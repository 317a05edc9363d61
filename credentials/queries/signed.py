"""Signed credentials of awards: the newest edition of each, opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from credentials.badges.learner import name_in
from credentials.badges.text import clean
from credentials.sealing import unpack
from learners.queries.vaults import Vault, vaults_of

Lot = tuple[UUID, UUID]
_NEWEST = """
    SELECT DISTINCT ON (made.holding_id, made.award_id)
        made.holding_id, made.award_id, made.edition, made.sealed, made.signed_at
    FROM unnest(%s::uuid[], %s::uuid[]) AS wanted (holding_id, award_id)
    JOIN credentials_signedcredential made USING (holding_id, award_id)
    ORDER BY made.holding_id, made.award_id, made.edition DESC
"""


@dataclass(frozen=True, slots=True)
class Signed:
    """One award's credential as it was signed last; it is current while it names the learner as the bank does."""

    award_id: UUID
    edition: int
    document: dict[str, Any]
    signed_at: datetime
    is_current: bool = True


def signed_credentials(lots: Sequence[Lot]) -> dict[UUID, Signed]:
    """Return the newest edition of these awards' credentials, by award; unsigned and erased ones are left out."""
    if not lots:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [[holding for holding, _ in lots], [award for _, award in lots]])
        rows = cursor.fetchall()
    vaults = vaults_of({row[0] for row in rows})
    opened = [(*row, vaults[row[0]]) for row in rows if row[0] in vaults]
    return {row[1]: _opened(*row) for row in opened}


def _opened(_holding: UUID, award: UUID, edition: int, sealed: bytes, signed_at: datetime, vault: Vault) -> Signed:
    document = unpack(vault, sealed, award_id=award, edition=edition)
    return Signed(award, edition, document, signed_at, name_in(document) == clean(vault.known.person.name))
