"""The signed credential of an award, for the systems of its institution and for the learner."""

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from credentials.commands.portable import credential_document
from identity.api.views import BankView

SIGNED = OpenApiResponse(
    OpenApiTypes.OBJECT,
    description="An OpenBadgeCredential (Open Badges 3.0, Verifiable Credentials 2.0) with a proof eddsa-rdfc-2022.",
)


class AwardCredential(BankView):
    """The signed credential of an award."""

    required_scopes = {"GET": "awards:write"}

    @extend_schema(responses={200: SIGNED})
    def get(self, request: Request, award_id: UUID) -> Response:
        """Read the signed credential; the learner is told of each look by others.

        A revoked award has one too: its status list says that it was revoked.
        """
        document = credential_document(actor=self.principal, award_id=award_id, at=self.at)
        return Response(document, headers={"Cache-Control": "private, no-store"})
