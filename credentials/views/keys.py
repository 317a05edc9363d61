"""Signing keys: of the institution for its people, of any institution and of the bank for operators."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from credentials.commands.signing_keys import disown_signing_key, rotate_signing_key
from credentials.forms.keys import DISOWN, KeyChangeForm, KeyDisownForm
from credentials.queries.key_pages import KeysPage, keys_page
from identity.doors import place_of, principal_of
from institutions.views.operator import inspector_of
from ledger.refusals import Refusal

Form = KeyChangeForm | KeyDisownForm


class StaffKeys(View):
    """The keys of the institution for which somebody works."""

    def get(self, request: HttpRequest, **named: UUID) -> HttpResponse:
        """Show the keys, and to whom may change them the forms."""
        return _show(request, self._found(request, named))

    def post(self, request: HttpRequest, **named: UUID) -> HttpResponse:
        """Change a key or give one up, or show why not."""
        found = self._found(request, named)
        kind = KeyDisownForm if request.POST.get("act") == DISOWN else KeyChangeForm
        form: Form = kind(request.POST, rows=found.rows)
        if form.is_valid():
            try:
                messages.success(request, _acted(request, found, form))
                return redirect(f"{request.path}#main")  # where the message stands
            except Refusal as refusal:
                if refusal.status in (403, 404):
                    raise
                form.refuse(refusal)
        return _show(request, found, form)

    def _found(self, request: HttpRequest, named: dict[str, UUID]) -> KeysPage:
        return keys_page(principal_of(request), self.whose(request, **named))

    def whose(self, request: HttpRequest) -> UUID | None:
        """Return the institution."""
        return place_of(request)


class BankKeys(StaffKeys):
    """The bank's own keys."""

    def whose(self, request: HttpRequest) -> UUID | None:
        """Return that it is the bank."""
        inspector_of(request)
        return None


class InstitutionKeys(StaffKeys):
    """The keys of any institution, for operators and regulators."""

    def whose(self, request: HttpRequest, institution_id: UUID) -> UUID | None:  # type: ignore[override]
        """Return the institution of the address."""
        inspector_of(request)
        return institution_id


def _acted(request: HttpRequest, found: KeysPage, form: Form) -> str:
    """Run the form's command and return what to say of it."""
    said, actor, now = form.cleaned_data, principal_of(request), timezone.now()
    if isinstance(form, KeyDisownForm):
        disown_signing_key(
            actor=actor, key_id=UUID(said["key_id"]), reason=said["reason"], compromised_at=form.compromised_at,
            at=now, idempotency_key=said["key"],
        )  # fmt: skip
        return _("The key is not trusted any more. What it signed is signed anew with the key in use.")
    rotate_signing_key(
        actor=actor, institution_id=found.institution.id if found.institution else None,
        algorithm=said["algorithm"], reason=said["reason"], at=now, idempotency_key=said["key"],
    )  # fmt: skip
    return _("The key was changed. What the old one signed stays valid and gets a new edition.")


def _show(request: HttpRequest, found: KeysPage, form: Form | None = None) -> HttpResponse:
    shown: dict[str, Any] = {
        "found": found,
        "change": form if isinstance(form, KeyChangeForm) else KeyChangeForm(rows=found.rows),
        "disown": form if isinstance(form, KeyDisownForm) else KeyDisownForm(rows=found.rows),
        "crumbs": [_start(request, found), {"label": _("Signing keys"), "url": ""}],
    }
    return render(request, "credentials/keys.html", shown, status=422 if form else 200)


def _start(request: HttpRequest, found: KeysPage) -> dict[str, str]:
    if request.path.startswith("/staff/"):
        return {"label": _("Work"), "url": "/staff/"}
    if found.institution is None:
        return {"label": _("Institutions"), "url": "/operator/institutions/"}
    return {"label": found.name, "url": f"/operator/institutions/{found.institution.id}/"}
