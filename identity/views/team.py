"""The team of a place: who holds which role, inviting and ending."""

from typing import Any
from uuid import UUID

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from identity.commands.invite import Invitation, invite_member
from identity.commands.roles import end_role
from identity.doors import place_of, principal_of
from identity.forms import ROLE_LABELS, ClientForm, InvitationForm
from identity.principals import OPERATOR, REGISTRAR
from identity.queries.team import clients_of, team_of
from identity.views.forms_page import attempt, key_of_form, new_key
from ledger.refusals import Refusal


def team(request: HttpRequest) -> HttpResponse:
    """Show the team and its API clients; POST invites somebody."""
    place = managed_place(request)
    form = InvitationForm(request.POST or None, at_bank=place is None)
    if request.method == "POST" and (made := attempt(form, lambda: _invite(request, form, place))):
        send_link(request, made)
        return redirect("team")
    return team_page(request, form=form)


@require_POST
def end(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """End a role."""
    try:
        ended = end_role(
            actor=principal_of(request),
            membership_id=membership_id,
            at=timezone.now(),
            idempotency_key=key_of_form(request),
        )
        messages.success(request, _("The role %(role)s was ended.") % {"role": ended.role})
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, f"{refusal.title}. {refusal.detail}")
    return redirect("team")


def team_page(request: HttpRequest, *, status: int = 200, **parts: Any) -> HttpResponse:
    """Show the whole page, with forms as they stand."""
    place = managed_place(request)
    at_bank = place is None
    shown = {
        "members": team_of(place), "clients": clients_of(place), "at_bank": at_bank, "key": new_key(),
        "role_words": {role: str(words).split(":")[0] for role, words in ROLE_LABELS.items()},
        "form": InvitationForm(at_bank=at_bank), "client_form": ClientForm(at_bank=at_bank, prefix="client"),
    }  # fmt: skip
    return render(request, "identity/team.html", shown | parts, status=status)


def managed_place(request: HttpRequest) -> UUID | None:
    """Return the institution whose team this person manages, None for the bank's; refuses others."""
    principal = principal_of(request)
    if principal.has(OPERATOR) and not principal.institutions():
        return None
    place = place_of(request)
    principal.require(REGISTRAR, institution_id=place)
    return place


def _invite(request: HttpRequest, form: InvitationForm, place: UUID | None) -> Invitation:
    return invite_member(
        actor=principal_of(request), **form.cleaned_data, institution_id=place, at=timezone.now(),
        idempotency_key=key_of_form(request),
    )  # fmt: skip


def send_link(request: HttpRequest, made: Invitation) -> None:
    """Send somebody new the link by which a password is set."""
    if made.is_new:
        link = ResetPasswordForm({"email": made.email})
        if link.is_valid():
            link.save(request)
        messages.success(request, _("%(email)s joins the team and was sent a link.") % {"email": made.email})
    else:
        messages.success(request, _("%(email)s holds the role now.") % {"email": made.email})
