"""Giving each award's credential its place in a status list of its institution."""

import os
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from credentials.models import StatusList, StatusPlace
from credentials.places import LIST_SIZE, places

SEED_BYTES = 32
_LOCK = 7_102
Lot = tuple[UUID, UUID]


def take_places(institution_id: UUID, lots: Sequence[Lot]) -> dict[Lot, tuple[UUID, int]]:
    """Return each lot's (list, index), giving a place to those that have none; the caller has a transaction open.

    Places are given out in a secret order: which credentials were signed together can't be told from their indexes.
    """
    found = _places_of(lots)
    waiting = [lot for lot in lots if lot not in found]
    if waiting:
        _take_turn(institution_id)
        found |= _places_of(waiting)
        waiting = [lot for lot in waiting if lot not in found]
    while waiting:
        row = _open_list(institution_id)
        taken, waiting = waiting[: LIST_SIZE - row.used_count], waiting[LIST_SIZE - row.used_count :]
        indexes = places(bytes(row.seed), first=row.used_count, count=len(taken))
        StatusPlace.objects.bulk_create(
            StatusPlace(holding_id=holding, award_id=award, status_list=row, index=index)
            for (holding, award), index in zip(taken, indexes, strict=True)
        )
        StatusList.objects.filter(id=row.id).update(used_count=row.used_count + len(taken))
        found |= {lot: (row.id, index) for lot, index in zip(taken, indexes, strict=True)}
    return found


def _places_of(lots: Sequence[Lot]) -> dict[Lot, tuple[UUID, int]]:
    sql = """
        SELECT place.holding_id, place.award_id, place.status_list_id, place.index
        FROM unnest(%s::uuid[], %s::uuid[]) AS wanted (holding_id, award_id)
        JOIN credentials_statusplace place USING (holding_id, award_id)
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [[holding for holding, _ in lots], [award for _, award in lots]])
        return {(holding, award): (name, index) for holding, award, name, index in cursor.fetchall()}


def _take_turn(institution_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, str(institution_id)])


def _open_list(institution_id: UUID) -> StatusList:
    """Return the newest list of an institution, or a new one where that is full; the institution's turn is held."""
    newest = StatusList.objects.filter(institution_id=institution_id).order_by("-number").first()
    if newest is not None and newest.used_count < LIST_SIZE:
        return newest
    number = newest.number + 1 if newest else 1
    return StatusList.objects.create(institution_id=institution_id, number=number, seed=os.urandom(SEED_BYTES))
