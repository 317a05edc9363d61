"""What an institution has already awarded under a set of natural keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

Key = tuple[bytes, UUID, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest award under one natural key, and whether it was revoked."""

    holding_id: UUID
    award_id: UUID
    revision: int
    content_digest: bytes
    revoked_as: str | None


_SQL = """
    SELECT wanted.position, last.*
    FROM unnest(%s::text[], %s::uuid[], %s::text[]) WITH ORDINALITY AS wanted (digest, offering_id, term, position)
    CROSS JOIN LATERAL (
        SELECT award.holding_id, award.id, award.revision, award.content_digest, revocation.reason_code
        FROM credentials_award award
        LEFT JOIN credentials_revocation revocation
            ON revocation.holding_id = award.holding_id AND revocation.award_id = award.id
        WHERE award.institution_id = %s AND award.registration_digest = decode(wanted.digest, 'hex')
            AND award.offering_id = wanted.offering_id AND award.term = wanted.term
        ORDER BY revocation.award_id IS NOT NULL, award.revision DESC, award.id DESC
        LIMIT 1
    ) last
"""


def standing_awards(institution_id: UUID, keys: Iterable[Key]) -> dict[Key, Standing]:
    """Return the newest award under each natural key; one that stands comes before one that was revoked."""
    wanted = list(dict.fromkeys(keys))
    columns: list[list[Any]] = [
        [key[0].hex() for key in wanted],
        [key[1] for key in wanted],
        [key[2] for key in wanted],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [*columns, institution_id])
        return {
            wanted[position - 1]: Standing(holding_id, award_id, revision, bytes(digest), reason_code)
            for position, holding_id, award_id, revision, digest, reason_code in cursor.fetchall()
        }
