"""Publishing status lists: each is signed anew when a credential in it was revoked, and before it grows old."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from credentials.addresses import did_of, status_list_url
from credentials.badges.bits import empty, set_bits
from credentials.badges.status import StatusListFacts, status_list_credential
from credentials.commands.signing_keys import signing_keys
from credentials.models import StatusList
from credentials.places import LIST_SIZE
from credentials.queries.signing_keys import OpenedKey
from credentials.queries.status_lists import published_list, written
from credentials.signing import sign

LIFE, RENEWAL = timedelta(hours=24), timedelta(hours=12)
# Counted exactly, without a mark up to which revocations were seen: one that commits late is not passed over.
_CHANGED = """
    SELECT list.id FROM credentials_statuslist list
    LEFT JOIN (
        SELECT place.status_list_id, count(*) AS revoked FROM credentials_revocation gone
        JOIN credentials_statusplace place ON place.holding_id = gone.holding_id AND place.award_id = gone.award_id
        GROUP BY place.status_list_id
    ) found ON found.status_list_id = list.id
    WHERE list.published_at IS NULL OR list.published_at < %s OR list.revoked_count <> COALESCE(found.revoked, 0)
    ORDER BY list.id
"""
_REVOKED = """
    SELECT place.index FROM credentials_statusplace place
    JOIN credentials_revocation gone ON gone.holding_id = place.holding_id AND gone.award_id = place.award_id
    WHERE place.status_list_id = %s
"""


def publish_status_lists(*, at: datetime) -> int:
    """Sign each list that lacks a revocation or has half of its life behind it; return how many were published."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [at - RENEWAL])
        changed = [name for (name,) in cursor.fetchall()]
    for list_id in changed:
        publish_status_list(list_id=list_id, at=at)
    return len(changed)


def current_status_list(*, list_id: UUID, at: datetime) -> bytes:
    """Return a list as it was published last; one that never was, or whose life has ended, is signed now.

    Refuses an unknown list.
    """
    found = published_list(list_id)
    if found.content is not None and found.published_at is not None and at < found.published_at + LIFE:
        return found.content
    return written(publish_status_list(list_id=list_id, at=at))


def publish_status_list(*, list_id: UUID, at: datetime) -> dict[str, Any]:
    """Sign one list as it stands now and keep it for its readers; return it."""
    with transaction.atomic():
        row = StatusList.objects.select_for_update(of=("self",)).select_related("institution").get(id=list_id)
        key = signing_keys([row.institution_id], at=at)[row.institution_id]
        revoked = _revoked(row.id)
        document = _signed(row, revoked, key, at)
        StatusList.objects.filter(id=row.id).update(
            published=written(document), published_at=at, revoked_count=len(revoked)
        )
    return document


def _revoked(list_id: UUID) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_REVOKED, [list_id])
        return [index for (index,) in cursor.fetchall()]


def _signed(row: StatusList, revoked: Sequence[int], key: OpenedKey, at: datetime) -> dict[str, Any]:
    facts = StatusListFacts(
        url=status_list_url(row.id), issuer=did_of(row.institution.aishe_code),
        bits=set_bits(empty(LIST_SIZE), revoked), valid_from=at, valid_until=at + LIFE,
    )  # fmt: skip
    private = Ed25519PrivateKey.from_private_bytes(key.private)
    return sign(status_list_credential(facts), key=private, verification_method=key.method, created=at)
