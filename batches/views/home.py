"""Where staff begin: what waits for them, how much of it and since when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from batches.queries.listing import batches_of
from batches.queries.queue import work_of
from batches.views.parts import sendable
from identity.doors import current_place, principal_of

SHOWN = 5


class StaffHome(View):
    """The work queue."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what waits."""
        place, actor = current_place(request), principal_of(request)
        context = {
            "place": place,
            "queue": work_of(actor, place.id, now=timezone.now()),
            "recent": batches_of(place.id, limit=SHOWN),
            "may_submit": bool(sendable(actor, place.id)),
        }
        return render(request, "batches/home.html", context)
