"""Addresses of the conformance door."""

from django.urls import path

from credentials.api import vcapi

urlpatterns = [
    path("credentials/issue", vcapi.IssueCredential.as_view(), name="vc-api-issue"),
    path("credentials/verify", vcapi.VerifyCredential.as_view(), name="vc-api-verify"),
    path("presentations/prove", vcapi.ProvePresentation.as_view(), name="vc-api-prove"),
    path("presentations/verify", vcapi.VerifyPresentation.as_view(), name="vc-api-verify-presentation"),
    path("status-lists/<slug:purpose>", vcapi.StatusList.as_view(), name="vc-api-status-list"),
]
