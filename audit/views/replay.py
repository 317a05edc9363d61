"""The page of a replay: what a period's awards would be worth under another rule set."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.forms.findings import ReplayForm
from audit.queries.replay import known_rule_sets, last_year, replay_for
from audit.replay import Replay
from identity.doors import principal_of
from institutions.queries.institutions import standings
from ledger.acts import day_of
from ledger.refusals import Refusal

MOST_LINES = 100


@require_safe
def replay_page(request: HttpRequest) -> HttpResponse:
    """Ask which awards and which rule set; show the difference once both are told."""
    actor = principal_of(request)
    rule_sets = known_rule_sets(actor)
    places = {str(one.institution.id): one.institution.local_name for one in standings()}
    period = last_year(day_of(timezone.now()))
    initial = {"since": period.first, "until": period.last}
    asked = request.GET if "rule_set" in request.GET else None
    form = ReplayForm(asked, initial=initial, rule_sets=rule_sets, institutions=list(places.items()))
    result = None
    if form.is_bound and form.is_valid():
        try:
            result = replay_for(actor, form.wanted())
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.detail)
    crumbs = [{"label": _("Findings"), "url": "/regulator/findings/"}, {"label": _("Replay"), "url": ""}]
    shown = {"form": form, "result": result, "crumbs": crumbs} | (_shown(result, places) if result else {})
    return render(request, "audit/replay.html", shown)


def _shown(result: Replay, places: dict[str, str]) -> dict[str, Any]:
    """Return lines and movers with the names of their institutions, and each sum in the reader's language."""
    lines = [{"line": line, "place": places.get(str(line.institution_id), "–")} for line in result.lines]
    movers = [
        {
            "mover": mover,
            "place": places.get(str(mover.seen.institution_id), "–"),
            "sentence": mover.worked.explanation.sentence(_) if mover.worked else "",
        }
        for mover in result.movers
    ]
    return {"lines": lines[:MOST_LINES], "line_count": len(lines), "movers": movers}
