"""What people do with a file: approve, cancel, look at its rows again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from batches.commands.approve import approve_batch
from batches.commands.cancel import cancel_batch
from batches.commands.repair import retry_rows
from batches.forms import CancelForm, KeyedForm
from batches.queries.finding import batch_for
from batches.tasks import BELLS, ring
from identity.doors import principal_of
from ledger.refusals import NotFound, Refusal


class BatchAct(View):
    """One act on one file by a form; a refusal is told on the file's page."""

    http_method_names = ["post"]
    form_class: type[KeyedForm] = KeyedForm

    def post(self, request: HttpRequest, batch_id: UUID) -> HttpResponse:
        """Act and go back to the file's page."""
        form = self.form_class(request.POST)
        form.is_valid()
        actor = principal_of(request)
        batch_for(actor, batch_id)
        key = form.idempotency_key
        try:
            told = self.act(form, actor=actor, batch_id=batch_id, at=timezone.now(), idempotency_key=key)
        except NotFound:
            raise
        except Refusal as refusal:
            messages.error(request, refusal.detail)
        else:
            messages.success(request, told)
        return redirect("batch", batch_id)

    def act(self, form: Any, **said: Any) -> str:
        """Make the command call and return what to tell."""
        raise NotImplementedError


class ApproveBatch(BatchAct):
    """The second person's yes."""

    def act(self, form: KeyedForm, **said: Any) -> str:
        """Approve and call the workers."""
        approve_batch(**said)
        ring(said["batch_id"], BELLS)
        return _("Approved. The good rows are being written now.")


class CancelBatch(BatchAct):
    """Stopping for good."""

    form_class = CancelForm

    def act(self, form: CancelForm, **said: Any) -> str:
        """Cancel."""
        cancel_batch(reason=getattr(form, "cleaned_data", {}).get("reason", ""), **said)
        return _("Stopped. What was done until now stays done.")


class RetryRows(BatchAct):
    """Looking again at the rows that failed."""

    def act(self, form: KeyedForm, **said: Any) -> str:
        """Judge them again."""
        count = retry_rows(**said)
        return ngettext("{count} row was checked again.", "{count} rows were checked again.", count).format(count=count)
