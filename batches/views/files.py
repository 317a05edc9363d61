"""The list of files and handing in a new one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from batches.commands.submit import submit_batch
from batches.forms import BatchForm
from batches.queries.listing import batches_of, stage_counts
from batches.tasks import ring
from batches.views.parts import crumbs, sendable, stage_tabs
from identity.doors import place_of, principal_of
from ledger.refusals import Refusal

PAGE = 25


class BatchList(View):
    """The institution's files, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of the list."""
        place, stage = place_of(request), request.GET.get("stage", "")
        before = _uuid(request.GET.get("before", ""))
        found = batches_of(place, stage=stage, before=before, limit=PAGE + 1)
        shown = found[:PAGE]
        more = f"?stage={stage}&before={shown[-1].batch.id}" if len(found) > PAGE else ""
        context = {
            "listed": shown,
            "tabs": stage_tabs(stage, stage_counts(place)),
            "next_url": more,
            "may_submit": bool(sendable(principal_of(request), place)),
        }
        return render(request, "batches/list.html", context | crumbs())


class BatchNew(View):
    """Handing in a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        kinds = sendable(principal_of(request), place_of(request))
        return self._form(request, BatchForm(kinds=kinds), kinds)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file and go to its page, where the check shows."""
        kinds = sendable(principal_of(request), place_of(request))
        form = BatchForm(request.POST, request.FILES, kinds=kinds)
        if not form.is_valid():
            return self._form(request, form, kinds, status=422)
        sent = form.cleaned_data
        try:
            batch = submit_batch(
                actor=principal_of(request), institution_id=place_of(request), kind=sent["kind"],
                filename=sent["file"].name, source=sent["file"], dry_run=sent["dry_run"], at=timezone.now(),
                idempotency_key=form.idempotency_key,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.detail)
            return self._form(request, form, kinds, status=refusal.status)
        ring(batch.id)
        return redirect("batch", batch.id)

    def _form(self, request: HttpRequest, form: BatchForm, kinds: list[str], *, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {"form": form, "kinds": kinds} | crumbs("new")
        return render(request, "batches/new.html", context, status=status)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
