"""The states of a finding and the steps between them: plain, no framework."""

from dataclasses import dataclass
from decimal import Decimal

OPEN, EXPLAINED, ACCEPTED, ESCALATED = "open", "explained", "accepted", "escalated"
STATES = (OPEN, EXPLAINED, ESCALATED, ACCEPTED)
FOUND, REOPENED, GREW = "found", "reopened", "grew"
STEPS_FROM = {EXPLAINED: (OPEN,), ACCEPTED: (OPEN, EXPLAINED, ESCALATED), ESCALATED: (OPEN, EXPLAINED)}
"""From which states each decision starts; an institution that stays silent keeps nobody from deciding."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The step that follows from larger figures, and the state after it."""

    kind: str
    state: str


def growth(state: str, *, before: Decimal, now: Decimal) -> Growth | None:
    """Return the step that figures call for: what was explained or accepted opens again, the rest is told of it."""
    if now <= before:
        return None
    return Growth(REOPENED, OPEN) if state in (EXPLAINED, ACCEPTED) else Growth(GREW, state)
