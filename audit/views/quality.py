"""The regulator's comparison of quality: which skills can be compared, and one of them across institutions."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.api.listing import Listed, listed_page
from audit.forms.quality import BenchmarkFilterForm
from audit.quality.outliers import threshold_in_force
from audit.queries.quality import Benchmark, benchmarks, comparison, levels_of
from audit.views.pictures import shown_measures
from identity.doors import principal_of

PAGE = 25


def quality(request: HttpRequest) -> HttpResponse:
    """List skills and levels with how many institutions offer them; search narrows."""
    actor, form = principal_of(request), BenchmarkFilterForm(request.GET)
    found = benchmarks(actor, on=timezone.localdate(), **form.wanted())
    page = listed_page(request, Listed(found, lambda one: one.key), size=PAGE)
    shown = {"form": form, "total": len(found), "comparable": sum(one.institution_count > 1 for one in found)}
    return render(request, "audit/quality.html", shown | page)


def quality_skill(request: HttpRequest, skill: str) -> HttpResponse:
    """Compare one skill at one level across institutions, measure by measure."""
    actor, today = principal_of(request), timezone.localdate()
    form = BenchmarkFilterForm(request.GET)
    found = comparison(actor, skill, level=form.chosen_level(), on=today)
    crumbs = [{"label": _("Quality"), "url": reverse("quality")}, {"label": found.benchmark.local_name, "url": ""}]
    return render(request, "audit/quality_skill.html", {
        "found": found, "benchmark": found.benchmark, "measures": shown_measures(found), "crumbs": crumbs,
        "tabs": _tabs(levels_of(actor, skill, today), found.benchmark.level), "rule": threshold_in_force(today),
    })  # fmt: skip


def _tabs(levels: list[Benchmark], chosen: Decimal) -> list[dict[str, Any]]:
    return [
        {
            "label": _("Level %(level)s") % {"level": one.level}, "count": one.institution_count,
            "url": f"?{urlencode({'level': one.level})}", "current": one.level == chosen,
        }
        for one in levels
    ]  # fmt: skip
