"""What pages with forms share: a key against double sending, and refusals shown as form errors or told."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from ledger.identifiers import new_id
from ledger.refusals import Refusal

Made = TypeVar("Made")
KEY_FIELD = "idempotency_key"


def key_of_form(request: HttpRequest) -> str:
    """Return the key that the form carried, or a new one."""
    key = request.POST.get(KEY_FIELD, "").strip()[:150]
    return key if key and key.isascii() and key.isprintable() else new_key()


def new_key() -> str:
    """Return a fresh key for a form to carry: sending the same form twice acts once."""
    return str(new_id())


def attempt(form: forms.Form, act: Callable[[], Made]) -> Made | None:
    """Run a command for a valid form; a refusal becomes an error of the field it names, or of the whole form."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.detail)
        return None


def act_and_tell(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    """Run a command and tell that it is done, or why not; not found and not permitted stay pages of their own."""
    try:
        act()
        messages.success(request, said)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, refusal.detail)
