"""The regulator's exports: asking for one, watching it, taking its files away."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.commands.exports import request_export
from audit.forms.exports import ExportForm
from audit.queries.book import may_inspect, state_for
from audit.queries.exports import ExportView, PartView, export_for, exports_for, parts_of
from audit.tasks.exports import ring
from identity.api.pages import cursor_of, cut
from identity.doors import principal_of
from identity.views.forms_page import attempt, key_of_form, new_key
from institutions.queries.institutions import institution_names, standings
from ledger.refusals import NotFound

PAGE = 20


def exports(request: HttpRequest) -> HttpResponse:
    """List exports, newest first; POST asks for one."""
    actor = principal_of(request)
    may_inspect(actor)
    choices = [(str(one.institution.id), one.institution.name) for one in standings()]
    form = ExportForm(request.POST or None, institutions=choices)
    if request.method == "POST":
        said = {"actor": actor, "at": timezone.now(), "idempotency_key": key_of_form(request)}
        if made := attempt(form, lambda: request_export(**said, **form.asked(size=_size(request, form)))):  # type: ignore[arg-type]
            ring(made.id)
            return redirect("export", made.id)
    shown, links = _page(request)
    context = {"exports": shown, "form": form, "key": new_key(), "moving": any(one.is_moving for one in shown), **links}
    return render(request, "audit/exports.html", context, status=422 if form.errors else 200)


def _size(request: HttpRequest, form: ExportForm) -> int | None:
    """Return the size of the log on the day as of which the book is wanted."""
    moment = form.as_of_moment
    return state_for(principal_of(request), as_of=moment).size if moment else None


def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Show one export: how far it is, its files, and how to check them."""
    view = export_for(principal_of(request), export_id)
    crumbs = [{"label": _("Exports"), "url": reverse("exports")}, {"label": str(view.id)[-12:], "url": ""}]
    parts = parts_of(export_id)
    checks = _checks(view, parts) if view.row.finished_at and not view.row.removed_at else []
    return render(request, "audit/export.html", {
        "export": view, "parts": parts, "filters": _told(view), "checks": checks, "crumbs": crumbs,
    })  # fmt: skip


def _page(request: HttpRequest) -> tuple[list[ExportView], dict[str, str]]:
    cursor = cursor_of(request, width=1, default=PAGE)
    beyond = _uuid(cursor.key[0]) if cursor.key else None
    rows = exports_for(principal_of(request), limit=cursor.limit + 1, beyond=beyond, oldest_first=cursor.backwards)
    shown, has_next, has_previous = cut(cursor, rows)
    links = {
        "next_url": _link(cursor.written([shown[-1].id], backwards=False)) if has_next else "",
        "previous_url": _link(cursor.written([shown[0].id], backwards=True)) if has_previous else "",
    }
    return shown, links


def _told(view: ExportView) -> list[tuple[str, str]]:
    """Return what was asked for, in words."""
    words = {
        "kind": _("Kind"), "institution": _("Institution"), "level": _("Level"), "since": _("From"),
        "until": _("Before"),
    }  # fmt: skip
    filters = dict(view.row.filters)
    if place := filters.get("institution"):
        filters["institution"] = institution_names({UUID(place)}).get(UUID(place), place)
    return [(words[name], value) for name, value in filters.items()]


def _checks(view: ExportView, parts: list[PartView]) -> list[dict[str, str]]:
    """Return the calls that take everything away and check it."""
    auth, name = '-H "Authorization: Bearer $TOKEN"', f"part-%05d.{view.row.format}"
    here = f"{settings.SITE_URL.rstrip('/')}{reverse('api-export', args=[view.id])}"
    numbers = [part.number for part in parts]
    which = f"$(seq {numbers[-1]})" if numbers == list(range(1, len(numbers) + 1)) else " ".join(map(str, numbers))
    take = f"curl {auth} {here}manifest/ -o manifest.json; curl {auth} {here}manifest/note/ -o manifest.txt"
    take_parts = f"for n in {which}; do curl {auth} -f -C - -o $(printf {name} $n) {here}parts/$n/; done"
    return [
        {"id": "take-manifest", "label": _("Take the manifest and its signature"), "text": take},
        {"id": "take-parts", "text": take_parts,
         "label": _("Take the files; said again after a break, it goes on where it stopped")},
        {"id": "check-parts", "label": _("Compare every file with its digest"), "text": "sha256sum -c manifest.txt"},
    ]  # fmt: skip


def _link(cursor: str) -> str:
    return f"?{urlencode({'cursor': cursor})}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("There is no such page of exports.") from None
