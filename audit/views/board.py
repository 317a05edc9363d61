"""The regulator's start page: the integrity of the book, and how anybody checks it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.queries.board import board_of, growth_of, past_alarms, seal_of
from identity.calls import audit_calls
from identity.doors import principal_of
from ledger.acts import day_of


@require_safe
def regulator_home(request: HttpRequest) -> HttpResponse:
    """Show the last checkpoint, what waits, alarms, the conservation of credits, and how to check all of it."""
    actor, now = principal_of(request), timezone.now()
    growth = growth_of(actor, until=day_of(now))
    return render(request, "audit/integrity.html", {
        "seal": seal_of(actor, at=now), "board": board_of(actor), "past": past_alarms(actor), "growth": growth,
        "grown": [day.leaves for day in growth], "ends": [date_format(growth[at].day, "j M") for at in (0, -1)],
        "checks": _checks(), "api_calls": audit_calls(),
    })  # fmt: skip


@require_safe
def regulator_state(request: HttpRequest) -> HttpResponse:
    """Show where the log stands, as a part of the page that looks again by itself."""
    return render(request, "audit/seal.html", {"seal": seal_of(principal_of(request), at=timezone.now())})


def _checks() -> list[dict[str, Any]]:
    base = settings.SITE_URL.rstrip("/")
    return [
        {"id": "check-mirror", "label": _("Follow the log and recompute everything (a file of its own)"),
         "text": f"bin/audit-mirror {base} mirror/"},
        {"id": "check-keep", "label": _("Keep a checkpoint"),
         "text": f"curl -o kept.checkpoint {base}/tlog/checkpoint"},
        {"id": "check-prove", "label": _("Ask the bank to prove its book against what you kept"),
         "text": "bin/manage prove_book --checkpoint kept.checkpoint"},
    ]  # fmt: skip
