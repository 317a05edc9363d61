"""What needs a learner's attention: revocations, credits about to expire, decisions, late answers, a consent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from credentials.dates import years_after
from credentials.queries.revoked import RecentRevocation
from learners.queries import current_consents
from ledger.acts import day_of
from redemptions.queries.holdings import KeptLot
from redemptions.queries.requests import APPROVED, REFUSED, REVERSED, WAITING, RequestView

NEWS_FOR = timedelta(days=30)
NEAR = timedelta(days=92)
MOST_SHOWN, MOST_REVOCATIONS = 4, 3
KEEP_CREDITS = "keep-credits"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know: its kind tells the page what to say; the figures belong to the kind."""

    kind: str
    on: date | datetime | None = None
    credits: Decimal = Decimal(0)
    count: int = 0
    first_on: date | None = None
    request: RequestView | None = None
    revoked: RecentRevocation | None = None


def notices(
    learner_id: UUID,
    requests: Sequence[RequestView],
    usable: Sequence[KeptLot],
    revoked: Sequence[RecentRevocation],
    *,
    at: datetime,
) -> list[Notice]:
    """Return what needs attention, most pressing first; nothing pushes the news of a revocation out."""
    found = [*_expiring(usable, day_of(at)), *_of_requests(requests, at), *_consent(learner_id)]
    return [*_revoked(revoked), *found[:MOST_SHOWN]]


def _revoked(revoked: Sequence[RecentRevocation]) -> Iterator[Notice]:
    """Tell of the newest revocations one by one, and of the others by their number."""
    for one in revoked[:MOST_REVOCATIONS]:
        yield Notice("revoked", one.revocation.revoked_at, one.award.credits, revoked=one)
    if len(revoked) > MOST_REVOCATIONS:
        yield Notice("more-revoked", count=len(revoked) - MOST_REVOCATIONS)


def _expiring(usable: Sequence[KeptLot], today: date) -> Iterator[Notice]:
    """Tell of the next credits that expire within a year: all that go within three months of the first."""
    within = [lot for lot in usable if lot.state.expires_on <= years_after(today, 1)]
    if not within:
        return
    first = min(lot.state.expires_on for lot in within)
    near = [lot for lot in within if lot.state.expires_on <= first + NEAR]
    last = max(lot.state.expires_on for lot in near)
    credits = sum((lot.state.credits for lot in near), Decimal(0))
    yield Notice("expiring", last, credits, len(near), first)


def _of_requests(requests: Sequence[RequestView], at: datetime) -> Iterator[Notice]:
    for request in requests:
        if request.is_overdue:
            yield Notice("overdue", request.row.decide_by, request.credits, request=request)
    for request in requests:
        changed_at = request.reversal.reversed_at if request.reversal else request.ended_at
        is_news = changed_at is not None and changed_at > at - NEWS_FOR
        if is_news and request.state in (APPROVED, REFUSED, REVERSED):
            yield Notice(request.state, changed_at, request.credits, request=request)
    for request in requests:
        if request.state == WAITING and not request.is_overdue:
            yield Notice("waiting", request.row.decide_by, request.credits, request=request)


def _consent(learner_id: UUID) -> Iterator[Notice]:
    if not any(answer.purpose == KEEP_CREDITS for answer in current_consents(learner_id)):
        yield Notice("consent")
