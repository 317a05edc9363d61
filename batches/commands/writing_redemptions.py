"""Redeeming rows: every row is one redemption of a learner towards a programme."""

from collections.abc import Sequence
from uuid import UUID

from batches.commands.outcomes import Order, RowOutcome
from batches.models import BatchOutcome
from batches.queries.programmes import programmes_by_code
from batches.reading.rows import ParsedRow
from learners.queries import KnownLearner, accounts_by_abc_id
from redemptions.commands import RedemptionItem, redeem_credits

Status = BatchOutcome.Status


class RedemptionsWriter:
    """Redeems the rows of `redemptions`."""

    def __init__(self, institution_id: UUID) -> None:
        self._programmes = programmes_by_code(institution_id)

    def write(self, rows: Sequence[ParsedRow], order: Order) -> list[RowOutcome]:
        """Redeem the slice in one call; a row whose learner or programme is gone since the check is refused."""
        known = accounts_by_abc_id({row.learner.abc_id for row in rows})
        items = {row.number: item for row in rows if (item := self._item(row, known))}
        made = redeem_credits(
            actor=order.actor, institution_id=order.institution_id, items=list(items.values()), at=order.at,
            batch_id=order.batch_id, idempotency_key=order.idempotency_key,
        )  # fmt: skip
        by_row = dict(zip(items, made, strict=True))
        gone = "The learner or the programme is no longer there. Check the row again."
        outcomes = []
        for row in rows:
            one = by_row.get(row.number)
            outcomes.append(
                RowOutcome(row.number, Status.REFUSED, "row-outdated", gone) if one is None
                else RowOutcome(row.number, one.status, one.code, one.detail, len(one.lot_ids), one.credits)
            )  # fmt: skip
        return outcomes

    def _item(self, row: ParsedRow, known: dict[str, KnownLearner]) -> RedemptionItem | None:
        learner, programme = known.get(row.learner.abc_id), self._programmes.get(row.programme_code.upper())
        if learner is None or programme is None or row.redemption is None:
            return None
        named = tuple(UUID(award) for award in row.redemption.awards)
        return RedemptionItem(learner.holding_id, learner.learner_id, programme, named or None, str(row.number))
