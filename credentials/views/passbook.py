"""The learner's passbook and its statement as CSV."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from credentials.forms.filters import KINDS, PassbookFilterForm
from credentials.queries.credential import own_holding
from credentials.queries.log_marks import sealed_entries
from credentials.queries.passbook import PassbookLine, passbook
from credentials.queries.revoked import recent_revocations
from identity.cells import safe_cell
from identity.doors import principal_of

HEADINGS = ("Date", "Kind", "Entry", "Institution", "Reference", "Level", "Hours", "Credits", "Balance")


class Passbook(View):
    """Every entry with the balance after it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the lines that the filters admit."""
        everything, form, lines = read_passbook(request)
        shown = {
            "lines": lines, "revoked": recent_revocations(everything, at=timezone.now()), "form": form,
            "tabs": _tabs(request), "total": len(everything),
            "balance": everything[0].balance if everything else 0, "query": request.GET.urlencode(),
            "sealed": sealed_entries(line.entry_id for line in lines),
            "crumbs": [{"label": _("Home"), "url": "/home/"}, {"label": _("Passbook"), "url": ""}],
        }  # fmt: skip
        return render(request, "credentials/passbook.html", shown)


class Statement(View):
    """The lines of the passbook as a CSV file that spreadsheets open."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the lines that the filters admit, oldest first."""
        _everything, _form, lines = read_passbook(request)
        name = f"passbook-{timezone.localdate().isoformat()}.csv"
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "private, no-store"
        answer.write("\ufeff")  # spreadsheets read Devanagari only after a byte order mark
        table = csv.writer(answer)
        table.writerow(HEADINGS)
        table.writerows([safe_cell(cell) for cell in _cells(line)] for line in reversed(lines))
        return answer


def read_passbook(request: HttpRequest) -> tuple[list[PassbookLine], PassbookFilterForm, list[PassbookLine]]:
    """Return every line, newest first, the form of the filters, and the lines that they admit."""
    everything = passbook(own_holding(principal_of(request)))
    places = {
        str(place.id): place.local_name for line in everything for place in (award.institution for award in line.awards)
    }
    form = PassbookFilterForm(request.GET, institutions=places)
    filters = form.filters()
    return everything, form, [line for line in everything if filters.admits(line)]


def _cells(line: PassbookLine) -> tuple[object, ...]:
    levels = " ".join(str(level) for level in line.levels)
    hours = "" if line.hours is None else line.hours
    return (line.on, line.kind, line.title, line.party, line.reference, levels, hours, line.credits, line.balance)


def _tabs(request: HttpRequest) -> list[dict[str, object]]:
    tabs = []
    for kind, label in KINDS:
        asked = request.GET.copy()
        asked["show"] = kind
        tabs.append({"label": label, "url": f"?{asked.urlencode()}", "current": kind == request.GET.get("show", "")})
    return [tab | {"count": None} for tab in tabs]
