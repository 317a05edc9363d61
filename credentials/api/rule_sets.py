"""Rule sets, and conversions of hours that write nothing."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from credentials.commands.rule_sets import add_rule_set
from credentials.queries.sums import convert
from credentials.serializers.hours import ConversionInput, RuleSetDocument, SumAnswer, document_of
from identity.api.views import BankView
from ledger.acts import day_of
from ledger.ncrf import LearningHours, Level
from ledger.queries.rule_sets import rule_sets


class RuleSetList(BankView):
    """Every version of every rule set."""

    public_methods = frozenset({"GET"})
    pagination_class = None  # type: ignore[assignment]

    @extend_schema(responses=RuleSetDocument(many=True))
    def get(self, request: Request) -> Response:
        """List the versions by id and day."""
        return self.answer(RuleSetDocument(rule_sets(), many=True))

    @extend_schema(request=RuleSetDocument, responses={201: RuleSetDocument})
    def post(self, request: Request) -> Response:
        """Add a version; the operator only, in force from tomorrow at the earliest, never edited."""
        document = document_of(self.read(RuleSetDocument))

        def work(key: str) -> Response:
            rules = add_rule_set(actor=self.principal, document=document, at=self.at, idempotency_key=key)
            return self.created(RuleSetDocument(rules))

        return self.once(work)


class Conversions(BankView):
    """Hours by mode to credits, with the sum explained and foreign equivalents."""

    public_methods = frozenset({"POST"})
    keyless_posts = True

    @extend_schema(request=ConversionInput, responses={200: SumAnswer})
    def post(self, request: Request) -> Response:
        """Convert assessed learning hours; nothing is stored."""
        given = self.read(ConversionInput)
        level = given.get("level")
        found = convert(
            LearningHours.of(**given["hours"]),
            rule_set=given["rule_set"],
            level=None if level is None else Level.of(level),
            on=given.get("on") or day_of(self.at),
        )
        return self.answer(SumAnswer(found.explanation))
