"""The explorer: entries of the book with filters, one entry with its proof, and the proof to keep."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.api.pages import EntryPages
from audit.forms.entries import EntryFilterForm
from audit.queries.book import BookState, EntryView, entry_for, names_of, state_for, within
from audit.queries.choices import institution_choices, programme_choices
from audit.queries.log import proof_file_for, proof_file_name, shown_proof
from identity.api.pages import Cursor, cursor_of, cut
from identity.doors import principal_of
from ledger.refusals import Refusal

PAGE = 25


@require_safe
def entries_page(request: HttpRequest) -> HttpResponse:
    """Show entries in the order of the log, filtered, also of the book as it stood."""
    actor, form = principal_of(request), _form(request)
    try:
        state = state_for(actor, as_of=form.as_of_moment)
        pages = EntryPages(actor, within(form.wanted(), state, form.programme_id), state, oldest_first=False)
    except Refusal as refusal:
        if refusal.field != "as_of":
            raise
        form.add_error("as_of", _("The log has no signed state so old."))
        return render(request, "audit/explorer.html", {"form": form, "entries": [], "state": BookState()})
    shown, links = _page(request, pages)
    told = {"form": form, "entries": shown, "state": state, "names": names_of(shown), "ends_at": pages.ends_at}
    return render(request, "audit/explorer.html", told | links)


@require_safe
def entry_page(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Show one entry with every move it made, its leaves and their way to a signed checkpoint."""
    actor = principal_of(request)
    entry = entry_for(actor, entry_id)
    name = names_of([entry]).get(entry.institution_id) if entry.institution_id else ""
    crumbs = [
        {"label": _("Entries"), "url": reverse("regulator-entries")}, {"label": str(entry.id)[-12:], "url": ""}
    ]  # fmt: skip
    told = {"entry": entry, "institution": name, "crumbs": crumbs, "proof": shown_proof(actor, entry_id)}
    return render(request, "audit/entry.html", told)


@require_safe
def entry_proof(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Download the proof of an entry as a C2SP tlog-proof."""
    content = proof_file_for(principal_of(request), entry_id)
    named = {"Content-Disposition": f'attachment; filename="{proof_file_name(entry_id)}"'}
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers=named)


def _form(request: HttpRequest) -> EntryFilterForm:
    institutions = institution_choices()
    chosen = request.GET.get("institution", "")
    place = UUID(chosen) if chosen in dict(institutions) else None
    return EntryFilterForm(request.GET, institutions=institutions, programmes=programme_choices(place))


def _page(request: HttpRequest, pages: EntryPages) -> tuple[list[EntryView], dict[str, str]]:
    cursor = cursor_of(request, width=1, default=PAGE)
    shown, has_next, has_previous = cut(cursor, pages.slice(cursor))
    last, first = (shown[-1].leaf_index, shown[0].leaf_index) if shown else (None, None)
    if pages.ends_at is not None and cursor.backwards:
        first, has_previous = pages.ends_at, True
    elif pages.ends_at is not None:
        last, has_next = pages.ends_at, True
    return shown, {
        "next_url": _link(request, cursor, last, backwards=False) if has_next else "",
        "previous_url": _link(request, cursor, first, backwards=True) if has_previous else "",
    }


def _link(request: HttpRequest, cursor: Cursor, index: int | None, *, backwards: bool) -> str:
    asked: dict[str, Any] = {name: value for name, value in request.GET.items() if value and name != "cursor"}
    return f"?{urlencode(asked | {'cursor': cursor.written([index], backwards=backwards)})}"
