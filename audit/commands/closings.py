"""Closing the book: a stretch of the log is added up once, when it is long enough or the day is over."""

from datetime import datetime

from django.db import connection, transaction

from audit.models import Closing, ClosingLine
from ledger.acts import day_of
from ledger.queries.changes import changes
from ledger.queries.log import checkpoint_beyond

BITE = 100_000
_LOCK = 7_003


def close_book(*, at: datetime, bite: int = BITE) -> int:
    """Add up the next stretch of the log and return its leaves; 0 when it is not time, or another one closes.

    A closing ends at a signed checkpoint, at most `bite` leaves on where there is one. It is time when so many leaves
    wait, or when the last closing was made on an earlier day (of India). Leaves never change, so a closing never does.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = Closing.objects.order_by("-size").first()
        first = last.size if last else 0
        end = checkpoint_beyond(first, at_most=bite)
        if end is None or not (last is None or _is_over(last.closed_at, at) or checkpoint_beyond(end.size, at_most=1)):
            return 0
        Closing.objects.create(size=end.size, previous_size=first, closed_at=at)
        ClosingLine.objects.bulk_create(
            [ClosingLine(size=end.size, **change._asdict()) for change in changes(first, end.size)], batch_size=5_000
        )
        return end.size - first


def _is_over(closed_at: datetime, at: datetime) -> bool:
    """Tell whether the day of the last closing has ended."""
    return day_of(closed_at) < day_of(at)
