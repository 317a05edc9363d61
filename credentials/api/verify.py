"""The verdict on a credential, for anybody's system."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from credentials.commands.verifying import verify_credential
from credentials.serializers.verify import VerificationAnswer, VerificationInput, VerificationUpload
from credentials.verifying.documents import strict_json
from credentials.verifying.reading import MOST_CONTAINER_BYTES
from credentials.verifying.verdicts import CheckFailed
from identity.api.parsers import PlainJSONParser, PlainMultiPartParser
from identity.api.problems import PlainProblem
from identity.api.views import BankView

MOST_SENT = MOST_CONTAINER_BYTES + 100_000


class StrictJSONParser(PlainJSONParser):
    """JSON with one meaning only: a key named twice would be signed with one value and read with another."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the document, or refuse with 400, or 413 where it is too large."""
        try:
            return strict_json(stream.read())
        except CheckFailed as failure:
            if failure.code == "too-large":
                raise PlainProblem(413, "body-too-large", str(failure)) from None
            raise exceptions.ParseError(str(failure)) from None


class Verification(BankView):
    """The verdict on a credential."""

    public_methods = frozenset({"POST"})
    keyless_posts = True
    rate = "public"
    parser_classes = (StrictJSONParser, PlainMultiPartParser)

    @extend_schema(
        request={"application/json": VerificationInput, "multipart/form-data": VerificationUpload},
        responses={200: VerificationAnswer},
    )
    def post(self, request: Request) -> Response:
        """Verify a credential of any issuer; nothing of it is kept.

        200 says that there is a verdict, whatever it is: read `outcome`.
        """
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT:
            raise PlainProblem(413, "body-too-large", f"At most {MOST_CONTAINER_BYTES} bytes are verified in one go.")
        verdict = verify_credential(self._source(request), at=self.at)
        return Response(VerificationAnswer(verdict.to_json()).data, headers={"Cache-Control": "no-store"})

    def _source(self, request: Request) -> bytes:
        if request.content_type.startswith("multipart/"):
            return bytes(self.read(VerificationUpload)["file"].read())
        given = self.read(VerificationInput)["credential"]
        return (given if isinstance(given, str) else json.dumps(given)).encode()
