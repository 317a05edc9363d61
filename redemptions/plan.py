"""What a plan says: lots chosen, lots not chosen and why, caps, what is missing, exits; and its stored form."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from ledger.ncrf import Translate, Wording
from redemptions.caps import Breach, CapUsage
from redemptions.exits import ExitState, Reach
from redemptions.plan_inputs import LotView


@dataclass(frozen=True, slots=True)
class Rejection:
    """A lot that the plan leaves out, or an award that isn't held (`lot` is None), with every reason."""

    award_id: UUID
    lot: LotView | None
    code: str
    wordings: tuple[Wording, ...]
    breaches: tuple[Breach, ...] = ()

    def sentence(self, translate: Translate = str) -> str:
        """Return the reasons for people."""
        return " ".join(wording.sentence(translate) for wording in self.wordings)

    def to_json(self) -> dict[str, Any]:
        """Return the rejection as JSON holds it; wordings stay translatable."""
        return {
            "award_id": str(self.award_id),
            "lot_id": None if self.lot is None else str(self.lot.lot_id),
            "credits": None if self.lot is None else str(self.lot.credits),
            "code": self.code,
            "reasons": [wording.to_json() for wording in self.wordings],
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """What the programme lacks after the plan; discipline and own are parts that those credits must contain."""

    credits: Decimal
    in_discipline: Decimal
    from_own_institution: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """One proposal: nothing is written, and the same input gives the same plan."""

    programme_id: UUID
    chosen: tuple[LotView, ...]
    rejected: tuple[Rejection, ...]
    caps: tuple[CapUsage, ...]
    credits_before: Decimal
    credits: Decimal
    missing: Missing
    exits: tuple[ExitState, ...]

    @property
    def credits_after(self) -> Decimal:
        """Return what the programme has once the plan is redeemed."""
        return self.credits_before + self.credits

    @property
    def exit_reached(self) -> ExitState | None:
        """Return the highest exit reached after the plan, confirmed ones before those to be confirmed."""
        reached = [state for state in self.exits if state.reach != Reach.NOT_YET]
        return max(reached, key=lambda s: (s.exit_point.credits, s.reach == Reach.REACHED), default=None)

    @property
    def next_exit(self) -> ExitState | None:
        """Return the nearest exit above the one reached; an exit passed over in favour of a higher one isn't next."""
        highest = Decimal(-1) if self.exit_reached is None else self.exit_reached.exit_point.credits
        ahead = [s for s in self.exits if s.reach == Reach.NOT_YET and s.exit_point.credits >= highest]
        return min(ahead, key=lambda s: s.exit_point.credits, default=None)

    @property
    def binding_caps(self) -> tuple[CapUsage, ...]:
        """Return the caps that turned a lot away."""
        return tuple(usage for usage in self.caps if usage.binds)

    def to_json(self) -> dict[str, Any]:
        """Return the plan as it is stored with a request: ids, figures as text, wordings that stay translatable."""
        return {
            "programme_id": str(self.programme_id),
            "chosen": [{"lot_id": str(lot.lot_id), "credits": str(lot.credits)} for lot in self.chosen],
            "rejected": [rejection.to_json() for rejection in self.rejected],
            "caps": [_cap_json(usage) for usage in self.caps],
            "credits_before": str(self.credits_before),
            "credits": str(self.credits),
            "credits_after": str(self.credits_after),
            "missing": {
                "credits": str(self.missing.credits),
                "in_discipline": str(self.missing.in_discipline),
                "from_own_institution": str(self.missing.from_own_institution),
            },
            "exits": [_exit_json(state) for state in self.exits],
        }


def _cap_json(usage: CapUsage) -> dict[str, Any]:
    return {
        "code": usage.code.value,
        "term": usage.term,
        "share": str(usage.share),
        "unit": usage.unit,
        "limit": str(usage.limit),
        "before": str(usage.before),
        "after": str(usage.after),
        "binds": usage.binds,
        "rule": usage.wording().to_json(),
    }


def _exit_json(state: ExitState) -> dict[str, Any]:
    return {
        "name": state.exit_point.name,
        "credits": str(state.exit_point.credits),
        "reach": state.reach.value,
        "lacks": [wording.to_json() for wording in state.wordings()],
    }
