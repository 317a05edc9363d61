"""Proofs in the national log as files: of a credential, of a passbook's entry, and the opening of one's own lot."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views import View

from credentials.commands.log_papers import carry_entry_proof, carry_opening, carry_proof
from credentials.views.portable import NegotiatedView, as_file, for_people, key_of, reader_of
from identity.doors import principal_of


class CredentialProof(NegotiatedView):
    """The proof that a credential's award stands in the log, for whoever may read the credential."""

    def get(self, request: HttpRequest, award_id: UUID) -> HttpResponse:
        """Send the file."""
        reader, key = reader_of(request), key_of(request)
        if reader is None and not key and for_people(request):
            principal_of(request)  # refuses: they are sent to sign in
        return as_file(carry_proof(actor=reader, award_id=award_id, key=key, at=timezone.now()))


class LotOpening(View):
    """What shows that an entry of the log is one's own; for its learner alone."""

    def get(self, request: HttpRequest, award_id: UUID) -> HttpResponse:
        """Send the file."""
        return as_file(carry_opening(actor=principal_of(request), award_id=award_id, at=timezone.now()))


class EntryProof(View):
    """The proof of an entry of one's own passbook."""

    def get(self, request: HttpRequest, entry_id: UUID) -> HttpResponse:
        """Send the file."""
        return as_file(carry_entry_proof(actor=principal_of(request), entry_id=entry_id))
