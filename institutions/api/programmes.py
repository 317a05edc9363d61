"""Programmes with their credit requirements, caps and exit points."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from identity.api.views import BankView
from institutions.queries.programmes import programme_of, programme_rows
from institutions.serializers import ProgrammeAnswer, ProgrammeQuery


class ProgrammeList(BankView):
    """Programmes that credits are redeemed towards."""

    public_methods = frozenset({"GET"})
    ordering = ("title", "id")

    @extend_schema(parameters=[ProgrammeQuery], responses=ProgrammeAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List programmes by title, of one institution or of all."""
        asked = self.read_query(ProgrammeQuery)
        rows = programme_rows(institution_id=asked.get("institution"), open_only=asked["open"])
        return self.page(rows, ProgrammeAnswer)


class ProgrammeDetail(BankView):
    """One programme."""

    public_methods = frozenset({"GET"})

    @extend_schema(responses=ProgrammeAnswer)
    def get(self, request: Request, programme_id: UUID) -> Response:
        """Read a programme, open or closed."""
        return self.answer(ProgrammeAnswer(programme_of(programme_id)))
