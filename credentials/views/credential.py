"""One credential: what it proves, for the learner and the institution that awarded it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from credentials.queries.credential import credential_for, earner_of, is_own
from credentials.queries.sums import shown_sum
from identity.doors import principal_of
from identity.principals import APPROVER, REGISTRAR
from learners.commands import record_look
from ledger.acts import day_of


class Credential(View):
    """The credential page, made to be printed too."""

    def get(self, request: HttpRequest, award_id: UUID) -> HttpResponse:
        """Show the credential; a look by staff is noted for the learner."""
        actor, now = principal_of(request), timezone.now()
        view = credential_for(actor, award_id)
        own, learner = is_own(actor, view), earner_of(view)
        if learner and not own:
            record_look(actor=actor, learner_id=learner.learner_id, what="credential", at=now)
        start = (_("Passbook"), "/passbook/") if own else (_("Awards"), "/staff/awards/")
        shown = {
            "view": view, "sum": shown_sum(view.explanation), "own": own, "learner": learner,
            "state": view.state(day_of(now)), "version": view.version,
            "may_revoke": any(actor.has(role, view.institution.id) for role in (APPROVER, REGISTRAR)),
            "crumbs": [{"label": start[0], "url": start[1]}, {"label": view.local_title, "url": ""}],
        }  # fmt: skip
        answer = render(request, "credentials/credential.html", shown)
        answer["Cache-Control"] = "private, no-store"
        return answer
