"""Requests with how each stands: of a learner, of an institution, and the counts of an inbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from institutions.models import Programme
from ledger.refusals import NotFound
from redemptions.models import Decision, Redemption, RedemptionLot, Reversal
from redemptions.queries.goals import in_language

WAITING, APPROVED, REFUSED, WITHDRAWN, REVERSED = "waiting", "approved", "refused", "withdrawn", "reversed"
STATES = (WAITING, APPROVED, REFUSED, WITHDRAWN, REVERSED)
OVERDUE = "overdue"
SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as pages and the API read it."""

    row: Any
    at: datetime

    @property
    def id(self) -> UUID:
        """Return the request's id."""
        return UUID(str(self.row.id))

    @property
    def programme(self) -> Programme:
        """Return the programme that the credits are for."""
        programme: Programme = self.row.programme
        return programme

    @property
    def programme_title(self) -> str:
        """Return the programme's title in the reader's language."""
        return in_language(self.programme.title, self.programme.title_hi)

    @property
    def institution_name(self) -> str:
        """Return the deciding institution's name in the reader's language."""
        return in_language(self.programme.institution.name, self.programme.institution.name_hi)

    @property
    def credits(self) -> Decimal:
        """Return the credits asked for."""
        return Decimal(self.row.credits)

    @property
    def lot_count(self) -> int:
        """Return how many awards they come from."""
        return int(self.row.lot_count)

    @property
    def moved_by(self) -> UUID | None:
        """Return the entry that moved its lots last: the reversal, else the approval."""
        if self.reversal is not None:
            return self.reversal.entry_id
        return self.decision.entry_id if self.decision and self.decision.verdict == APPROVED else None

    @property
    def decision(self) -> Decision | None:
        """Return how it ended, or None while it waits."""
        return getattr(self.row, "decision", None)

    @property
    def reversal(self) -> Reversal | None:
        """Return that it was undone, or None."""
        return getattr(self.row, "reversal", None)

    @property
    def state(self) -> str:
        """Return waiting, approved, refused, withdrawn or reversed."""
        if self.reversal is not None:
            return REVERSED
        return WAITING if self.decision is None else self.decision.verdict

    @property
    def counts(self) -> bool:
        """Tell whether its credits count towards the programme, or may yet."""
        return self.state in (WAITING, APPROVED)

    @property
    def is_overdue(self) -> bool:
        """Tell whether the decision should have come by now."""
        return self.state == WAITING and bool(self.row.decide_by < self.at)

    @property
    def days_left(self) -> int:
        """Return the days until the decision is due; when overdue, the days since then as a negative number."""
        seconds = (self.row.decide_by - self.at).total_seconds()
        return int(ceil(seconds / 86_400) if seconds >= 0 else -ceil(-seconds / 86_400))

    @property
    def days_late(self) -> int:
        """Return the days since the decision was due."""
        return max(-self.days_left, 0)

    @property
    def ended_at(self) -> datetime | None:
        """Return when it ended."""
        return None if self.decision is None else self.decision.decided_at


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """How much work an inbox holds."""

    waiting: int
    overdue: int
    due_soon: int
    oldest_at: datetime | None
    credits: Decimal


def request_rows() -> "QuerySet[Redemption]":
    """Return all requests with programme, institution, ending, credits and count of lots, without the stored plan."""
    lots = RedemptionLot.objects.filter(redemption=OuterRef("pk")).order_by().values("redemption")
    return (
        Redemption.objects.defer("plan")
        .select_related("programme__institution", "decision", "reversal", "waiting")
        .annotate(
            credits=Subquery(lots.annotate(total=Sum("credits")).values("total")),
            lot_count=Subquery(lots.annotate(total=Count("lot_id")).values("total")),
        )
    )


def requests_of(learner_id: UUID, *, at: datetime) -> list[RequestView]:
    """Return a learner's requests, newest first."""
    rows = request_rows().filter(learner_id=learner_id).order_by("-asked_at", "-id")
    return [RequestView(row, at) for row in rows]


def request_of_learner(learner_id: UUID, redemption_id: UUID, *, at: datetime) -> RequestView:
    """Return one request of a learner; refuses any other."""
    row = request_rows().filter(id=redemption_id, learner_id=learner_id).first()
    if row is None:
        raise NotFound(_("You have no such request."))
    return RequestView(row, at)


def request_of_institutions(institution_ids: Iterable[UUID], redemption_id: UUID, *, at: datetime) -> RequestView:
    """Return one request to any of the institutions; refuses any other."""
    rows = request_rows().filter(programme__institution_id__in=list(institution_ids))
    row = rows.filter(id=redemption_id).first()
    if row is None:
        raise NotFound(_("There is no such request at your institution."))
    return RequestView(row, at)


def request_visible_to(
    learner_id: UUID | None, institution_ids: Iterable[UUID], redemption_id: UUID, *, at: datetime
) -> RequestView:
    """Return a request to whoever may see it: the learner who asked, and the staff of the deciding institution."""
    row = rows_visible_to(learner_id, institution_ids).filter(id=redemption_id).first()
    if row is None:
        raise NotFound(_("There is no such request."))
    return RequestView(row, at)


def rows_visible_to(learner_id: UUID | None, institution_ids: Iterable[UUID]) -> "QuerySet[Redemption]":
    """Return the requests that a learner made or that go to these institutions."""
    mine = Q(programme__institution_id__in=list(institution_ids))
    if learner_id is not None:
        mine |= Q(learner_id=learner_id)
    return request_rows().filter(mine)


def in_state(rows: "QuerySet[Redemption]", state: str, *, at: datetime) -> "QuerySet[Redemption]":
    """Return the requests of one state (overdue and due soon are waiting ones); all of them for an empty state."""
    conditions = {
        "": Q(),
        WAITING: Q(waiting__isnull=False),
        OVERDUE: Q(waiting__decide_by__lt=at),
        "due-soon": Q(waiting__decide_by__gte=at, waiting__decide_by__lt=at + SOON),
        "ended": Q(waiting__isnull=True),
        APPROVED: Q(decision__verdict=APPROVED, reversal__isnull=True),
        REVERSED: Q(reversal__isnull=False),
        REFUSED: Q(decision__verdict=REFUSED),
        WITHDRAWN: Q(decision__verdict=WITHDRAWN),
    }
    return rows.filter(conditions[state])


def filtered(rows: "QuerySet[Redemption]", *, at: datetime, state: str = "", **exact: UUID) -> "QuerySet[Redemption]":
    """Return the requests of one state, programme or batch, as far as each is named."""
    return in_state(rows, state, at=at).filter(**exact)


def inbox_rows(institution_id: UUID) -> "QuerySet[Redemption]":
    """Return the requests to an institution, for doors that filter, order and page."""
    programmes = Programme.objects.filter(institution_id=institution_id).values_list("id", flat=True)
    return request_rows().filter(programme_id__in=list(programmes))


def inbox_counts(institution_id: UUID, *, at: datetime) -> InboxCounts:
    """Return how many requests wait at an institution, how many are late, and the oldest."""
    rows = Redemption.objects.filter(programme__institution_id=institution_id, waiting__isnull=False)
    found = rows.aggregate(
        waiting=Count("id"),
        overdue=Count("id", filter=Q(decide_by__lt=at)),
        due_soon=Count("id", filter=Q(decide_by__gte=at, decide_by__lt=at + SOON)),
    )
    oldest = rows.order_by("asked_at").values_list("asked_at", flat=True).first()
    lots = RedemptionLot.objects.filter(redemption__in=rows.values("id")).aggregate(total=Sum("credits"))
    return InboxCounts(**found, oldest_at=oldest, credits=lots["total"] or Decimal(0))


def lots_asked(redemption_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return the lots that each request names."""
    rows = RedemptionLot.objects.filter(redemption_id__in=list(redemption_ids))
    lots: dict[UUID, list[UUID]] = {}
    for redemption_id, lot_id in rows.values_list("redemption_id", "lot_id"):
        lots.setdefault(redemption_id, []).append(lot_id)
    return lots


def lots_redeemed_before(decision: Decision) -> set[UUID]:
    """Return the lots that the learner had redeemed towards the programme before this approval."""
    earlier = Decision.objects.filter(
        holding_id=decision.holding_id, programme_id=decision.programme_id, turn__lt=decision.turn,
        redemption__reversal__isnull=True,
    )  # fmt: skip
    found = lots_asked(earlier.values_list("redemption_id", flat=True))
    return {lot_id for lots in found.values() for lot_id in lots}


def reason_choices() -> list[tuple[str, str]]:
    """Return the reasons for which a request may be refused: code and words."""
    return [(str(code), str(label)) for code, label in Decision.Reason.choices]


def programme_choices(institution_id: UUID) -> list[tuple[str, str]]:
    """Return an institution's programmes by id, closed ones too, for a filter."""
    rows = Programme.objects.filter(institution_id=institution_id).order_by("title", "id")
    return [(str(row.id), in_language(row.title, row.title_hi)) for row in rows]
