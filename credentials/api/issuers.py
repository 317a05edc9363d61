"""Who signs, and who endorses: an institution's keys, and endorsements of a micro-credential."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from credentials.commands.endorsements import accept_endorsement
from credentials.queries.endorsements import endorsement_for, endorsements_of, endorsements_page
from credentials.queries.issuers import issuer_keys
from credentials.queries.offering_pages import offering_page
from credentials.serializers.issuers import EndorsementAnswer, EndorsementInput, KeysAnswer, document_of
from identity.api.views import BankView
from ledger.acts import day_of


class InstitutionKeys(BankView):
    """The keys of an institution."""

    public_methods = frozenset({"GET"})

    @extend_schema(responses=KeysAnswer)
    def get(self, request: Request, aishe: str) -> Response:
        """Read by which keys an institution signs, and which of them are not to be believed."""
        return self.answer(KeysAnswer(issuer_keys(aishe)))


class OfferingEndorsements(BankView):
    """The endorsements of a micro-credential."""

    public_methods = frozenset({"GET"})
    required_scopes = {"POST": "catalogue:write"}
    pagination_class = None  # type: ignore[assignment]

    @extend_schema(responses=EndorsementAnswer(many=True))
    def get(self, request: Request, offering_id: UUID) -> Response:
        """List the endorsements of the version in the catalogue, newest first."""
        version = offering_page(offering_id, day_of(self.at)).version
        return self.answer(EndorsementAnswer(endorsements_of([version.id], at=self.at), many=True))

    @extend_schema(request=EndorsementInput, responses={201: EndorsementAnswer})
    def post(self, request: Request, offering_id: UUID) -> Response:
        """Accept a partner's signed endorsement of a version; it is verified first."""
        given = self.read(EndorsementInput)
        return self.once(lambda key: self._accept(offering_id, given, key))

    def _accept(self, offering_id: UUID, given: dict[str, Any], key: str) -> Response:
        found = endorsements_page(self.principal, offering_id, given.get("version"))
        kept = accept_endorsement(
            actor=self.principal, version_id=found.version.id, document=document_of(given), at=self.at,
            idempotency_key=key,
        )  # fmt: skip
        endorsed, _version = endorsement_for(self.principal, kept.id)
        return self.created(EndorsementAnswer(endorsed), location=endorsed.url)
