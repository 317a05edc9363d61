"""Addresses of the regulators' API."""

from django.urls import path

from audit.api.entries import EntryDetail, EntryList, Totals
from audit.api.log import CheckpointList, CheckpointNow, ConsistencyProof, InclusionProof

urlpatterns = [
    path("audit/entries/", EntryList.as_view(), name="api-entries"),
    path("audit/entries/<uuid:entry_id>/", EntryDetail.as_view(), name="api-entry"),
    path("audit/totals/", Totals.as_view(), name="api-totals"),
    path("audit/checkpoint/", CheckpointNow.as_view(), name="api-checkpoint"),
    path("audit/checkpoints/", CheckpointList.as_view(), name="api-checkpoints"),
    path("audit/proofs/inclusion/", InclusionProof.as_view(), name="api-inclusion"),
    path("audit/proofs/consistency/", ConsistencyProof.as_view(), name="api-consistency"),
]
