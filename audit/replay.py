"""What awards would be worth under another rule set: pure arithmetic, once for each distinct sum, nothing written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import heappush, heappushpop
from uuid import UUID

from ledger.ncrf import CreditSum, LearningHours, NoLearningHours, RuleSet, credits_for

MOST_MOVERS = 10
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Sum:
    """Awards of one version at one level that have the same hours and the same credits in the book."""

    institution_id: UUID
    version_id: UUID
    title: str
    code: str
    level: Decimal
    hours: LearningHours
    rule_set: str
    credits: Decimal
    award_count: int


@dataclass(slots=True)
class ReplayLine:
    """Awards of one institution at one level: credits as they are, and as they would be."""

    institution_id: UUID
    level: Decimal
    award_count: int = 0
    credits_then: Decimal = ZERO
    credits_replayed: Decimal = ZERO

    @property
    def difference(self) -> Decimal:
        """Return how many credits more the other rule set gives."""
        return self.credits_replayed - self.credits_then


@dataclass(frozen=True, slots=True)
class Mover:
    """A sum that the other rule set changes: credits of one award then and now, and the sum behind the new figure."""

    seen: Sum
    replayed: Decimal
    worked: CreditSum | None

    @property
    def difference(self) -> Decimal:
        """Return how many credits more all its awards would have."""
        return (self.replayed - self.seen.credits) * self.seen.award_count


@dataclass(slots=True)
class Replay:
    """Everything a replay says: lines by institution and level, and the sums that move most."""

    rule_set: RuleSet
    lines: list[ReplayLine] = field(default_factory=list)
    movers: list[Mover] = field(default_factory=list)
    changed_count: int = 0

    @property
    def award_count(self) -> int:
        """Return how many awards were run again."""
        return sum(line.award_count for line in self.lines)

    @property
    def credits_then(self) -> Decimal:
        """Return all credits as they are."""
        return sum((line.credits_then for line in self.lines), ZERO)

    @property
    def credits_replayed(self) -> Decimal:
        """Return all credits as they would be."""
        return sum((line.credits_replayed for line in self.lines), ZERO)

    @property
    def difference(self) -> Decimal:
        """Return how many credits more the other rule set gives."""
        return self.credits_replayed - self.credits_then


def replay(sums: Iterable[Sum], rule_set: RuleSet) -> Replay:
    """Run sums again under a rule set at its default rates; keeps lines and the largest movers only.

    Years of experience are not kept with an award, so no weightage is applied. Hours that make less than a hundredth
    of a credit make none.
    """
    lines: dict[tuple[UUID, Decimal], ReplayLine] = {}
    heap: list[tuple[Decimal, int, Mover]] = []
    result = Replay(rule_set)
    for number, seen in enumerate(sums):
        worked = _worked(seen.hours, rule_set)
        mover = Mover(seen, worked.credits if worked else ZERO, worked)
        line = lines.setdefault((seen.institution_id, seen.level), ReplayLine(seen.institution_id, seen.level))
        line.award_count += seen.award_count
        line.credits_then += seen.credits * seen.award_count
        line.credits_replayed += mover.replayed * seen.award_count
        if mover.difference:
            result.changed_count += seen.award_count
            push = heappush if len(heap) < MOST_MOVERS else heappushpop
            push(heap, (abs(mover.difference), -number, mover))
    result.lines = sorted(
        lines.values(), key=lambda line: (-abs(line.difference), str(line.institution_id), line.level)
    )
    result.movers = [mover for _size, _number, mover in sorted(heap, reverse=True)]
    return result


def _worked(hours: LearningHours, rule_set: RuleSet) -> CreditSum | None:
    try:
        return credits_for(hours, rule_set, assessed=True)
    except NoLearningHours:
        return None
