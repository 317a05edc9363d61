"""Findings, and replays under another rule set, for regulators."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from audit.queries.book import may_inspect
from audit.queries.findings import FindingFilter, FindingView, finding_for, findings_for
from audit.queries.replay import ReplayRequest, replay_for
from audit.rules.shapes import Period
from audit.serializers.findings import FindingAnswer, FindingDetailAnswer, FindingQuery, ReplayAnswer, ReplayQuery
from identity.api.pages import Cursor, RowKeyset
from identity.api.views import BankView


class FindingPages:
    """Findings newest first, page by page."""

    def __init__(self, rows: Any) -> None:
        self.rows = RowKeyset(rows, ("-id",))

    def slice(self, cursor: Cursor) -> Sequence[FindingView]:
        """Return the findings beyond the cursor."""
        return [FindingView(row) for row in self.rows.slice(cursor)]

    def key(self, row: FindingView) -> Sequence[object]:
        """Return what orders findings."""
        return [row.id]


class FindingList(BankView):
    """What the rules found, newest first."""

    required_scopes = {"GET": "audit:read"}

    @extend_schema(parameters=[FindingQuery], responses=FindingAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List findings, filtered by state, rule, severity and institution."""
        asked = self.read_query(FindingQuery)
        wanted = FindingFilter(institution_id=asked.pop("institution", None), **asked)
        return self.page(FindingPages(findings_for(self.principal, wanted)), FindingAnswer)


class FindingDetail(BankView):
    """One finding with its steps."""

    required_scopes = {"GET": "audit:read"}

    @extend_schema(responses=FindingDetailAnswer)
    def get(self, request: Request, finding_id: UUID) -> Response:
        """Read one finding."""
        may_inspect(self.principal)
        return self.answer(FindingDetailAnswer(finding_for(self.principal, finding_id)))


class ReplayView(BankView):
    """Awards of a period under another rule set; nothing is written."""

    required_scopes = {"GET": "audit:read"}

    @extend_schema(parameters=[ReplayQuery], responses=ReplayAnswer)
    def get(self, request: Request) -> Response:
        """Compute what the standing awards of a period would be worth under a version of a rule set."""
        asked = self.read_query(ReplayQuery)
        period = Period(asked["since"], asked["until"])
        wanted = ReplayRequest(asked["rule_set"], asked["version"], period, asked.get("institution"))
        return self.answer(ReplayAnswer(replay_for(self.principal, wanted)))
