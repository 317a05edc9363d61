"""The regulator's start page and the page of one entry."""

from decimal import Decimal
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from audit.forms import EntryFilterForm
from audit.queries.book import (
    ConservationLine,
    EntryView,
    conservation,
    entries_for,
    entry_for,
    names_of,
    waiting_count,
)
from identity.api.pages import cursor_of, cut
from identity.calls import audit_calls
from identity.doors import principal_of
from ledger.refusals import NotFound

PAGE = 25
FIGURES = ("deposited", "redeemed", "reinstated", "lapsed", "revoked", "held")


def regulator_home(request: HttpRequest) -> HttpResponse:
    """Show the conservation of credits, recent entries with filters, and how to ask the API."""
    actor = principal_of(request)
    board = conservation(actor)
    choices = [(str(line.institution_id), line.institution_name) for line in board if line.institution_id]
    form = EntryFilterForm(request.GET, institutions=choices)
    shown, links = _page(request, form)
    return render(request, "audit/regulator.html", {
        "board": board, "nation": _sum_of(board), "waiting": waiting_count(), "form": form, "entries": shown,
        "names": names_of(shown), "api_calls": audit_calls(), **links,
    })  # fmt: skip


def entry_page(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Show one entry with every move it made."""
    entry = entry_for(principal_of(request), entry_id)
    name = names_of([entry]).get(entry.institution_id) if entry.institution_id else ""
    crumbs = [{"label": _("The book"), "url": "/regulator/"}, {"label": str(entry.id)[-12:], "url": ""}]
    return render(request, "audit/entry.html", {"entry": entry, "institution": name, "crumbs": crumbs})


def _page(request: HttpRequest, form: EntryFilterForm) -> tuple[list[EntryView], dict[str, str]]:
    cursor = cursor_of(request, width=1, default=PAGE)
    beyond = _uuid(cursor.key[0]) if cursor.key else None
    wanted = form.wanted()
    rows = entries_for(
        principal_of(request), wanted, limit=cursor.limit + 1, beyond=beyond, oldest_first=cursor.backwards
    )
    shown, has_next, has_previous = cut(cursor, rows)
    links = {
        "next_url": _link(request, cursor.written([shown[-1].id], backwards=False)) if has_next else "",
        "previous_url": _link(request, cursor.written([shown[0].id], backwards=True)) if has_previous else "",
    }
    return shown, links


def _link(request: HttpRequest, cursor: str) -> str:
    asked = {name: value for name, value in request.GET.items() if value and name != "cursor"}
    return f"?{urlencode(asked | {'cursor': cursor})}"


def _sum_of(board: list[ConservationLine]) -> dict[str, Decimal]:
    return {name: sum((getattr(line.total, name) for line in board), Decimal(0)) for name in FIGURES}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("There is no such page of entries.") from None
