"""The statement of what a learner has redeemed: by programme, award by award, with what was given back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from credentials.queries.awards import AwardView, award_views
from redemptions.queries.goals import in_language
from redemptions.queries.requests import APPROVED, RequestView, lots_asked, requests_of


@dataclass(frozen=True, slots=True)
class SpentLine:
    """One award that was redeemed."""

    award: AwardView
    request: RequestView

    @property
    def issuer(self) -> str:
        """Return the awarding institution's name in the reader's language."""
        return in_language(self.award.institution.name, self.award.institution.name_hi)


@dataclass(frozen=True, slots=True)
class SpentGroup:
    """What was redeemed towards one programme."""

    request: RequestView
    lines: tuple[SpentLine, ...]

    @property
    def credits(self) -> Decimal:
        """Return the credits redeemed."""
        return sum((line.award.credits for line in self.lines), Decimal(0))

    @property
    def hours(self) -> Decimal:
        """Return the notional hours behind them."""
        return sum((line.award.hours for line in self.lines), Decimal(0))


def statement_of_redemptions(learner_id: UUID, *, at: datetime) -> list[SpentGroup]:
    """Return what stands redeemed, by programme in order of title, oldest decision first, without reversed ones."""
    requests = [request for request in requests_of(learner_id, at=at) if request.state == APPROVED]
    requests.sort(key=lambda r: (r.programme_title, r.programme.id, r.ended_at))
    lots = lots_asked(request.id for request in requests)
    awards = award_views({(r.row.holding_id, lot) for r in requests for lot in lots.get(r.id, [])})
    groups = []
    for _programme, same in groupby(requests, key=lambda r: r.programme.id):
        group = list(same)
        groups.append(SpentGroup(group[0], tuple(_lines(group, lots, awards))))
    return groups


def _lines(
    requests: list[RequestView], lots: dict[UUID, list[UUID]], awards: dict[UUID, AwardView]
) -> Iterator[SpentLine]:
    for request in requests:
        mine = [awards[lot] for lot in lots.get(request.id, []) if lot in awards]
        for award in sorted(mine, key=lambda a: (a.earned_on, a.award_id)):
            yield SpentLine(award, request)
