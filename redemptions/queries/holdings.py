"""What learners hold, as plans see it: each lot with where it is and what caps and exits ask about it."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from credentials.models import Award, OfferingVersion
from ledger.acts import REDEEM
from ledger.ncrf import ALL_LEVELS
from ledger.queries.custody import LotState, lots_of
from redemptions.plan_inputs import LotView

_LEVELS = {level.value: level for level in ALL_LEVELS}
_FACTS = ("title", "discipline", "domain", "is_rpl", "is_swayam")


class KeptLot(NamedTuple):
    """A lot of one holding: where the book has it, and how a plan sees it."""

    state: LotState
    view: LotView

    def is_redeemed_to(self, account_id: UUID) -> bool:
        """Tell whether the lot is in a programme's account."""
        return self.state.kind == REDEEM and self.state.account_id == account_id


def kept_lots(holding_ids: Iterable[UUID]) -> dict[UUID, list[KeptLot]]:
    """Return every lot ever deposited into each holding, soonest expiry first; three statements for any number."""
    holdings = sorted(set(holding_ids))
    kept: dict[UUID, list[KeptLot]] = {holding: [] for holding in holdings}
    states = lots_of(holdings)
    if not states:
        return kept
    awards = _awards(holdings)
    versions = _versions({award[0] for award in awards.values()})
    for state in states:
        if award := awards.get(state.lot_id):
            kept[state.holding_id].append(KeptLot(state, _view(state, award, versions[award[0]])))
    return kept


def held(lots: Sequence[KeptLot]) -> list[LotView]:
    """Return those lots that are still with the learner (some may have expired)."""
    return [lot.view for lot in lots if lot.state.is_held]


def redeemed_to(lots: Sequence[KeptLot], account_id: UUID) -> list[LotView]:
    """Return those lots that are in a programme's account."""
    return [lot.view for lot in lots if lot.is_redeemed_to(account_id)]


def _awards(holdings: Sequence[UUID]) -> dict[UUID, tuple[UUID, UUID, str]]:
    rows = Award.objects.filter(holding_id__in=holdings).values_list("id", "version_id", "institution_id", "term")
    return {award_id: (version_id, institution_id, term) for award_id, version_id, institution_id, term in rows}


def _versions(version_ids: Iterable[UUID]) -> dict[UUID, tuple[Any, ...]]:
    rows = OfferingVersion.objects.filter(id__in=list(version_ids)).values_list("id", *_FACTS)
    return {row[0]: row[1:] for row in rows}


def _view(state: LotState, award: tuple[UUID, UUID, str], facts: tuple[Any, ...]) -> LotView:
    title, discipline, domain, is_rpl, is_swayam = facts
    return LotView(
        lot_id=state.lot_id,
        award_id=state.lot_id,
        title=title,
        credits=state.credits,
        level=_LEVELS[state.level],
        earned_on=state.earned_on,
        expires_on=state.expires_on,
        issuing_institution_id=award[1],
        discipline=discipline,
        domain=domain,
        is_skill=domain == "vocational",
        is_rpl=is_rpl,
        is_swayam=is_swayam,
        term=award[2],
    )
