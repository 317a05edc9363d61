"""One credential: what it proves, for the learner, the institution that awarded it, and who has its link."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views import View

from credentials.commands.portable import OpenedCredential, open_credential
from credentials.documents import qr
from credentials.queries.endorsements import endorsements_of
from credentials.queries.log_marks import check_command, key_command, log_mark_of
from credentials.queries.portable import linkedin_url, share_url, verify_url
from credentials.queries.signed_facts import said_of
from credentials.queries.sums import shown_sum
from credentials.views.portable import key_of, private, reader_of
from credentials.views.published import as_json
from identity.doors import principal_of
from identity.principals import APPROVER, REGISTRAR, Principal
from ledger.acts import day_of


class Credential(View):
    """The credential page, made to be printed too; `?k=` is the secret part of its link."""

    def get(self, request: HttpRequest, award_id: UUID) -> HttpResponse:
        """Show the credential; a look by staff is noted for the learner."""
        reader, key, now = reader_of(request), key_of(request), timezone.now()
        if reader is None and not key:
            reader = principal_of(request)  # refuses: they are sent to sign in
        opened = open_credential(actor=reader, award_id=award_id, key=key, at=now)
        view = opened.view
        shown = {
            "view": view, "sum": shown_sum(view.explanation), "own": opened.way == "own", "way": opened.way,
            "learner": opened.learner, "state": view.state(day_of(now)), "version": view.version,
            "may_revoke": _may_revoke(reader, opened), "crumbs": _crumbs(opened), **_signed(opened), **_in_log(opened),
            "key": key if opened.way == "link" else "", "endorsements": endorsements_of([view.version.id], at=now),
        }  # fmt: skip
        return private(render(request, "credentials/credential.html", shown))


def _signed(opened: OpenedCredential) -> dict[str, Any]:
    """Return what the page says of the signature and of the ways to carry the credential away."""
    view, signed = opened.view, opened.signed
    if signed is None:
        return {"signed": None, "problem": opened.problem}
    check = verify_url(view.award_id)
    drawn = qr.svg(check, title=_("QR code: check this credential"), border=0)
    return {
        "signed": signed, "said": said_of(signed), "document": as_json(signed.document).decode(), "verify_url": check,
        "qr": mark_safe(drawn),  # noqa: S308 - drawn here of our own address
        "share_url": share_url(view.award_id), "linkedin_url": linkedin_url(view),
    }  # fmt: skip


def _in_log(opened: OpenedCredential) -> dict[str, Any]:
    """Return what the page says of the national log."""
    return {
        "mark": log_mark_of(opened.view), "key_command": key_command(),
        "check_command": check_command(opened.view, own=opened.way == "own"),
    }  # fmt: skip


def _may_revoke(reader: Principal | None, opened: OpenedCredential) -> bool:
    place = opened.view.institution.id
    return reader is not None and any(reader.has(role, place) for role in (APPROVER, REGISTRAR))


def _crumbs(opened: OpenedCredential) -> list[dict[str, str]]:
    starts = {"own": (_("Passbook"), "/passbook/"), "staff": (_("Awards"), "/staff/awards/")}
    here = {"label": opened.view.local_title, "url": ""}
    if opened.way not in starts:
        return []
    label, url = starts[opened.way]
    return [{"label": label, "url": url}, here]
