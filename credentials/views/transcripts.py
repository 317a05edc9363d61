"""A learner's whole record to take away, and the passbook's statement on paper."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views import View

from credentials.commands.transcripts import carry_record, carry_statement, carry_transcript
from credentials.views.passbook import read_passbook
from credentials.views.portable import as_file
from identity.doors import principal_of


class Transcript(View):
    """The learner's record as one signed document."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the record."""
        return as_file(carry_record(actor=principal_of(request), at=timezone.now()))


class TranscriptPaper(View):
    """The learner's record on paper, the signed document attached."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the transcript in the reader's language."""
        return as_file(carry_transcript(actor=principal_of(request), at=timezone.now()))


class StatementPaper(View):
    """The lines of the passbook on paper."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send the lines that the filters admit, oldest first."""
        everything, form, _lines = read_passbook(request)
        found = carry_statement(
            actor=principal_of(request), everything=everything, filters=form.filters(), at=timezone.now()
        )
        return as_file(found)
