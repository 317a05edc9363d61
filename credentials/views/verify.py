"""The verify page: anybody hands in a credential and reads one sentence, without an account and without JavaScript."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from credentials.commands.verifying import verify_by_link, verify_credential
from credentials.forms.verify import MOST_MEGABYTES, VerifyForm
from credentials.links import award_named
from credentials.queries.shown_verdicts import shown_verdict
from credentials.verifying.reading import MOST_CONTAINER_BYTES
from credentials.verifying.verdicts import Verdict
from credentials.views.portable import key_of, private
from identity.fair_share import refuse_haste
from ledger.refusals import NotFound

RATE = "public"
MOST_SENT = MOST_CONTAINER_BYTES + 100_000
MOST_DRAINED, CHUNK = 5 * MOST_SENT, 65_536


@method_decorator(csrf_exempt, name="dispatch")  # it changes nothing, and whoever keeps no cookies may verify too
class Verify(View):
    """Verify what is handed in; `?id=` and `?k=` name a credential of this bank, as its QR code does."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or the verdict on the credential behind a link."""
        if not {"id", "k"} & request.GET.keys():
            return _form(request, VerifyForm())
        refuse_haste(request, RATE)
        now, award_id, key = timezone.now(), award_named(request.GET.get("id", "")), key_of(request)
        if award_id is None:
            raise NotFound(_("There is no such award."))
        verdict = verify_by_link(award_id, key, at=now)
        page = f"{reverse('credential', args=[award_id])}?{urlencode({'k': key})}"
        return _answer(request, verdict, now, credential_url=page)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Verify a file or a text; nothing of it is kept."""
        refuse_haste(request, RATE)
        form, now = _sent(request), timezone.now()
        if not form.is_valid():
            return _form(request, form)
        verdict = verify_credential(form.source, at=now)
        return _answer(request, verdict, now) if form.takes(verdict) else _form(request, form)


def _sent(request: HttpRequest) -> VerifyForm:
    """Return the form as it was sent, or an empty one that will say that too much was sent."""
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    try:
        if size <= MOST_SENT:
            return VerifyForm(request.POST, request.FILES)
        _drain(request, size)
    except RequestDataTooBig:
        pass
    return VerifyForm({}, {}, too_many_bytes=size)


def _drain(request: HttpRequest, size: int) -> None:
    """Throw away what is somewhat too large: a browser shows the answer only when it could send everything."""
    left = size if size <= MOST_DRAINED else 0
    while left > 0 and request.read(CHUNK):
        left -= CHUNK


def _form(request: HttpRequest, form: VerifyForm) -> HttpResponse:
    shown = {"form": form, "most_megabytes": MOST_MEGABYTES, "crumbs": _crumbs(_("Verify"))}
    return private(render(request, "credentials/verify.html", shown, status=422 if form.errors else 200))


def _answer(request: HttpRequest, verdict: Verdict, at: datetime, **more: Any) -> HttpResponse:
    crumbs = _crumbs({"label": _("Verify"), "url": reverse("verify")}, _("Verdict"))
    shown = {"verdict": shown_verdict(verdict), "at": at, "crumbs": crumbs, **more}
    return private(render(request, "credentials/verify_verdict.html", shown))


def _crumbs(*steps: Any) -> list[dict[str, str]]:
    named = [step if isinstance(step, dict) else {"label": step, "url": ""} for step in steps]
    return [{"label": _("Home"), "url": "/"}, *named]
