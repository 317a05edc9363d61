"""The public catalogue, one offering of it, and the calculator."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from credentials.forms.filters import CatalogueFilterForm
from credentials.forms.hours import CalculatorForm
from credentials.queries.endorsements import endorsements_of
from credentials.queries.offering_pages import offering_page
from credentials.queries.search import ORDER, facet_counts, search
from credentials.queries.sums import shown_sum
from credentials.views.facets import facet_groups
from credentials.views.paging import page_of

PAGE = 24
EXAMPLE = {"theory": "45", "practical": "45", "contact": "60", "rule_set": "UGC-SKILL-NHEQF", "level": "5.5"}


class Catalogue(View):
    """Every offering in force: search, facets, cards."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page of results that was asked for."""
        form, today = CatalogueFilterForm(request.GET), timezone.localdate()
        filters = form.filters()
        rows = search(filters, today)
        page = page_of(request, rows.prefetch_related("skills"), ordering=ORDER, size=PAGE)
        groups = facet_groups(filters, facet_counts(filters, today), request.GET)
        shown = {"form": form, "page": page, "total": rows.count(), "groups": groups, "crumbs": _crumbs(_("Catalogue"))}
        return render(request, "credentials/catalogue.html", shown | {"asked": request.GET, "filters": filters})


class Offering(View):
    """One offering: what is learned, how hours become its credits, who assures it."""

    def get(self, request: HttpRequest, offering_id: UUID) -> HttpResponse:
        """Show the version in force."""
        page = offering_page(offering_id, timezone.localdate())
        shown = {
            "page": page, "version": page.version,
            "endorsements": endorsements_of([page.version.id], at=timezone.now()),
            "crumbs": _crumbs({"label": _("Catalogue"), "url": "/catalogue/"}, page.title),
        }  # fmt: skip
        return render(request, "credentials/offering.html", shown)


class Calculator(View):
    """Hours by mode, rule set and level to credits; htmx asks for the result alone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Calculate what was asked, or show an example."""
        form = CalculatorForm(request.GET if "rule_set" in request.GET else EXAMPLE)
        found = form.conversion()
        shown: dict[str, Any] = {"form": form, "conversion": found, "sum": found and shown_sum(found.explanation)}
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "credentials/calculation.html", shown)
        return render(request, "credentials/calculator.html", shown | {"crumbs": _crumbs(_("Calculator"))})


def _crumbs(*steps: Any) -> list[dict[str, str]]:
    """Return breadcrumbs from home; the last step is this page."""
    named = [step if isinstance(step, dict) else {"label": step, "url": ""} for step in steps]
    return [{"label": _("Home"), "url": "/"}, *named]
