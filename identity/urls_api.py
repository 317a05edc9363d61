"""Addresses of the API that describe the API."""

from django.urls import path

from identity.api.documents import OpenApiDocument

urlpatterns = [path("schema/", OpenApiDocument.as_view(), name="api-schema")]
