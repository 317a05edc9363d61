"""Entries of the book and their totals, for regulators."""

from typing import Any
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from audit.api.pages import EntryPages, LogPagination
from audit.queries.book import BookState, EntryFilter, conservation, entry_for, state_for, waiting_count, within
from audit.serializers.book import EntryAnswer, EntryQuery, TotalQuery, TotalsAnswer
from identity.api.views import BankView
from identity.principals import Principal


class EntryList(BankView):
    """Every sealed entry of the book in the order of the log, newest first, pseudonymous."""

    required_scopes = {"GET": "audit:read"}
    pagination_class = LogPagination
    ordering = ("leaf_index",)

    @extend_schema(parameters=[EntryQuery], responses=EntryAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List entries, filtered by institution, programme, kind, level and time, also of the book as it stood."""
        asked = self.read_query(EntryQuery)
        state, oldest_first = state_of(self.principal, asked), asked.pop("order") == "oldest"
        wanted = filter_of(asked, state)
        return self.page(EntryPages(self.principal, wanted, state, oldest_first=oldest_first), EntryAnswer)


class EntryDetail(BankView):
    """One entry of the book with its transfers."""

    required_scopes = {"GET": "audit:read"}

    @extend_schema(responses=EntryAnswer)
    def get(self, request: Request, entry_id: UUID) -> Response:
        """Read one entry, also before it is sealed."""
        return self.answer(EntryAnswer(entry_for(self.principal, entry_id)))


class Totals(BankView):
    """Conservation of credits: held = deposited - redeemed + reinstated - lapsed - revoked."""

    required_scopes = {"GET": "audit:read"}

    @extend_schema(parameters=[TotalQuery], responses=TotalsAnswer)
    def get(self, request: Request) -> Response:
        """Read totals by institution, level and day: as folded so far, or of the book as it stood."""
        asked = self.read_query(TotalQuery)
        is_of_state = bool({"as_of", "size"} & asked.keys())
        newest = state_of(self.principal, asked)
        state = newest if is_of_state else None
        lines = conservation(self.principal, institution_id=asked.pop("institution", None), state=state, **asked)
        told = {"state": state, "unfolded_count": waiting_count(), "proof": _proof(newest), "results": lines}
        return self.answer(TotalsAnswer(told))


def state_of(actor: Principal, asked: dict[str, Any]) -> BookState:
    """Return the state of the book that checked query parameters name, and take them out."""
    return state_for(actor, as_of=asked.pop("as_of", None), size=asked.pop("size", None))


def filter_of(asked: dict[str, Any], state: BookState) -> EntryFilter:
    """Return the filter that the other query parameters name, within that state."""
    programme = asked.pop("programme", None)
    return within(EntryFilter(institution_id=asked.pop("institution", None), **asked), state, programme)


def _proof(state: BookState) -> dict[str, object]:
    return {
        "checkpoint_size": state.size,
        "command": f"bin/audit-mirror {settings.SITE_URL.rstrip('/')} DIR",
        "within": "bin/manage prove_book",
    }
