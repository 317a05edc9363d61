"""A regulator's own requests, as the bank has logged them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from identity.api.views import BankView
from identity.queries.requests import own_requests


class RequestQuery(serializers.Serializer[Any]):
    """Which of your requests are wanted."""

    request_id = serializers.CharField(required=False, max_length=100, help_text="The Request-Id of an answer.")


class RequestAnswer(serializers.Serializer[Any]):
    """A request with its answer."""

    request_id = serializers.CharField()
    method = serializers.CharField()
    path = serializers.CharField(help_text="With its query.")
    status = serializers.IntegerField()
    milliseconds = serializers.IntegerField()
    bytes = serializers.IntegerField(allow_null=True)
    at = serializers.DateTimeField()


class RequestList(BankView):
    """What you have asked, newest first; kept for 400 days."""

    required_scopes = {"GET": "audit:read"}
    ordering = ("-id",)

    @extend_schema(parameters=[RequestQuery], responses=RequestAnswer(many=True))
    def get(self, request: Request) -> Response:
        """List your own requests to the audit API and for tokens; a request is there once its answer has gone out."""
        asked = self.read_query(RequestQuery)
        return self.page(own_requests(self.principal).filter(**asked), RequestAnswer)
