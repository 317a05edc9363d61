"""Whether several accounts seem to be one person's: told as a number, so that nobody outside learns who it is."""

from collections.abc import Sequence
from uuid import UUID

from learners.matching import MATCHED, match_of
from learners.people import KnownLearner
from learners.queries.records import learner_by_holding


def alike_counts(groups: Sequence[Sequence[UUID]]) -> list[int]:
    """Return, for each group of holdings, how many of the others' name and birthday fit the first one's.

    What an erased record does not say can't differ, so an erased one is never counted.
    """
    known = learner_by_holding({holding_id for group in groups for holding_id in group})
    return [_alike([known[holding_id] for holding_id in group if holding_id in known]) for group in groups]


def _alike(learners: Sequence[KnownLearner]) -> int:
    told = [learner.person for learner in learners if learner.person.names and learner.person.birthday]
    return sum(match_of(told[0], other) == MATCHED for other in told[1:]) if told else 0
