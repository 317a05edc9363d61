"""Mending one row in place."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from batches.commands.repair import repair_row
from batches.forms import RepairForm
from batches.queries.finding import batch_for
from batches.queries.rows import RowView, row_of
from batches.views.parts import crumbs
from identity.doors import principal_of
from ledger.refusals import Refusal


class RepairRow(View):
    """The cells of one row as a form, with what is wrong beside them."""

    def get(self, request: HttpRequest, batch_id: UUID, number: int) -> HttpResponse:
        """Show the row."""
        batch = batch_for(principal_of(request), batch_id)
        row = row_of(batch, number)
        return _page(request, batch, row, _form(batch, row))

    def post(self, request: HttpRequest, batch_id: UUID, number: int) -> HttpResponse:
        """Put the values in; stay on the row while it is still wrong."""
        actor = principal_of(request)
        batch = batch_for(actor, batch_id)
        row = row_of(batch, number)
        form = _form(batch, row, request.POST)
        if not form.is_valid():
            return _page(request, batch, row, form, status=422)
        try:
            judged = repair_row(
                actor=actor, batch_id=batch_id, row_number=number, cells=form.values, at=timezone.now(),
                idempotency_key=form.idempotency_key,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.detail)
            return _page(request, batch, row, form, status=refusal.status)
        if judged.verdict == "error":
            row = row_of(batch, number)
            return _page(request, batch, row, _form(batch, row), status=422)
        messages.success(request, _("Row {row} is good now and waits for approval.").format(row=number))
        return redirect("batch", batch_id)


def _form(batch: Any, row: RowView, data: Any = None) -> RepairForm:
    marked = {item.column for item in row.problems}
    return RepairForm(data, columns=batch.header.get("columns", []), cells=list(row.cells), marked=marked)


def _page(request: HttpRequest, batch: Any, row: RowView, form: RepairForm, *, status: int = 200) -> HttpResponse:
    context = {"batch": batch, "row": row, "form": form} | crumbs(batch.filename, reverse("batch", args=[batch.id]))
    context["crumbs"].append({"label": _("Row {row}").format(row=row.number), "url": ""})
    return render(request, "batches/repair.html", context, status=status)
