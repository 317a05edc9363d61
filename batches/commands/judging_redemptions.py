"""Judging rows of redemptions: who, for which programme, and the plan that would be carried out today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext

from batches.commands.judging import Judged, with_problems
from batches.queries.programmes import programmes_by_code
from batches.reading.problems import Problem, problem
from batches.reading.rows import ParsedRow
from learners.queries import KnownLearner, accounts_by_abc_id, holds_consent
from ledger.acts import day_of
from redemptions.caps import CapMeters, CapRules
from redemptions.commands.bulk import CONSENT
from redemptions.commands.settling import shelves_of, told
from redemptions.exits import Tally
from redemptions.planning import choose_lots
from redemptions.queries.bulk import Request, waiting_requests
from redemptions.queries.goals import Goal, goals
from redemptions.shelves import Shelf


class RedemptionsJudge:
    """Judges rows of `redemptions`: rows of one learner in a slice see what the rows before them would take."""

    def __init__(self, institution_id: UUID) -> None:
        self._institution_id = institution_id
        self._programmes: dict[str, UUID] = programmes_by_code(institution_id)
        self._goals = goals(self._programmes.values())

    def judge(self, rows: Sequence[ParsedRow], *, at: datetime) -> list[Judged]:
        """Read learners, requests, consents and lots of the slice at once, then plan each row."""
        known = accounts_by_abc_id({row.learner.abc_id for row in rows if row.learner.abc_id})
        pairs = {pair for row in rows if (pair := self._pair(row, known))}
        requests = waiting_requests(sorted(pairs))
        learners = {one.learner_id for one in known.values()}
        consenting = holds_consent(learners, CONSENT, self._institution_id, day_of(at))
        shelves = shelves_of(one.holding_id for one in known.values())
        slice_ = _Slice(known, requests, consenting, shelves, at)
        return [self._judge(row, slice_) for row in rows]

    def _pair(self, row: ParsedRow, known: dict[str, KnownLearner]) -> tuple[UUID, UUID] | None:
        learner, programme = known.get(row.learner.abc_id), self._programmes.get(row.programme_code.upper())
        return (learner.holding_id, programme) if learner and programme else None

    def _judge(self, row: ParsedRow, slice_: "_Slice") -> Judged:
        judged = Judged(row)
        programme = self._programmes.get(row.programme_code.upper())
        goal = self._goals[programme] if programme else None
        found = [*self._standing_problems(row, goal, slice_)]
        if not found and not row.has_errors and goal is not None:
            found = slice_.plan(judged, goal)
        judged.row = with_problems(row, found)
        return judged

    def _standing_problems(self, row: ParsedRow, goal: Goal | None, slice_: "_Slice") -> Iterator[Problem]:
        learner = slice_.known.get(row.learner.abc_id)
        if row.learner.abc_id and learner is None:
            yield problem("learner-unknown", "abc_id", row.learner.abc_id)
        elif learner and not learner.claimed:
            yield problem("account-unclaimed", "abc_id", row.learner.abc_id)
        if row.programme_code and goal is None:
            yield problem("programme-unknown", "programme_code", row.programme_code)
        elif goal and not goal.is_open(slice_.at):
            yield problem("programme-closed", "programme_code", row.programme_code)
        asked = learner and goal and (learner.holding_id, goal.id) in slice_.requests
        if learner and learner.claimed and not asked and learner.learner_id not in slice_.consenting:
            yield problem("consent-missing", "abc_id", row.learner.abc_id)


@dataclass(slots=True)
class _Slice:
    """What one slice of rows is measured against."""

    known: dict[str, KnownLearner]
    requests: dict[tuple[UUID, UUID], Request]
    consenting: set[UUID]
    shelves: dict[UUID, Shelf]
    at: datetime
    rules: dict[UUID, CapRules] = field(default_factory=dict)

    def plan(self, judged: Judged, goal: Goal) -> list[Problem]:
        """Plan what the row asks for; put what it would take on the row, or return why it can't go."""
        row = judged.row
        holding = self.known[row.learner.abc_id].holding_id
        shelf = self.shelves.setdefault(holding, Shelf())
        request = self.requests.get((holding, goal.id))
        named = frozenset(UUID(award) for award in row.redemption.awards) if row.redemption else frozenset()
        wanted = named or (request.award_ids if request else None)
        already = shelf.redeemed.get(goal.account_id, ())
        tally, meters = Tally.of(already, goal.view), CapMeters(self._rules(goal), already=already)
        day = day_of(self.at)
        lots, rejected = choose_lots(
            shelf.held.values(), tally, meters, already=already, wanted_award_ids=wanted, on=day
        )  # fmt: skip
        if not lots or (wanted and len(lots) < len(wanted)):
            code = "award-not-eligible" if wanted else "nothing-to-redeem"
            against = [one for one in rejected if not wanted or one.award_id in wanted]
            return [problem(code, "awards", why=told(against, shelf) or gettext("There are no credits."))]
        shelf.redeem(lots, goal.account_id)
        judged.item_count, judged.credits = len(lots), sum((lot.credits for lot in lots), Decimal(0))
        judged.courses[goal.code] += 1
        return []

    def _rules(self, goal: Goal) -> CapRules:
        """Return the caps of a programme, which are the same for every row."""
        if goal.id not in self.rules:
            self.rules[goal.id] = CapRules(goal.view, day_of(self.at))
        return self.rules[goal.id]
