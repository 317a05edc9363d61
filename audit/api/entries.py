"""Entries of the book and their totals, for regulators."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from audit.queries.book import EntryFilter, EntryView, conservation, entries_for, entry_for, waiting_count
from audit.serializers import EntryAnswer, EntryQuery, TotalAnswer, TotalQuery, TotalsAnswer
from identity.api.pages import Cursor, CursorInvalid
from identity.api.views import BankView
from identity.principals import Principal


class EntryPages:
    """Entries newest first, page by page."""

    def __init__(self, actor: Principal, wanted: EntryFilter) -> None:
        self.actor, self.wanted = actor, wanted

    def slice(self, cursor: Cursor) -> Sequence[EntryView]:
        """Return the entries beyond the cursor."""
        beyond = uuid_of(cursor.key[0]) if cursor.key else None
        return entries_for(
            self.actor, self.wanted, limit=cursor.limit + 1, beyond=beyond, oldest_first=cursor.backwards
        )

    def key(self, row: EntryView) -> Sequence[object]:
        """Return what orders entries."""
        return [row.id]


class EntryList(BankView):
    """Every entry of the book, newest first, pseudonymous."""

    required_scopes = {"GET": "audit:read"}

    @extend_schema(parameters=[EntryQuery], responses=EntryAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List entries, filtered by institution, kind, level and time."""
        return self.page(EntryPages(self.principal, filter_of(self.read_query(EntryQuery))), EntryAnswer)


class EntryDetail(BankView):
    """One entry of the book with its transfers."""

    required_scopes = {"GET": "audit:read"}

    @extend_schema(responses=EntryAnswer)
    def get(self, request: Request, entry_id: UUID) -> Response:
        """Read one entry."""
        return self.answer(EntryAnswer(entry_for(self.principal, entry_id)))


class Totals(BankView):
    """Conservation of credits: held = deposited - redeemed + reinstated - lapsed - revoked."""

    required_scopes = {"GET": "audit:read"}

    @extend_schema(parameters=[TotalQuery], responses=TotalsAnswer)
    def get(self, request: Request) -> Response:
        """Read totals by institution, level and day."""
        asked = self.read_query(TotalQuery)
        lines = conservation(self.principal, institution_id=asked.pop("institution", None), **asked)
        return Response({"unfolded_count": waiting_count(), "results": TotalAnswer(lines, many=True).data})


def filter_of(asked: dict[str, Any]) -> EntryFilter:
    """Return the filter that checked query parameters name."""
    return EntryFilter(institution_id=asked.pop("institution", None), **asked)


def uuid_of(text: str) -> UUID:
    """Return the id that a cursor names; refuses what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise CursorInvalid("The cursor is not one that this list gave.", field="cursor") from None
