"""Quality benchmarks: the same skill and level across institutions, for regulators."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.listing import Listed
from audit.queries.quality import benchmarks, comparison
from audit.serializers.benchmarks import BenchmarkAnswer, BenchmarkQuery, ComparisonAnswer, ComparisonQuery
from identity.api.views import BankView
from ledger.acts import day_of


class BenchmarkList(BankView):
    """Skills and levels that institutions offer today, those with most institutions first."""

    required_scopes = {"GET": "audit:read"}

    @extend_schema(parameters=[BenchmarkQuery], responses=BenchmarkAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List skills by level with how many institutions can be compared."""
        asked = self.read_query(BenchmarkQuery)
        found = benchmarks(
            self.principal, on=day_of(self.at), words=asked.get("q", ""), level=asked.get("level")
        )  # fmt: skip
        return self.page(Listed(found, lambda one: one.key), BenchmarkAnswer)


class BenchmarkDetail(BankView):
    """One skill at one level across institutions."""

    required_scopes = {"GET": "audit:read"}

    @extend_schema(parameters=[ComparisonQuery], responses=ComparisonAnswer)
    def get(self, request: Request, skill: str) -> Response:
        """Compare every measure, with what stands behind it and what stands out."""
        level = self.read_query(ComparisonQuery).get("level")
        return self.answer(ComparisonAnswer(comparison(self.principal, skill, level=level, on=day_of(self.at))))
