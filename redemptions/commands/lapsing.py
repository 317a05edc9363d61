"""Lapsing: credits that were not used in time leave their holders."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction

from identity.principals import SYSTEM
from ledger.acts import LAPSE, Act, Move, Writer, day_of
from ledger.commands.accounts import LAPSED_ACCOUNT
from ledger.commands.once import digest_of
from ledger.commands.record import CreditsNotAvailable, record
from ledger.queries.custody import LotState, expired_lots
from redemptions.commands.shapes import RedemptionsBusy

ATTEMPTS = 4
_LOCK = 7_005


def lapse_credits(*, at: datetime, limit: int = 5_000) -> int:
    """Move at most `limit` lots that expired on or before the day of `at` to the lapsed account; return how many.

    The bank's own act, so it takes no actor; one entry per learner. 0 when nothing has expired or another
    worker is at it. What a revocation takes away meanwhile is left out. Rule: shelf life of the awarding
    institution, at most seven years (UGC ABC Regulations 2021); a lot expires at the start of its day in India.
    """
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return _lapse(at, limit)
        except CreditsNotAvailable:
            continue
    raise RedemptionsBusy


def _lapse(at: datetime, limit: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    lots = sorted(expired_lots(on=day_of(at), limit=limit), key=lambda lot: (lot.holding_id, lot.lot_id))
    grouped = groupby(lots, key=lambda lot: lot.holding_id)
    record([_act(holding, list(group), at) for holding, group in grouped], writer=Writer(SYSTEM.id, SYSTEM.kind))
    return len(lots)


def _act(holding_id: UUID, lots: Sequence[LotState], at: datetime) -> Act:
    """Return one learner's entry; a lot comes back by a reversal only, so lot and sequence make its key unique."""
    return Act(
        kind=LAPSE, narration="credits-lapsed", happened_at=at, key=f"lapse:{lots[0].lot_id}:{lots[0].sequence}",
        request_digest=digest_of([lot.lot_id for lot in lots]), holding_id=holding_id,
        moves=[Move(lot.lot_id, LAPSED_ACCOUNT) for lot in lots],
    )  # fmt: skip
