"""The base of every endpoint: who asks, with what scope, and how answers are shaped."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from identity.api.authentication import BearerAuthentication, BrowserSession
from identity.api.etags import check_if_match
from identity.api.idempotency import answer_once
from identity.api.pages import BankPagination
from identity.api.parsers import PlainFormParser, PlainJSONParser, PlainMultiPartParser
from identity.api.schema import BankSchema
from identity.api.throttles import FairShare
from identity.doors import is_signed_in, principal_of
from identity.principals import Principal


class InsufficientScope(exceptions.PermissionDenied):
    """The token was not given for this."""

    default_code = "insufficient-scope"

    def __init__(self, wanted: str) -> None:
        super().__init__(f"The access token lacks the scope {wanted}.")
        self.wanted_scope = wanted


class MayEnter(BasePermission):
    """Somebody must be known, unless the method is public; a client's token must carry the method's scope."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Refuse a token without the scope; what the actor may do there, the command decides."""
        if not is_signed_in(request):
            return request.method in {*view.public_methods, "OPTIONS"}
        principal, method = principal_of(request), request.method or ""
        wanted = view.required_scopes.get(method)
        if principal.kind == "client":
            if wanted is None and method not in SAFE_METHODS:
                raise InsufficientScope("that no client can hold")
            if wanted and wanted not in principal.scopes:
                raise InsufficientScope(wanted)
        return True


class BankView(GenericAPIView[Any]):
    """An endpoint of the bank. See `identity.api` for how to write one."""

    schema = BankSchema()
    queryset = None
    authentication_classes = (BearerAuthentication, BrowserSession)
    permission_classes = (MayEnter,)
    throttle_classes = (FairShare,)
    parser_classes: Any = (PlainJSONParser,)
    pagination_class = BankPagination
    filter_backends = ()
    ordering: tuple[str, ...] = ("id",)
    required_scopes: ClassVar[Mapping[str, str]] = {}
    public_methods: ClassVar[frozenset[str]] = frozenset()
    keyless_posts: ClassVar[bool] = False
    rate: ClassVar[str] = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read and write times in UTC; days stay India's, by `ledger.acts.day_of`."""
        with timezone.override(UTC):
            return super().dispatch(request, *args, **kwargs)

    @property
    def principal(self) -> Principal:
        """Who acts."""
        return principal_of(self.request)

    @property
    def at(self) -> datetime:
        """When it happens: commands don't read the clock."""
        return timezone.now()

    def read(self, serializer: type[BaseSerializer[Any]], **context: Any) -> dict[str, Any]:
        """Return the checked body; refuses with 422 and a pointer to each bad field."""
        reader = serializer(data=self.request.data, context={**self.get_serializer_context(), **context})
        reader.is_valid(raise_exception=True)
        return dict(reader.validated_data)

    def read_query(self, serializer: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """Return the checked query parameters; refuses with 422."""
        reader = serializer(data=self.request.query_params, context=self.get_serializer_context())
        reader.is_valid(raise_exception=True)
        return dict(reader.validated_data)

    def once(self, work: Callable[[str], Response]) -> Response:
        """Answer a POST that changes the book: `work(idempotency_key)` runs once, a replay gets its first answer."""
        return answer_once(self.request, work)

    def page(self, source: Any, serializer: type[BaseSerializer[Any]]) -> Response:
        """Answer a page of a queryset (in the view's `ordering`) or of a `Keyset` source."""
        rows = self.paginate_queryset(source)
        return self.get_paginated_response(serializer(rows, many=True, context=self.get_serializer_context()).data)

    def answer(
        self, serializer: BaseSerializer[Any], *, status: int = 200, etag: str = "", location: str = ""
    ) -> Response:
        """Answer one thing, with its ETag and address when it has them."""
        headers = {name: value for name, value in (("ETag", etag), ("Location", location)) if value}
        return Response(serializer.data, status=status, headers=headers)

    def created(self, serializer: BaseSerializer[Any], *, location: str = "", etag: str = "") -> Response:
        """Answer 201 with what was made."""
        return self.answer(serializer, status=201, location=location, etag=etag)

    def check_etag(self, etag: str) -> None:
        """Refuse a change that doesn't name the present version by If-Match."""
        check_if_match(self.request, etag)


class UploadView(BankView):
    """An endpoint that takes a file beside its fields."""

    parser_classes = (PlainMultiPartParser, PlainFormParser)
