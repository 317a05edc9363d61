"""What can be taken away: receipts, rejects, template files."""

import csv
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from batches.queries.detail import view_of
from batches.queries.finding import batch_for
from batches.queries.receipts import receipt_of, rejects_file
from batches.templates_of_kinds import TEMPLATES
from batches.views.parts import crumbs
from identity.doors import principal_of
from ledger.refusals import NotFound


def receipt(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show what was done with a file, ready to print."""
    view = view_of(batch_for(principal_of(request), batch_id), now=timezone.now())
    way = crumbs(view.batch.filename, reverse("batch", args=[batch_id]))
    way["crumbs"].append({"label": _("Receipt"), "url": ""})
    return render(request, "batches/receipt.html", {"view": view, "batch": view.batch} | way)


def receipt_json(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Give the same for a program."""
    view = view_of(batch_for(principal_of(request), batch_id), now=timezone.now())
    return _named(JsonResponse(receipt_of(view), json_dumps_params={"indent": 2}), f"receipt-{batch_id}.json")


def rejects(request: HttpRequest, batch_id: UUID) -> FileResponse:
    """Give the rows that must be mended with what is wrong; mended, the file can be sent again as it is."""
    batch = batch_for(principal_of(request), batch_id)
    name = f"rejects-{batch_id}.csv"
    content_type = "text/csv; charset=utf-8"
    return FileResponse(rejects_file(batch), as_attachment=True, filename=name, content_type=content_type)


def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the template of a kind of file."""
    columns = TEMPLATES.get(kind)
    if columns is None:
        raise NotFound(_("There is no template of this kind."))
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    csv.writer(answer).writerows([list(columns), list(columns.values())])
    return _named(answer, f"{kind}.csv")


def _named(answer: HttpResponse, filename: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer
