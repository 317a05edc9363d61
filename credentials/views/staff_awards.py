"""The staff's awards: find them by registration number or id, revoke one with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from credentials.commands.awards import RevocationItem, revoke_awards
from credentials.forms.acts import AwardSearchForm, RevocationForm
from credentials.queries.awards import AwardView, award_rows, awards_of_registration, views_of
from credentials.queries.credential import credential_for, earner_of
from credentials.views.paging import page_of
from identity.doors import place_of, principal_of
from identity.principals import APPROVER, REGISTRAR
from learners.keys import registration_digest
from learners.queries.records import learner_by_holding
from ledger.acts import day_of
from ledger.refusals import InvalidInput, NotFound, Refusal

PAGE = 50


class StaffAwards(View):
    """Awards of the institution, the newest first, or those that were searched."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the awards with who earned them."""
        place, form = place_of(request), AwardSearchForm(request.GET)
        words = form.cleaned_data["q"].strip() if form.is_valid() else ""
        page = None if words else page_of(request, award_rows(place), ordering=("-id",), size=PAGE)
        views = views_of(page.rows) if page else find(place, words)
        people = learner_by_holding({view.holding_id for view in views})
        today = day_of(timezone.now())
        rows = [{"view": v, "state": v.state(today), "learner": people.get(v.holding_id)} for v in views]
        crumbs = [{"label": _("Work"), "url": "/staff/"}, {"label": _("Awards"), "url": ""}]
        shown = {"rows": rows, "form": form, "words": words, "page": page, "crumbs": crumbs}
        return render(request, "credentials/staff_awards.html", shown)


class StaffAward(View):
    """One award, to revoke it."""

    def get(self, request: HttpRequest, award_id: UUID) -> HttpResponse:
        """Show the award and the form."""
        return _show(request, _awarded(request, award_id), RevocationForm())

    def post(self, request: HttpRequest, award_id: UUID) -> HttpResponse:
        """Revoke it, or show why not."""
        view, form = _awarded(request, award_id), RevocationForm(request.POST)
        if form.is_valid():
            try:
                _revoke(request, view, form)
                messages.success(request, _("The award is revoked. Its credits left the learner's account."))
                return redirect("credential", award_id)
            except Refusal as refusal:
                if refusal.status in (403, 404):
                    raise
                form.refuse(refusal)
        return _show(request, view, form)


def find(place: UUID, words: str) -> list[AwardView]:
    """Return the institution's awards under an award id or a registration number."""
    try:
        rows = award_rows(place).filter(id=UUID(words))
        return views_of(list(rows))
    except ValueError:
        return awards_of_registration(place, registration_digest(place, words))


def _awarded(request: HttpRequest, award_id: UUID) -> AwardView:
    view = credential_for(principal_of(request), award_id)
    if view.institution.id not in principal_of(request).institutions():
        raise NotFound(_("There is no such award."))
    return view


def _revoke(request: HttpRequest, view: AwardView, form: RevocationForm) -> None:
    said = form.cleaned_data
    [outcome] = revoke_awards(
        actor=principal_of(request), institution_id=view.institution.id,
        items=[RevocationItem(view.award_id, said["reason_code"], said["reason"])], at=timezone.now(),
        idempotency_key=said["key"],
    )  # fmt: skip
    if outcome.status == "refused":
        raise InvalidInput(outcome.detail)


def _show(request: HttpRequest, view: AwardView, form: RevocationForm) -> HttpResponse:
    actor = principal_of(request)
    shown = {
        "view": view, "form": form, "state": view.state(day_of(timezone.now())), "learner": earner_of(view),
        "may_revoke": any(actor.has(role, view.institution.id) for role in (APPROVER, REGISTRAR)),
        "crumbs": [{"label": _("Awards"), "url": "/staff/awards/"}, {"label": view.reference, "url": ""}],
    }  # fmt: skip
    return render(request, "credentials/staff_award.html", shown)
