"""One file: how far it has come, what is wrong in it, its rows, and what a person can do about it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from batches.forms import CancelForm, KeyedForm
from batches.queries.detail import BatchView, header_notes, problem_groups, view_of
from batches.queries.finding import batch_for
from batches.queries.rows import rows_of
from batches.roles import approves, hands_in, takes_part
from batches.views.parts import crumbs, with_query
from identity.doors import principal_of
from identity.principals import Principal

PAGE = 50


class BatchDetail(View):
    """The page of a file."""

    def get(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        """Show everything about the file."""
        actor = principal_of(request)
        view = view_of(batch_for(actor, batch_id), now=timezone.now())
        context: dict[str, Any] = {"view": view, "batch": view.batch}
        context |= {"cancel_form": CancelForm(), "key_form": KeyedForm()}
        if not view.is_moving:
            context |= {"groups": problem_groups(view.batch, view.progress), "notes": header_notes(view.batch)}
        context |= rights(actor, view) | self._rows(request, view) | crumbs(view.batch.filename)
        return render(request, "batches/detail.html", context)

    def _rows(self, request: HttpRequest, view: BatchView) -> dict[str, Any]:
        asked = {name: request.GET.get(name, "") for name in ("verdict", "code", "outcome")}
        after = request.GET.get("after", "")
        start = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
        found = rows_of(view.batch, **asked, after=start, limit=PAGE + 1)
        shown = found[:PAGE]
        address = reverse("batch", args=[view.batch.id])
        following = with_query(address, **asked, after=shown[-1].number) if len(found) > PAGE else ""
        first = with_query(address, **asked) if start else ""
        links = {"next_url": following, "previous_url": first, "row_tabs": row_tabs(view, asked)}
        return {"rows": shown, "asked": asked} | links


class BatchProgress(View):
    """The moving part of a file's page, asked for again and again while workers are at it."""

    def get(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        """Show how far it has come; when it has stopped, tell the page to load anew."""
        view = view_of(batch_for(principal_of(request), batch_id), now=timezone.now())
        answer = render(request, "batches/progress.html", {"view": view, "batch": view.batch})
        if not view.is_moving:
            answer["HX-Refresh"] = "true"
        return answer


def rights(actor: Principal, view: BatchView) -> dict[str, Any]:
    """Return what the actor may do with the file now."""
    batch = view.batch
    approver, sender, partner = (
        any(actor.has(role, batch.institution_id) for role in roles(batch.kind))
        for roles in (approves, hands_in, takes_part)
    )
    ready = batch.stage == "ready" and not batch.dry_run
    ended = batch.stage in ("done", "cancelled", "failed")
    return {
        "may_approve": ready and approver and actor.id != batch.submitted_by_id and view.progress.waiting_count > 0,
        "own_file": ready and actor.id == batch.submitted_by_id,
        "needs_approver": ready and not approver,
        "may_cancel": partner and not ended,
        "may_mend": sender and not batch.dry_run and batch.stage in ("ready", "done"),
        "may_retry": partner and not batch.dry_run and batch.stage in ("ready", "done"),
    }


def row_tabs(view: BatchView, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Return the views of the rows, each with its count."""
    counts, address = view.progress, reverse("batch", args=[view.batch.id])
    refused = counts.outcomes.get("refused", 0)
    choices = [
        (_("All rows"), {}, counts.row_count),
        (_("Must be mended"), {"verdict": "error"}, counts.error_count),
        (_("Warnings"), {"verdict": "warning"}, counts.warning_count),
        (_("Refused"), {"outcome": "refused"}, refused),
        (_("Waiting"), {"outcome": "waiting"}, counts.waiting_count if counts.done_count else 0),
    ]
    kept = {name: value for name, value in asked.items() if value}
    return [
        {"label": label, "url": with_query(address, **query) + "#rows", "current": kept == query, "count": count}
        for label, query, count in choices
        if count or not query or kept == query
    ]
