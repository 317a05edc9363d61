"""The institution's roster: its own links, differences side by side."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from identity.doors import place_of
from learners.queries.roster import RosterLine, roster_counts, roster_of_institution
from ledger.refusals import NotFound

PAGE = 50
SHOWN = ("differs", "matched", "all")


def roster(request: HttpRequest) -> HttpResponse:
    """Show the links of the institution worked for, those that differ first."""
    place = place_of(request)
    chosen = request.GET.get("show", SHOWN[0])
    wanted = chosen if chosen in SHOWN else SHOWN[0]
    lines = roster_of_institution(place, match="" if wanted == "all" else wanted, after=_after(request), limit=PAGE + 1)
    shown = {
        "lines": [_compared(line) for line in lines[:PAGE]], "tabs": _tabs(roster_counts(place), wanted),
        "show": wanted, "next_url": "", "previous_url": f"?show={wanted}" if request.GET.get("after") else "",
    }  # fmt: skip
    if len(lines) > PAGE:
        shown["next_url"] = f"?{urlencode({'show': wanted, 'after': lines[PAGE - 1].link_id})}"
    return render(request, "learners/roster.html", shown)


def _tabs(counts: dict[str, int], wanted: str) -> list[dict[str, Any]]:
    total, matched = sum(counts.values()), counts.get("matched", 0)
    labels = [("differs", _("Differ"), total - matched), ("matched", _("Agree"), matched), ("all", _("All"), total)]
    return [
        {"label": label, "url": f"?show={name}", "current": name == wanted, "count": count}
        for name, label, count in labels
    ]


def _compared(line: RosterLine) -> dict[str, Any]:
    return {
        "line": line, "own": line.known.person, "said": line.roster.person,
        "name_differs": line.match in {"name-differs", "both-differ"},
        "birthday_differs": line.match in {"birthday-differs", "both-differ"},
    }  # fmt: skip


def _after(request: HttpRequest) -> UUID | None:
    text = request.GET.get("after", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound(_("There is no such page of the roster.")) from None
