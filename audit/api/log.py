"""The log for regulators' systems: its checkpoints, and proofs of inclusion and consistency."""

from collections.abc import Sequence

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.pages import index_of
from audit.queries.log import checkpoints_for, growth_for, inclusion_for, log_state
from audit.serializers.log import (
    CheckpointAnswer,
    CheckpointRow,
    ConsistencyAnswer,
    ConsistencyQuery,
    InclusionAnswer,
    InclusionQuery,
)
from identity.api.pages import Cursor
from identity.api.views import BankView
from identity.principals import Principal
from ledger.queries.log import LogHead
from ledger.refusals import NotFound


class LogView(BankView):
    """What a regulator reads of the log."""

    required_scopes = {"GET": "audit:read"}


class CheckpointNow(LogView):
    """What everybody sees of the log now."""

    @extend_schema(responses=CheckpointAnswer)
    def get(self, request: Request) -> Response:
        """Read the published checkpoint, how many entries wait to be sealed, and open alarms by code."""
        state = log_state(self.principal)
        if state.shown is None:
            raise state.fault or NotFound("The log has no checkpoint yet.")
        return self.answer(CheckpointAnswer(state))


class CheckpointPages:
    """Signed checkpoints newest first; the cursor is a size."""

    def __init__(self, actor: Principal) -> None:
        self.actor = actor

    def slice(self, cursor: Cursor) -> Sequence[LogHead]:
        """Return the checkpoints beyond the cursor."""
        beyond = index_of(cursor)
        return checkpoints_for(self.actor, limit=cursor.limit + 1, beyond=beyond, oldest_first=cursor.backwards)

    def key(self, row: LogHead) -> Sequence[object]:
        """Return what orders checkpoints."""
        return [row.size]


class CheckpointList(LogView):
    """Every state of the log that was ever signed."""

    ordering = ("size",)

    @extend_schema(responses=CheckpointRow(many=True))
    def get(self, request: Request) -> Response:
        """List signed checkpoints, newest first."""
        return self.page(CheckpointPages(self.principal), CheckpointRow)


class InclusionProof(LogView):
    """That an entry is in the log."""

    @extend_schema(parameters=[InclusionQuery], responses=InclusionAnswer)
    def get(self, request: Request) -> Response:
        """Prove an entry under the published checkpoint, or under an earlier one."""
        asked = self.read_query(InclusionQuery)
        return self.answer(InclusionAnswer(inclusion_for(self.principal, asked["entry"], size=asked.get("size"))))


class ConsistencyProof(LogView):
    """That the log only grew."""

    @extend_schema(parameters=[ConsistencyQuery], responses=ConsistencyAnswer)
    def get(self, request: Request) -> Response:
        """Prove that the log of one size begins with the log of a smaller one."""
        return self.answer(ConsistencyAnswer(growth_for(self.principal, **self.read_query(ConsistencyQuery))))
